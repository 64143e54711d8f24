import type {BacktestReport} from "../../artifacts/backtest.js";
import type {Spans} from "../../artifacts/scores.js";
import {chanceReliability} from "../runs/card-chances.js";
import {metricText} from "../runs/metrics.js";
import {type CandidateScores, champion, shownCandidates} from "../scores.js";

/** The scores of one candidate as a table writes them, each with its 95 % interval where one was drawn; a dash where it has none. */
export interface RainScoreRow {
  readonly label: string;
  readonly f1: string;
  readonly auc: string;
  readonly brier: string;
  readonly threshold: string;
}

/** The scores of all candidates, the highest F1 first, those without one last; the champion is marked. */
export function rainScoreRows(backtest: BacktestReport): RainScoreRow[] {
  const f1 = ({metrics}: CandidateScores) => metrics.f1 ?? Number.NEGATIVE_INFINITY;
  return shownCandidates(backtest)
    .sort((a, b) => f1(b) - f1(a))
    .map((candidate) => ({
      label: candidate.name === backtest.champion ? `${candidate.label} (champion)` : candidate.label,
      f1: withSpan(candidate, "f1"),
      auc: withSpan(candidate, "auc"),
      brier: withSpan(candidate, "brier"),
      threshold: metricText("threshold", candidate.metrics.threshold, "")
    }));
}

function withSpan({metrics, spans}: CandidateScores, name: keyof Spans): string {
  const text = metricText(name, metrics[name], "");
  const [low, high] = spans?.[name]?.map((value) => metricText(name, value, "")) ?? [];
  return low === undefined ? text : `${text} (${low} to ${high})`;
}

/** How far the champion's probabilities are from what happened, in a sentence; empty where no classes were made. */
export function rainReliabilityText(backtest: BacktestReport): string {
  const found = chanceReliability(champion(backtest)).find(({term}) => term === "Reliability");
  return found ? found.text.join("") : "";
}

/** The day from which on thresholds and calibration are chosen: a year before the first scored one, `YYYY-MM-DD`. */
export function heldFrom({from}: Pick<BacktestReport["scheme"], "from">): string {
  return `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`;
}
