import type {BacktestReport} from "../../../artifacts/backtest.js";
import {candidateNamed} from "../../scores.js";
import type {SaidClass, SkillMetric, TownScores, TownSkill} from "./shapes.js";

export const skillMetrics: readonly SkillMetric[] = ["f1", "brier", "auc"];

/** The simple rules that stand beside the champion, where the backtest has them. */
const rules = ["climatology", "persistence"];
/** Where one class of said chances ends and the next begins. */
const ends = [0, 0.2, 0.6, 1];

/** Forecasts of one town beside what happened, 0 or 1, in order of time; only pairs of which both are known. */
export interface TownPairs {
  readonly probability: readonly number[];
  readonly happened: readonly number[];
}

/** How good the forecasts have been in a town, from the scores of its series and the champion's pairs of the same rows. */
export function townSkill(
  backtest: BacktestReport,
  station: string,
  {probability, happened}: TownPairs
): TownSkill {
  const best = candidateNamed(backtest, backtest.champion);
  const simple = backtest.candidates.filter(({name}) => rules.includes(name) && name !== backtest.champion);
  const threshold = best.metrics.threshold ?? null;
  const among = (which: (chance: number) => boolean) => {
    const rows = probability.flatMap((chance, i) => (which(chance) ? [i] : []));
    return {n: rows.length, rained: rows.filter((i) => happened[i] === 1).length};
  };
  return {
    from: backtest.scheme.from,
    to: backtest.scheme.to,
    n: happened.length,
    rainy: happened.filter((x) => x === 1).length,
    candidates: [best, ...simple].map((candidate) => scoresIn(candidate, station, candidate === best)),
    mean: meanOverTowns(best),
    said: ends.slice(1).map((to, i): SaidClass => {
      const from = ends[i];
      const within = (chance: number) => chance >= from && (chance < to || to === 1);
      const said = probability.filter(within).reduce((sum, chance) => sum + chance, 0);
      return {from, to, said: Number(said.toFixed(3)), ...among(within)};
    }),
    wet: threshold === null ? null : among((chance) => chance >= threshold),
    dry: threshold === null ? null : among((chance) => chance < threshold)
  };
}

type Candidate = BacktestReport["candidates"][number];

function scoresIn({name, label, slices}: Candidate, station: string, champion: boolean): TownScores {
  const row = slices?.series?.find(({slice}) => slice === station);
  const scores = skillMetrics.map((metric) => [
    metric,
    {value: row?.[metric] ?? null, span: row?.spans?.[metric] ?? null}
  ]);
  return {name, label, kind: champion ? "champion" : "rule", scores: Object.fromEntries(scores)};
}

function meanOverTowns({slices}: Candidate): TownSkill["mean"] {
  const rows = slices?.series ?? [];
  const mean = (metric: SkillMetric) => {
    const values = rows.flatMap((row) => row[metric] ?? []);
    return values.length === 0
      ? null
      : Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(4));
  };
  return {f1: mean("f1"), brier: mean("brier"), auc: mean("auc"), towns: rows.length};
}
