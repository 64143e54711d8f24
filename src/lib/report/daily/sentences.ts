import type {BacktestReport} from "../../artifacts/backtest.js";
import {formatDay, formatNumber, formatPercent} from "../../format.js";
import {formatPower, type PowerUnit} from "../power.js";
import {atLead, bestBaseline, candidateNamed, champion, shownCandidates} from "../scores.js";
import type {Usual} from "../season.js";
import {pText} from "../skill.js";
import type {ComingDay} from "./days.js";

/**
 * The finding of an area's week, as a sentence without its full stop: "Demand of Nantes Métropole peaks at a daily mean of 412 MW on
 * Tue 26 Mar, 5 % above the season"; with its year where it is `dated`.
 */
export function dayHeadline(
  area: string,
  {day, value}: ComingDay,
  season: Usual | null,
  power: PowerUnit,
  {dated = false} = {}
): string {
  const against = season ? `, ${againstSeason(value, season.value)}` : "";
  return `Demand of ${area} peaks at a daily mean of ${formatPower(value, power)} on ${formatDay(day, {dated})}${against}`;
}

/** A load beside the usual one: "5 % above the season", "as usual for the season" within one percent. */
export function againstSeason(value: number, usualValue: number): string {
  const percent = 100 * (value / usualValue - 1);
  if (Math.abs(percent) < 1) return "as usual for the season";
  return `${formatPercent(Math.abs(percent), Math.abs(percent) < 10 ? 1 : 0)} ${percent > 0 ? "above" : "below"} the season`;
}

/**
 * How wrong the simple rules were on a lead day beside the best of them, which `standing` names, and whether the champion's lead over that is
 * chance. Empty without a rule.
 */
export function besideSimpleRules(backtest: BacktestReport, lead = 1): string {
  const best = bestBaseline(backtest);
  const said = shownCandidates(backtest).flatMap((rule) => {
    const mape = atLead(rule, lead)?.mape;
    const other = rule.kind === "baseline" && rule.name !== best?.name;
    return !other || mape == null ? [] : [`“${rule.label.toLowerCase()}” by ${formatPercent(mape)}`];
  });
  const test = champion(backtest).versusBaseline;
  const verdict = !test
    ? ""
    : test.p < 0.05
      ? ` Against “${candidateNamed(backtest, test.name).label.toLowerCase()}” the difference is more than chance (Diebold–Mariano, ${pText(test.p)}).`
      : ` Against “${candidateNamed(backtest, test.name).label.toLowerCase()}” the difference may be chance (${pText(test.p)}).`;
  return `${said.length ? `The other simple rules: ${said.join(", ")}.` : ""}${verdict}`.trim();
}

/** What a candidate alone reaches a day ahead, where another one is published: "The LSTM alone was wrong by 2.61 %.". Empty where it is the champion. */
export function alone(backtest: BacktestReport, name: string, lead = 1): string {
  if (backtest.champion === name || !backtest.candidates.some((candidate) => candidate.name === name))
    return "";
  const candidate = candidateNamed(backtest, name);
  const mape = atLead(candidate, lead)?.mape;
  return mape == null ? "" : `The ${candidate.label} alone was wrong by ${formatPercent(mape)}.`;
}

/** The mean error of one series among several, where the scores are over all of them. Empty where there is one only. */
export function ofSeries(backtest: BacktestReport, series: string): string {
  const rows = champion(backtest).slices?.series ?? [];
  const own = rows.find(({slice}) => slice === series);
  return rows.length < 2 || own?.mape == null
    ? ""
    : `These scores are over all ${formatNumber(rows.length)} areas; over all seven days ahead the error for ${series} is ${formatPercent(own.mape)}.`;
}
