import type {BacktestReport} from "../../artifacts/backtest.js";
import type {Metrics} from "../../artifacts/scores.js";
import {formatDate, formatNumber, formatShare} from "../../format.js";
import {candidateNamed, champion} from "../scores.js";

/** A score between 0 and 1 as it is written: ".092" would be misread, so "0.092". */
const score = (value: number | null | undefined, decimals = 3) =>
  value == null ? "not known" : formatNumber(value, decimals);

/** How good the champion was on the scored days, beside the climatology; null where it has not been scored. */
export interface RainSkill {
  readonly brier: number;
  readonly f1: number;
  readonly auc: number;
  readonly threshold: number;
  readonly metrics: Metrics;
  /** Brier score of the climatology on the same rows; null where it is not scored. */
  readonly climatology: number | null;
}

/** The champion's scores; null where one of them is not known. */
export function rainSkill(backtest: BacktestReport): RainSkill | null {
  return skillOf(backtest, backtest.champion);
}

/** The scores of a candidate beside the climatology's; null where one of them is not known, or there is no such candidate. */
export function skillOf(backtest: BacktestReport, name: string): RainSkill | null {
  const found = backtest.candidates.find((candidate) => candidate.name === name);
  if (!found) return null;
  const {brier, f1, auc, threshold} = found.metrics;
  if (brier == null || f1 == null || auc == null || threshold == null) return null;
  const usual = backtest.candidates.find((candidate) => candidate.name === "climatology");
  return {brier, f1, auc, threshold, metrics: found.metrics, climatology: usual?.metrics.brier ?? null};
}

/** How reliable, for a standfirst: wet days that were forecast and forecasts of rain that came true, then F1, and Brier's score beside the climatology's. */
export function rainReliability(backtest: BacktestReport): string {
  const skill = rainSkill(backtest);
  if (!skill) return "it has not been scored yet";
  const {recall, precision} = skill.metrics;
  const counts =
    recall == null || precision == null
      ? ""
      : `it forecast ${formatNumber(100 * recall)} of 100 wet days, and ${formatNumber(100 * precision)} of 100 forecasts of rain came true; `;
  const beside =
    skill.climatology === null ? "" : ` against ${score(skill.climatology)} for what is usual in the month`;
  return `${period(backtest)} ${counts}F1 ${score(skill.f1)}, Brier score ${score(skill.brier)}${beside}`;
}

/** The scored days: "from 1 Jan 2016 to 25 Jun 2017". */
function period({scheme}: BacktestReport): string {
  return `from ${formatDate(scheme.from)} to ${formatDate(scheme.to)}`;
}

/**
 * How good it has been, in a few sentences that count: of 100 wet days how many were forecast, of 100 forecasts of rain how many came true, and
 * how much less wrong its probabilities were than the usual ones.
 */
export function rainStanding(backtest: BacktestReport): string {
  const skill = rainSkill(backtest);
  if (!skill) return "The champion has not been scored yet.";
  const {recall, precision, n, rate} = skill.metrics;
  const sentences: string[] = [];
  if (recall != null && precision != null)
    sentences.push(
      `Of 100 wet days it had forecast ${formatNumber(100 * recall)}, and of 100 days forecast wet ${formatNumber(100 * precision)} were.`
    );
  const less = skill.climatology === null ? null : 1 - skill.brier / skill.climatology;
  if (less !== null && less > 0)
    sentences.push(
      `Its probabilities have ${formatShare(less)} less error (Brier score ${score(skill.brier)} against ${score(skill.climatology)}) than what is usual for the town and month.`
    );
  else if (less !== null)
    sentences.push(
      `Its probabilities have no less error (Brier score ${score(skill.brier)} against ${score(skill.climatology)}) than what is usual for the town and month.`
    );
  sentences.push(
    `Of a wet day and a dry one it gives the wet one the higher probability in ${formatShare(skill.auc, 1)} of pairs (AUC).`
  );
  const wet = rate == null ? "" : `, of which ${formatShare(rate, 1)} were wet`;
  sentences.push(`All of it on ${formatNumber(n)} forecasts ${period(backtest)}${wet}.`);
  return sentences.join(" ");
}

/** What the forecast would be worth with what is known at 3 pm only, beside the champion; empty where that candidate is not scored. */
export function knownAt3pm(backtest: BacktestReport, name = "boosted-3pm"): string {
  const early = skillOf(backtest, name);
  const late = rainSkill(backtest);
  if (!early || !late || name === backtest.champion) return "";
  const {label} = candidateNamed(backtest, name);
  return `With what is known at 3 pm (“${label}”), F1 is ${score(early.f1)} in place of ${score(late.f1)}, AUC ${score(early.auc)} in place of ${score(late.auc)}, and the Brier score ${score(early.brier)} in place of ${score(late.brier)}.`;
}

/** From which probability on a town is called wet, and what that means below one half; empty where no threshold is known. */
export function thresholdText(backtest: BacktestReport): string {
  const {threshold} = champion(backtest).metrics;
  if (threshold == null) return "";
  const below =
    threshold < 0.5
      ? ` Below ${formatShare(0.5)} such a town is still likelier to stay dry: a higher threshold would miss more wet days.`
      : "";
  return `A town is called wet from a probability of ${formatShare(threshold, 1)} on, the threshold that gave the best F1 on the days of 2015, before those that are scored.${below}`;
}
