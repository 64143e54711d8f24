import type {Numbers} from "../pairs.js";
import {meanOverIntervals} from "./intervals.js";

/** Share (0 … 1) of the actual values that lie in their interval, its ends included. */
export function coverage(actual: Numbers, low: Numbers, high: Numbers): number {
  return meanOverIntervals(actual, low, high, (a, lo, hi) => (a >= lo && a <= hi ? 1 : 0));
}
