import {type Numbers, requireSameLength} from "../pairs.js";

/**
 * Mean of `score(actual, low, high)` over the rows in which all three are finite; NaN where there is none.
 */
export function meanOverIntervals(
  actual: Numbers,
  low: Numbers,
  high: Numbers,
  score: (actual: number, low: number, high: number) => number
): number {
  requireSameLength(actual, low);
  requireSameLength(actual, high);
  let sum = 0;
  let n = 0;
  for (let i = 0; i < actual.length; ++i) {
    const a = actual[i]!;
    const lo = low[i]!;
    const hi = high[i]!;
    if (!Number.isFinite(a) || !Number.isFinite(lo) || !Number.isFinite(hi)) continue;
    sum += score(a, lo, hi);
    ++n;
  }
  return n === 0 ? Number.NaN : sum / n;
}
