import type {Numbers} from "../pairs.js";
import {meanOverIntervals} from "./intervals.js";

/** Mean width of the intervals, in the unit of the values, over the rows whose actual value is known. */
export function width(actual: Numbers, low: Numbers, high: Numbers): number {
  return meanOverIntervals(actual, low, high, (_, lo, hi) => hi - lo);
}
