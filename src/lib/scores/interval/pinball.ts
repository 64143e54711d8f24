import {meanOverPairs, type Numbers} from "../pairs.js";

/**
 * Mean pinball loss of forecasts of the quantile `level` (0 … 1), in the unit of the values: level · (a − q)
 * where the actual value lies above the quantile, (1 − level) · (q − a) below. Source: Koenker & Bassett
 * 1978.
 */
export function pinball(actual: Numbers, quantile: Numbers, level: number): number {
  return meanOverPairs(actual, quantile, (a, q) => (a >= q ? level * (a - q) : (1 - level) * (q - a)));
}
