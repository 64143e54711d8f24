import type {BacktestReport} from "../../artifacts/backtest.js";
import type {Run} from "../../artifacts/runs.js";

/** Error by lead of a run's candidate in the backtest of this edition. */
export interface RunLeads {
  readonly runId: string;
  readonly candidate: string;
  readonly points: readonly {readonly lead: number; readonly mape: number; readonly half: number | null}[];
}

/**
 * The errors by lead of a run, from the backtest of its study; `half` of the 95 % interval of the mean where its standard error is known.
 * Null where the backtest has no such candidate, or is not this run's: a run of another edition has other scores than those in it.
 */
export function leadsOf(run: Run, backtest: BacktestReport): RunLeads | null {
  const scored = backtest.candidates.find(({name}) => name === run.candidate);
  if (!scored || backtest.study !== run.study) return null;
  const scores: Readonly<Record<string, number | null>> = scored.metrics;
  const same = ["n", "mae", "rmse", "mape", "bias"].every(
    (name) => (Object.hasOwn(run.metrics, name) ? run.metrics[name] : null) === scores[name]
  );
  if (!same) return null;
  const points = scored.byLead.flatMap(({lead, mape, mapeStandardError: error}) =>
    mape === null ? [] : [{lead, mape, half: error == null ? null : 1.96 * error}]
  );
  return points.length ? {runId: run.runId, candidate: run.candidate, points} : null;
}
