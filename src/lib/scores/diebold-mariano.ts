import {studentTwoSided} from "../distributions/student.js";
import {type Numbers, requireSameLength} from "./pairs.js";

/**
 * Outcome of the test: `dm` below 0 where the first forecast has the lower loss, `p` two-sided, `n`
 * differences.
 */
export interface DieboldMariano {
  readonly dm: number;
  readonly p: number;
  readonly n: number;
}

/**
 * Tests whether two forecasts have the same mean loss: Diebold & Mariano 1995 with the small-sample
 * correction of Harvey, Leybourne & Newbold 1997. The variance takes h − 1 autocovariances of the loss
 * differences (weights 1; Bartlett's where that comes out negative), p is two-sided from Student's t with n −
 * 1 degrees of freedom.
 *
 * `first` and `second` are losses (absolute or squared errors …) in order of time, one for each origin; rows
 * in which either is missing do not count. `h` is the number of origins until the truth of a forecast is
 * known. An hourly study with daily origins gives the mean loss of a lead day for each origin, so that h is
 * the lead day: the 24 hours of a day are far from independent and would make any difference look certain.
 * @throws when h is not a whole number from 1 on, or when fewer than h + 1 differences are known.
 */
export function dieboldMariano(first: Numbers, second: Numbers, h: number): DieboldMariano {
  requireSameLength(first, second);
  if (!Number.isInteger(h) || h < 1)
    throw new Error(`the horizon of the Diebold–Mariano test must be 1, 2, …, got ${h}`);
  const differences: number[] = [];
  for (let i = 0; i < first.length; ++i) {
    const d = first[i]! - second[i]!;
    if (Number.isFinite(d)) differences.push(d);
  }
  const n = differences.length;
  if (n <= h)
    throw new Error(
      `the Diebold–Mariano test at horizon ${h} needs more than ${h} loss differences, got ${n}`
    );
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  const covariance = Array.from({length: h}, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < n; ++i) sum += (differences[i]! - mean) * (differences[i - lag]! - mean);
    return sum / n;
  });
  const longRun = (weight: (lag: number) => number) =>
    covariance.reduce((sum, c, lag) => sum + (lag === 0 ? c : 2 * weight(lag) * c), 0);
  let variance = longRun(() => 1);
  if (variance <= 0) variance = longRun((lag) => 1 - lag / h);
  if (variance === 0) return {dm: 0, p: 1, n};
  const correction = Math.sqrt((n + 1 - 2 * h + (h * (h - 1)) / n) / n);
  const dm = (correction * mean) / Math.sqrt(variance / n);
  return {dm, p: studentTwoSided(dm, n - 1), n};
}
