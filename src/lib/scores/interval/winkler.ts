import type {Numbers} from "../pairs.js";
import {meanOverIntervals} from "./intervals.js";

/**
 * Mean interval score of central intervals of the given level (0.8 for 80 %), in the unit of the values: the
 * width, plus 2 / (1 − level) times the distance by which the actual value lies outside. Source: Winkler
 * 1972; Gneiting & Raftery 2007.
 */
export function winkler(actual: Numbers, low: Numbers, high: Numbers, level: number): number {
  const penalty = 2 / (1 - level);
  return meanOverIntervals(
    actual,
    low,
    high,
    (a, lo, hi) => hi - lo + penalty * (Math.max(lo - a, 0) + Math.max(a - hi, 0))
  );
}
