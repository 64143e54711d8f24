import type {GasPaths} from "../../artifacts/gas.js";
import {formatNumber, formatShare} from "../../format.js";
import {meanOfPaths, type PathDays, shareAbove} from "../../paths/ask.js";
import {readPaths} from "../../paths/compact.js";
import {inUnit, type PriceUnit, priceText} from "./units.js";

/** The scenarios of the price, as a page asks them. */
export interface PriceScenarios {
  /** Log returns, `[path][lead]`. */
  readonly returns: Float64Array;
  readonly leads: number;
  /** The last price, p/kWh. */
  readonly last: number;
}

/**
 * The published scenarios of the price.
 * @param bytes of /api/gas/model/paths/sap.bin
 * @throws where there are none of it, or the bytes are not two for each day of each path
 */
export function openScenarios({paths, leads, series}: GasPaths, bytes: Uint8Array): PriceScenarios {
  const price = series.find(({id}) => id === "sap");
  if (!price)
    throw new Error(
      `scenarios: expected the series sap, got ${series.map(({id}) => id).join(", ") || "none"}`
    );
  return {returns: readPaths({paths, leads, step: price.step, bytes}), leads, last: price.last};
}

/** What a reader asks: whether the mean price of some gas days is above a threshold, p/kWh. */
export interface Question {
  readonly days: PathDays;
  readonly above: number;
}

/** The share of scenarios in which it is, and the 10, 50 and 90 % quantiles of the mean, p/kWh. @throws where the days are none of the path's */
export function answerAbove(
  {returns, leads, last}: PriceScenarios,
  {days, above}: Question
): {readonly share: number; readonly low: number; readonly middle: number; readonly high: number} {
  const means = meanOfPaths(returns, leads, last, days).sort();
  const at = (level: number) => means[Math.min(means.length - 1, Math.floor(level * means.length))];
  return {share: shareAbove(means, above), low: at(0.1), middle: at(0.5), high: at(0.9)};
}

/** The answer as a sentence. */
export function aboveText(scenarios: PriceScenarios, question: Question, unit: PriceUnit): string {
  const {share, low, middle, high} = answerAbove(scenarios, question);
  const {from, to} = question.days;
  const when = from === to ? `on gas day ${from}` : `of gas days ${from} to ${to}`;
  const bare = (price: number) => formatNumber(inUnit(price, unit), unit === "p/kWh" ? 3 : 1);
  const chance = share === 0 ? "less than 0.1 %" : share === 1 ? "more than 99.9 %" : formatShare(share, 1);
  return `The mean price ${when} is above ${priceText(question.above, unit)} with a probability of ${chance}. It is ${bare(middle)} in the middle of the scenarios, and between ${bare(low)} and ${priceText(high, unit)} in eight of ten.`;
}
