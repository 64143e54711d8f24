import {meanOverPairs, type Numbers} from "../pairs.js";

/** Mean of forecast − actual, in the unit of the values: above zero where the forecasts are too high. */
export function bias(actual: Numbers, forecast: Numbers): number {
  return meanOverPairs(actual, forecast, (a, f) => f - a);
}
