import {meanOverPairs, type Numbers} from "../pairs.js";

/**
 * Weighted absolute percentage error as a share, Σ |f − a| / Σ |a| over the same pairs. NaN where all actual
 * values are 0.
 */
export function wape(actual: Numbers, forecast: Numbers): number {
  const size = meanOverPairs(actual, forecast, (a) => Math.abs(a));
  return size === 0 ? Number.NaN : meanOverPairs(actual, forecast, (a, f) => Math.abs(f - a)) / size;
}
