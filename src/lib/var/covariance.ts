import {factor} from "../algebra/cholesky.js";

/** A pivot below this share of its variance counts as none. */
const singular = 1e-12;

/**
 * The lower Cholesky factor P of a covariance, `[series][series]`, zero above the diagonal: P Pᵀ is the covariance.
 * @throws when it is singular, naming the series that those before it explain wholly.
 */
export function choleskyOf(covariance: Float64Array, names: readonly string[]): Float64Array {
  const n = names.length;
  const out = covariance.slice();
  const refuse = (at: number): never => {
    throw new Error(
      `the covariance of ${names.join(", ")} is singular: ${names[at]} does not vary, or follows from the series before it: leave it out`
    );
  };
  for (let i = 0; i < n; ++i) if (!(covariance[i * n + i] > 0)) refuse(i);
  try {
    factor(out, n);
  } catch {
    refuse(firstBadPivot(covariance, n));
  }
  for (let i = 0; i < n; ++i) {
    if (out[i * n + i] ** 2 <= singular * covariance[i * n + i]) refuse(i);
    out.fill(0, i * n + i + 1, (i + 1) * n);
  }
  return out;
}

function firstBadPivot(covariance: Float64Array, n: number): number {
  for (let size = 1; size < n; ++size) {
    const corner = Float64Array.from(
      {length: size * size},
      (_, i) => covariance[Math.floor(i / size) * n + (i % size)]
    );
    try {
      factor(corner, size);
    } catch {
      return size - 1;
    }
  }
  return n - 1;
}

/** The logarithm of the determinant of a covariance. @throws when it is singular. */
export function logDeterminant(covariance: Float64Array, names: readonly string[]): number {
  const lower = choleskyOf(covariance, names);
  let sum = 0;
  for (let i = 0; i < names.length; ++i) sum += 2 * Math.log(lower[i * names.length + i]);
  return sum;
}
