import {studentTwoSided} from "../distributions/student.js";
import {meanError} from "./mean-error.js";
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
 * correction of Harvey, Leybourne & Newbold 1997: the mean loss difference over its standard error (see `meanError`). p is two-sided from Student's t with n −
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
  if (differences.length <= h)
    throw new Error(
      `the Diebold–Mariano test at horizon ${h} needs more than ${h} loss differences, got ${differences.length}`
    );
  const {mean, standardError, n} = meanError(differences, h);
  if (standardError === 0) return {dm: 0, p: 1, n};
  const dm = mean / standardError;
  return {dm, p: studentTwoSided(dm, n - 1), n};
}
