import {meanOverPairs, type Numbers} from "../pairs.js";

/** Mean absolute error, in the unit of the values. Pairs with a missing number do not count. */
export function mae(actual: Numbers, forecast: Numbers): number {
  return meanOverPairs(actual, forecast, (a, f) => Math.abs(f - a));
}
