import {formatCount, formatDay, formatNumber, formatShare} from "../../format.js";
import type {ReportTown} from "./shapes.js";

/** A probability as a page says it: "87 %", "below 1 %", "above 99 %", so that none is said to be farther from a half than its interval is. */
export function formatChance(probability: number): string {
  if (probability < 0.01) return `below ${formatShare(0.01)}`;
  if (probability > 0.99) return `above ${formatShare(0.99)}`;
  return formatShare(probability);
}

/** A probability where there is little room: "87 %", "< 1 %", "> 99 %". */
export function shortChance(probability: number): string {
  return formatChance(probability).replace("below", "<").replace("above", ">");
}

/**
 * Bounds of a probability: "80 to 92 %", with a decimal where they would else be written alike, or lie below 10 % or above 90 %, and as one where
 * they still are.
 */
export function formatChances(low: number, high: number): string {
  const alike = formatNumber(100 * low) === formatNumber(100 * high);
  const decimals = alike || high < 0.1 || low > 0.9 ? 1 : 0;
  const from = formatNumber(100 * low, decimals);
  return from === formatNumber(100 * high, decimals)
    ? formatShare(high, decimals)
    : `${from} to ${formatShare(high, decimals)}`;
}

/**
 * The finding of a day, as a sentence without its full stop: "Rain is forecast in 14 of 49 towns by 9 am on Wed 25 Dec, most likely in
 * Cairns (87 %)"; with its year where it is `dated`. Towns whose probabilities are written alike are named together.
 * @throws where there is no town
 */
export function rainHeadline(towns: readonly ReportTown[], day: string, {dated = false} = {}): string {
  const wet = towns.filter((town) => town.wet).length;
  const when = `by 9 am on ${formatDay(day, {dated})}`;
  const {names, chance} = mostLikely(towns);
  if (wet === 0)
    return `Rain is forecast in none of ${formatCount(towns.length, "town")} ${when}; most likely still in ${names} (${chance})`;
  const where =
    wet === towns.length
      ? `all ${formatCount(towns.length, "town")}`
      : `${formatNumber(wet)} of ${formatCount(towns.length, "town")}`;
  return `Rain is forecast in ${where} ${when}, most likely in ${names} (${chance})`;
}

/** The same as a clause beside those of other studies: "rain is forecast in 14 of 49 Australian towns by 9 am on Wed 25 Dec". */
export function rainClause(towns: readonly ReportTown[], day: string, {dated = false} = {}): string {
  const wet = towns.filter((town) => town.wet).length;
  const of = wet === 0 ? "none of" : wet === towns.length ? "all" : `${formatNumber(wet)} of`;
  return `rain is forecast in ${of} ${formatNumber(towns.length)} Australian towns by 9 am on ${formatDay(day, {dated})}`;
}

/** The towns in which rain is most likely, by name, and how likely; those that are written alike, at most two by name. Throws where there is none. */
export function mostLikely(towns: readonly ReportTown[]): {names: string; chance: string} {
  if (towns.length === 0) throw new Error("towns: expected at least one, got none");
  const top = Math.max(...towns.map(({probability}) => probability));
  const chance = formatChance(top);
  const names = towns.filter(({probability}) => formatChance(probability) === chance).map(({name}) => name);
  return {names: listed(names), chance};
}

/** "Cairns", "Cairns and Darwin", "Cairns, Darwin and 3 others". */
function listed(names: readonly string[]): string {
  if (names.length <= 2) return names.join(" and ");
  const others = names.length - 2;
  return `${names.slice(0, 2).join(", ")} and ${formatCount(others, "other")}`;
}
