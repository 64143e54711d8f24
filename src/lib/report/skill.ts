import type {BacktestReport} from "../artifacts.js";
import {formatDate, formatMonth, formatNumber, formatPercent, formatShare} from "../format.js";
import {inReactors} from "./headline.js";
import {atLead, bestBaseline, champion, latestMonth, reference, sliceName, worstSlice} from "./scores.js";

/** A p value in words: "p < 0.001". */
export function pText(p: number): string {
  return p < 0.001 ? "p\u00a0<\u00a00.001" : `p\u00a0=\u00a0${formatNumber(p, 3)}`;
}

/** How reliable lately, for a standfirst: the champion's error a day ahead over the backtest, and over all leads in the last month scored. */
export function reliability(backtest: BacktestReport): string {
  const best = champion(backtest);
  const day = atLead(best, 1);
  if (day?.mape == null) return "it has not been scored yet";
  const month = latestMonth(best);
  const lately = month
    ? `; over the whole week ahead by ${formatPercent(month.mape, 1)} in ${formatMonth(month.slice, {long: true})}`
    : "";
  return `a day ahead it was wrong by ${formatPercent(day.mape, 1)} on average since ${formatDate(backtest.scheme.from)}${lately}`;
}

/** The champion against the best baseline and against the official forecast, in two sentences. */
export function standing(backtest: BacktestReport): string {
  const best = champion(backtest);
  const official = reference(backtest);
  const naive = bestBaseline(backtest);
  const ours = atLead(best, 1);
  if (ours?.mape == null || ours.mae === null) return "The champion has not been scored yet.";
  const measure = inReactors(ours.mae);
  const sentences = [
    `For the day ahead the forecast was wrong by ${formatPercent(ours.mape)} on average, about ${formatNumber(Math.round(ours.mae / 10) * 10)}\u00a0${backtest.unit}${measure ? `, the output of ${measure}` : ""}.`
  ];
  const theirs = official && atLead(official, 1);
  const test = best.versusReference?.find(({lead}) => lead === 1);
  if (official && theirs?.mape != null) {
    const less = 1 - ours.mape / theirs.mape;
    const sure = test && test.p < 0.05;
    sentences.push(
      `${official.label} was wrong by ${formatPercent(theirs.mape)} in the same hours${
        sure
          ? `: ours has ${formatShare(Math.abs(less))} ${less > 0 ? "less" : "more"} error (Diebold–Mariano, ${pText(test.p)})`
          : test
            ? `; the difference may be chance (${pText(test.p)})`
            : ""
      }.`
    );
  }
  const simple = naive && atLead(naive, 1);
  if (simple?.mape != null)
    sentences.push(
      `The best simple rule, “${naive!.label.toLowerCase()}”, was wrong by ${formatPercent(simple.mape)}.`
    );
  return sentences.join(" ");
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
  const best = champion(backtest);
  const archived = atLead(best, lead)?.mape;
  const forecast = atLead(best, lead, {degraded: true})?.mape;
  return archived == null || forecast == null ? null : {archived, forecast};
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
