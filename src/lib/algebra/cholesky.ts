/**
 * Symmetric positive definite systems on typed arrays, row-major n × n, lower triangle. Plain loops over rows: at the
 * sizes met here (20 … 750) they keep within a factor of two of a tuned library and need nothing else.
 * Source: Golub and Van Loan, Matrix Computations, 4th edition, §4.2.
 */

/**
 * Replaces the lower triangle of `a` by its Cholesky factor L, with L Lᵀ = a.
 * @throws when a pivot is not positive: the matrix is not positive definite, or holds a NaN.
 */
export function factor(a: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; ++i) {
    const row = i * n;
    for (let j = 0; j < i; ++j) {
      const other = j * n;
      let s0 = a[row + j];
      let s1 = 0;
      let k = 0;
      for (; k + 3 < j; k += 4) {
        s0 -= a[row + k] * a[other + k] + a[row + k + 1] * a[other + k + 1];
        s1 -= a[row + k + 2] * a[other + k + 2] + a[row + k + 3] * a[other + k + 3];
      }
      for (; k < j; ++k) s0 -= a[row + k] * a[other + k];
      a[row + j] = (s0 + s1) / a[other + j];
    }
    let pivot = a[row + i];
    for (let k = 0; k < i; ++k) pivot -= a[row + k] * a[row + k];
    if (!(pivot > 0)) throw new Error(`Cholesky factor: expected a positive pivot in row ${i} of ${n}, got ${pivot}`);
    a[row + i] = Math.sqrt(pivot);
  }
  return a;
}

/** Solves L Lᵀ x = b for the factor L, in place: `b` becomes x. */
export function solveFactored(l: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = 0; i < n; ++i) {
    const row = i * n;
    let s = b[i];
    for (let k = 0; k < i; ++k) s -= l[row + k] * b[k];
    b[i] = s / l[row + i];
  }
  for (let i = n - 1; i >= 0; --i) {
    const row = i * n;
    const x = b[i] / l[row + i];
    b[i] = x;
    for (let k = 0; k < i; ++k) b[k] -= l[row + k] * x;
  }
  return b;
}

/** Adds weight · x xᵀ to the lower triangle of `a`. */
export function addOuter(a: Float64Array, n: number, x: Float64Array, weight = 1): void {
  for (let i = 0; i < n; ++i) {
    const row = i * n;
    const xi = weight * x[i];
    if (xi === 0) continue;
    for (let j = 0; j <= i; ++j) a[row + j] += xi * x[j];
  }
}

/** The scalar product of x and the n numbers of y from index `at`. */
export function dot(x: Float64Array, y: Float64Array, n: number, at = 0): number {
  let s = 0;
  for (let i = 0; i < n; ++i) s += x[i] * y[at + i];
  return s;
}
