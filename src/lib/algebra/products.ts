/** A B for A, `[n][m]`, and B, `[m][p]`. */
export function matrixProduct(
  a: Float64Array,
  b: Float64Array,
  n: number,
  m: number,
  p: number
): Float64Array {
  const out = new Float64Array(n * p);
  for (let i = 0; i < n; ++i)
    for (let k = 0; k < m; ++k) {
      const x = a[i * m + k];
      if (x === 0) continue;
      for (let j = 0; j < p; ++j) out[i * p + j] += x * b[k * p + j];
    }
  return out;
}

/** Aᵀ of A, `[n][m]`. */
export function transposed(a: Float64Array, n: number, m: number): Float64Array {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; ++i) for (let j = 0; j < m; ++j) out[j * n + i] = a[i * m + j];
  return out;
}

/** Aᵀ B / divisor for A, `[rows][n]`, and B, `[rows][m]`: `[n][m]`. */
export function crossProduct(a: Float64Array, b: Float64Array, rows: number, divisor: number): Float64Array {
  const n = a.length / rows;
  const m = b.length / rows;
  const out = new Float64Array(n * m);
  for (let t = 0; t < rows; ++t)
    for (let i = 0; i < n; ++i) {
      const x = a[t * n + i];
      for (let j = 0; j < m; ++j) out[i * m + j] += x * b[t * m + j];
    }
  for (let i = 0; i < out.length; ++i) out[i] /= divisor;
  return out;
}
