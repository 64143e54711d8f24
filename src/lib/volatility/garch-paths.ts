import {mulberry32} from "../random.js";
import type {Garch} from "./garch.js";

/** What paths start from, how many there are, and how far they go. */
export interface PathOptions {
  /** The variance of the first day, as the model has it from the days before. */
  readonly variance: number;
  /** Standardised errors to draw from, with replacement. */
  readonly errors: Float64Array;
  readonly paths: number;
  readonly days: number;
  readonly seed: number;
}

/**
 * Filtered historical simulation: paths of a GARCH whose errors are drawn from its own past ones. Returns the sums of returns after 1, 2, …
 * days, `[day][path]`. Errors are centred and brought to unit variance, as the model takes them to be.
 * Source: Barone-Adesi, Giannopoulos & Vosper (1999), Journal of Futures Markets 19.
 * @throws where there is no error, or they do not vary
 */
export function simulateGarch(
  {variance, shock, memory}: Garch,
  {variance: first, errors, paths, days, seed}: PathOptions
): Float64Array {
  const draws = standardised(errors);
  const random = mulberry32(seed);
  const base = variance * (1 - shock - memory);
  const out = new Float64Array(days * paths);
  for (let path = 0; path < paths; ++path) {
    let [now, sum] = [first, 0];
    for (let day = 0; day < days; ++day) {
      const r = Math.sqrt(now) * draws[Math.floor(random() * draws.length)];
      sum += r;
      out[day * paths + path] = sum;
      now = base + shock * r * r + memory * now;
    }
  }
  return out;
}

function standardised(errors: Float64Array): Float64Array {
  const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length;
  const deviation = Math.sqrt(errors.reduce((sum, e) => sum + (e - mean) ** 2, 0) / errors.length);
  if (!(deviation > 0))
    throw new Error(`GARCH paths: expected errors that vary, got ${errors.length} of deviation ${deviation}`);
  return errors.map((e) => (e - mean) / deviation);
}
