import {upperGamma} from "./gamma.js";

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * Probability that a standard normal variable is at most z; exact in the tails too (by the incomplete gamma
 * function).
 */
export function normalCumulative(z: number): number {
  const tail = 0.5 * upperGamma(0.5, (z * z) / 2);
  return z < 0 ? tail : 1 - tail;
}

/** Probability that a standard normal variable lies farther from 0 than z. */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}

/**
 * The value that a standard normal variable stays below with this probability, to about 1e-15 of its size: a rational guess and a step of
 * Halley's method. At 0 and 1 it is infinite.
 * Source: Acklam (2003), An algorithm for computing the inverse normal cumulative distribution function, with its refinement.
 * @throws where the probability is not from 0 to 1
 */
export function normalQuantile(level: number): number {
  if (!(level >= 0 && level <= 1))
    throw new Error(`normal quantile: expected a level from 0 to 1, got ${level}`);
  if (level > 0.5) return -normalQuantile(1 - level);
  if (level === 0) return Number.NEGATIVE_INFINITY;
  const guess = level < 0.02425 ? tailGuess(Math.sqrt(-2 * Math.log(level))) : middleGuess(level - 0.5);
  const error = (normalCumulative(guess) - level) / normalDensity(guess);
  return guess - error / (1 + (guess * error) / 2);
}

function middleGuess(q: number): number {
  const r = q * q;
  const top =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239;
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1;
  return (q * top) / bottom;
}

function tailGuess(q: number): number {
  const top =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const bottom =
    (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q +
    1;
  return top / bottom;
}
