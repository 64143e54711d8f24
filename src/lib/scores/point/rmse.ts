import {meanOverPairs, type Numbers} from "../pairs.js";

/** Root mean squared error, in the unit of the values. Pairs with a missing number do not count. */
export function rmse(actual: Numbers, forecast: Numbers): number {
  return Math.sqrt(meanOverPairs(actual, forecast, (a, f) => (f - a) ** 2));
}
