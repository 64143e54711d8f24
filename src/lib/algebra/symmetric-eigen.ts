/** Eigenvalues in descending order, and the eigenvectors as the columns of `vectors`, `[n][n]`, of length 1. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric n × n matrix by Jacobi's cyclic rotations, which keep small eigenvalues exact.
 * Source: Golub and Van Loan, Matrix Computations, 4th edition, §8.5.
 * @throws when a number is not finite.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  if (!matrix.every(Number.isFinite))
    throw new Error("eigenvalues: expected finite numbers only, got one that is not");
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60 && rotateAll(a, v, n); ++sweep);
  const order = Array.from({length: n}, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i]);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) for (let j = 0; j < n; ++j) vectors[i * n + j] = v[i * n + order[j]];
  return {values: Float64Array.from(order, (i) => a[i * n + i]), vectors};
}

/** One sweep over all pairs; whether any was turned. */
function rotateAll(a: Float64Array, v: Float64Array, n: number): boolean {
  let turned = false;
  for (let p = 0; p < n; ++p)
    for (let q = p + 1; q < n; ++q) {
      const off = a[p * n + q];
      const size = Math.sqrt(Math.abs(a[p * n + p] * a[q * n + q]));
      if (Math.abs(off) <= 1e-17 * size || off === 0) continue;
      turned = true;
      const theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
      const c = 1 / Math.hypot(1, t);
      const s = t * c;
      for (let k = 0; k < n; ++k) turn(a, k * n + p, k * n + q, c, s);
      for (let k = 0; k < n; ++k) turn(a, p * n + k, q * n + k, c, s);
      for (let k = 0; k < n; ++k) turn(v, k * n + p, k * n + q, c, s);
      a[p * n + q] = a[q * n + p] = 0;
    }
  return turned;
}

function turn(a: Float64Array, i: number, j: number, c: number, s: number): void {
  const x = a[i];
  const y = a[j];
  a[i] = c * x - s * y;
  a[j] = s * x + c * y;
}
