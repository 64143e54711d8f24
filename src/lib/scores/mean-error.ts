import type {Numbers} from "./pairs.js";

/** The mean of a series with its standard error, in the series' unit, and how many values are known. */
export interface MeanError {
  readonly mean: number;
  readonly standardError: number;
  readonly n: number;
}

/**
 * Mean and standard error of a series whose values depend on the h − 1 before them, in order of time; values that are not finite
 * do not count. The long-run variance takes h − 1 autocovariances with weights 1 (Diebold & Mariano 1995), or Bartlett's
 * weights where that comes out negative; the small-sample correction is that of Harvey, Leybourne & Newbold 1997. At h = 1 it is
 * the textbook s / √n.
 * @throws when h is not a whole number from 1 on, or when fewer than h + 1 values are known.
 */
export function meanError(values: Numbers, h: number): MeanError {
  if (!Number.isInteger(h) || h < 1)
    throw new Error(`the horizon of a long-run variance must be 1, 2, …, got ${h}`);
  const known = Array.from(values).filter(Number.isFinite);
  const n = known.length;
  if (n <= h) throw new Error(`a long-run variance at horizon ${h} needs more than ${h} values, got ${n}`);
  const mean = known.reduce((sum, value) => sum + value, 0) / n;
  const covariance = Array.from({length: h}, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < n; ++i) sum += (known[i]! - mean) * (known[i - lag]! - mean);
    return sum / n;
  });
  const longRun = (weight: (lag: number) => number) =>
    covariance.reduce((sum, c, lag) => sum + (lag === 0 ? c : 2 * weight(lag) * c), 0);
  let variance = longRun(() => 1);
  if (variance <= 0) variance = longRun((lag) => 1 - lag / h);
  const correction = Math.sqrt((n + 1 - 2 * h + (h * (h - 1)) / n) / n);
  return {mean, standardError: Math.sqrt(variance / n) / correction, n};
}
