import {meanOverPairs, type Numbers} from "../pairs.js";

/**
 * Symmetric mean absolute percentage error, 0 … 200 %: 200 · mean |f − a| / (|a| + |f|); a pair of zeros
 * counts as no error.
 */
export function smape(actual: Numbers, forecast: Numbers): number {
  return (
    200 *
    meanOverPairs(actual, forecast, (a, f) => (a === f ? 0 : Math.abs(f - a) / (Math.abs(a) + Math.abs(f))))
  );
}
