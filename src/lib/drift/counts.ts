import {chiSquareTail} from "../distributions/gamma.js";
import {normalTwoSided} from "../distributions/normal.js";
import type {Binned} from "./bins.js";

/**
 * Chi-square test of goodness of fit: are the current counts drawn from the reference's shares, taken as
 * exact? p = 0 where a category is new. One degree of freedom less than categories.
 */
export function chiSquare({reference, current}: Binned): {statistic: number; p: number} {
  const scale = sum(current) / sum(reference);
  let statistic = 0;
  for (let i = 0; i < reference.length; ++i) {
    const expected = reference[i]! * scale;
    statistic +=
      expected === 0
        ? current[i]! > 0
          ? Number.POSITIVE_INFINITY
          : 0
        : (current[i]! - expected) ** 2 / expected;
  }
  const p =
    statistic === Number.POSITIVE_INFINITY
      ? 0
      : reference.length < 2
        ? 1
        : chiSquareTail(statistic, reference.length - 1);
  return {statistic, p};
}

/**
 * z test of two proportions with the pooled variance, two-sided: the share of the last category of at most
 * two.
 */
export function twoProportions({reference, current}: Binned): {z: number; p: number} {
  if (reference.length > 2)
    throw new Error(`the test of two proportions takes at most 2 categories, got ${reference.length}`);
  if (reference.length < 2) return {z: 0, p: 1};
  const n = sum(reference);
  const m = sum(current);
  const pooled = (reference[1]! + current[1]!) / (n + m);
  const z = (reference[1]! / n - current[1]! / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return {z, p: normalTwoSided(z)};
}

function sum(counts: Float64Array): number {
  return counts.reduce((total, c) => total + c, 0);
}
