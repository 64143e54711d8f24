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
