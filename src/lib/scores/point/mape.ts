import {meanOverPairs, type Numbers} from "../pairs.js";

/** Mean absolute percentage error, in %. Infinite where an actual value is 0: use `wape` for such series. */
export function mape(actual: Numbers, forecast: Numbers): number {
  return 100 * meanOverPairs(actual, forecast, (a, f) => Math.abs((f - a) / a));
}
