import {normalCumulative, normalDensity} from "../distributions/normal.js";
import type {Numbers} from "./pairs.js";

/**
 * Continuous ranked probability score of an ensemble against one actual value, in the unit of the values:
 * mean |x − a| − ½ mean |x − x′|, by one sort. Source: Gneiting & Raftery 2007, "Strictly proper scoring
 * rules".
 * @throws when the ensemble is empty.
 */
export function crpsEnsemble(members: Numbers, actual: number): number {
  const n = members.length;
  if (n === 0) throw new Error("the CRPS of an ensemble needs at least one member, got none");
  const sorted = Float64Array.from(members).sort();
  let error = 0;
  let spread = 0;
  for (let i = 0; i < n; ++i) {
    error += Math.abs(sorted[i]! - actual);
    spread += (2 * i - n + 1) * sorted[i]!;
  }
  return error / n - spread / n ** 2;
}

/** The same of a normal distribution with this mean and standard deviation (above 0), in closed form. */
export function crpsNormal(mean: number, sd: number, actual: number): number {
  const z = (actual - mean) / sd;
  return sd * (z * (2 * normalCumulative(z) - 1) + 2 * normalDensity(z) - 1 / Math.sqrt(Math.PI));
}
