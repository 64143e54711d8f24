import type {BacktestReport} from "../artifacts/backtest.js";
import {formatCount, formatDate, formatNumber, formatPercent, formatShare} from "../format.js";
import {inReactors} from "./headline.js";
import {
  atLead,
  bestBaseline,
  type CandidateScores,
  champion,
  reference,
  sliceName,
  worstSlice
} from "./scores.js";

/** A p value in words: "p < 0.001". */
export function pText(p: number): string {
  return p < 0.001 ? "p\u00a0<\u00a00.001" : `p\u00a0=\u00a0${formatNumber(p, 3)}`;
}

/**
 * The champion's mean percentage error at a lead day with archived weather and with weather as uncertain as a real forecast, beside the
 * official forecast's, which had a real one; null where there is none.
 */
export interface Errors {
  readonly archived: number;
  readonly forecast: number | null;
  readonly official: number | null;
}

/** Both errors of the champion and the official one at a lead day (1 = the first); null where the champion has not been scored there. */
export function errorsAt(backtest: BacktestReport, lead = 1): Errors | null {
  const best = champion(backtest);
  const archived = atLead(best, lead)?.mape;
  if (archived == null) return null;
  const official = reference(backtest);
  return {
    archived,
    forecast: atLead(best, lead, {degraded: true})?.mape ?? null,
    official: (official && atLead(official, lead)?.mape) ?? null
  };
}

/** The errors in one phrase: "1.11 % with archived weather, 1.28 % with weather as uncertain as a real forecast; RTE J-1 1.90 %". */
export function errorsText(backtest: BacktestReport, lead = 1): string {
  const errors = errorsAt(backtest, lead);
  if (!errors) return "not scored yet";
  const forecast =
    errors.forecast === null
      ? ""
      : `, ${formatPercent(errors.forecast)} with weather as uncertain as a real forecast`;
  const official =
    errors.official === null ? "" : `; ${reference(backtest)!.label} ${formatPercent(errors.official)}`;
  return `${formatPercent(errors.archived)} with archived weather${forecast}${official}`;
}

/** How reliable, for a standfirst: the errors a day ahead over the backtest. */
export function reliability(backtest: BacktestReport): string {
  if (!errorsAt(backtest)) return "it has not been scored yet";
  return `since ${formatDate(backtest.scheme.from)} the mean error a day ahead is ${errorsText(backtest)}`;
}

/** On how many of the backtest's days the first lead day is scored: "300 of 359 days"; all of them where no test counts them. */
export function daysScored(backtest: BacktestReport): string {
  const {versusReference} = champion(backtest);
  const n = versusReference?.find(({lead}) => lead === 1)?.n;
  const days = formatCount(backtest.scheme.origins, "day");
  return n === undefined || n === backtest.scheme.origins ? days : `${formatNumber(n)} of ${days}`;
}

/** A number with two significant digits: 654 → 650, 3.42 → 3.4. */
function twoDigits(value: number): string {
  return formatNumber(Number(value.toPrecision(2)), value < 10 ? 1 : 0);
}

/** The champion against the best baseline and against the official forecast, in a few sentences. */
export function standing(backtest: BacktestReport): string {
  const best = champion(backtest);
  const naive = bestBaseline(backtest);
  const errors = errorsAt(backtest);
  const mae = (atLead(best, 1, {degraded: true}) ?? atLead(best, 1))?.mae;
  if (!errors || mae == null) return "The champion has not been scored yet.";
  const measure = inReactors(mae);
  const about = `about ${twoDigits(mae)}\u00a0${backtest.unit}${measure ? `, the output of ${measure}` : ""}`;
  const sentences = [
    errors.forecast === null
      ? `For the day ahead the forecast was wrong by ${formatPercent(errors.archived)} on average, ${about}; its weather was archived weather, which flatters.`
      : `For the day ahead the forecast was wrong by ${formatPercent(errors.archived)} on average with archived weather, by ${formatPercent(errors.forecast)} with weather as uncertain as a real forecast (${about}).`,
    ...againstOfficial(backtest, errors)
  ];
  const simple = naive && atLead(naive, 1);
  if (simple?.mape != null)
    sentences.push(
      `The best simple rule, “${naive!.label.toLowerCase()}”, was wrong by ${formatPercent(simple.mape)}.`
    );
  return sentences.join(" ");
}

/**
 * The champion beside the official forecast, which had a real weather forecast: the claim and its test come from weather as uncertain as
 * that where both have been computed, otherwise it is said that archived weather flatters. Empty without an official forecast.
 */
function againstOfficial(backtest: BacktestReport, {archived, forecast, official}: Errors): string[] {
  if (official === null) return [];
  const best: CandidateScores = champion(backtest);
  const {label} = reference(backtest)!;
  const atFirst = ({lead}: {lead: number}) => lead === 1;
  const fair = forecast === null ? undefined : best.versusReferenceDegraded?.find(atFirst);
  const test = fair ?? best.versusReference?.find(atFirst);
  const ours = fair && forecast !== null ? forecast : archived;
  const less = 1 - ours / official;
  const weather = fair ? "with such weather" : "with archived weather, which flatters,";
  const verdict = !test
    ? ""
    : test.p < 0.05
      ? `: ${weather} ours has ${formatShare(Math.abs(less))} ${less > 0 ? "less" : "more"} error than ${label} (Diebold–Mariano, ${pText(test.p)}, on ${daysScored(backtest)})`
      : `; ${weather} the difference may be chance (${pText(test.p)}, on ${daysScored(backtest)})`;
  const sentences = [
    `${label}, made with a real weather forecast, was wrong by ${formatPercent(official)} in the same hours${verdict}.`
  ];
  const from = overtakenFrom(backtest);
  if (from)
    sentences.push(
      `${from.lead === 1 ? "On every day ahead" : `From day ${from.lead}`} ${label}, issued on the evening before, is better than ours, issued up to a week earlier (${formatPercent(from.official)} against ${formatPercent(from.ours)} on that day).`
    );
  return sentences;
}

/**
 * The first lead day from which on the official forecast's error is the smaller one to the last lead, with the errors on it; ours with
 * weather as uncertain as a real forecast where that is scored. Null where ours is better on the last.
 */
export function overtakenFrom(
  backtest: BacktestReport
): {lead: number; ours: number; official: number} | null {
  let first: {lead: number; ours: number; official: number} | null = null;
  const leads = champion(backtest).byLead.map(({lead}) => lead);
  for (const lead of leads.sort((a, b) => b - a)) {
    const errors = errorsAt(backtest, lead);
    if (!errors || errors.official === null) continue;
    const ours = errors.forecast ?? errors.archived;
    if (ours <= errors.official) break;
    first = {lead, ours, official: errors.official};
  }
  return first;
}

/** Where the champion fails, or null where it has no slices. */
export function failing(backtest: BacktestReport): string | null {
  const best = champion(backtest);
  const worst = worstSlice(best);
  if (!worst) return null;
  const official = reference(backtest);
  const theirs = official?.slices?.[worst.group]?.find(({slice}) => slice === worst.slice)?.mape;
  const beside = theirs == null ? "" : ` (${official!.label}: ${formatPercent(theirs)})`;
  return `It fails most ${sliceName(worst.group, worst.slice)}: ${formatPercent(worst.mape)} on average, ${formatNumber(worst.ratio, 1)} times its usual error${beside}.`;
}

/** Both figures for the second day: with archived weather, and with weather as uncertain as a real forecast's; null without the second. */
export function flattered(backtest: BacktestReport, lead = 2): {archived: number; forecast: number} | null {
  const errors = errorsAt(backtest, lead);
  return errors === null || errors.forecast === null
    ? null
    : {archived: errors.archived, forecast: errors.forecast};
}

/** The error on the second day against the record as it was pulled, wrongly stamped days included; empty where it is not scored. */
export function asRecorded(backtest: BacktestReport, lead = 2): string {
  const ours = champion(backtest).byLeadRecorded?.find((row) => row.lead === lead)?.mape;
  if (ours == null) return "";
  const official = reference(backtest);
  const theirs = official?.byLeadRecorded?.find((row) => row.lead === lead)?.mape;
  const beside = theirs == null ? "" : ` (${official!.label}: ${formatPercent(theirs)})`;
  return `Against the record as it is, those days included, the error on day ${lead} is ${formatPercent(ours)}${beside}.`;
}
