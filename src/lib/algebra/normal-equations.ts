import {addOuter, factor, solveFactored} from "./cholesky.js";

/**
 * Ridge regression on scaled columns. Rows with a number that is not finite are left out.
 * @param columns the regressors, as many numbers each as `y`
 * @param penalty added to the diagonal of the normal equations of columns of length 1
 * @returns one coefficient a column; 0 of a column of zeros
 */
export function ridge(
  y: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  penalty: number
): Float64Array<ArrayBuffer> {
  const n = columns.length;
  const gram = new Float64Array(n * n);
  const moment = new Float64Array(n);
  const row = new Float64Array(n);
  for (let t = 0; t < y.length; ++t) {
    for (let j = 0; j < n; ++j) row[j] = columns[j][t];
    if (!Number.isFinite(y[t]) || !row.every(Number.isFinite)) continue;
    addOuter(gram, n, row);
    for (let j = 0; j < n; ++j) moment[j] += row[j] * y[t];
  }
  return solveNormal(gram, n, moment, penalty);
}

/**
 * Solves normal equations, each column scaled to length 1.
 * @param gram lower triangle of Σ x xᵀ, `[n][n]`; left as it is
 * @param penalty added to the scaled diagonal, so that columns that go together have a solution; none unless given
 * @throws where a column is zero or goes with the ones before it (its rest is below 1e-6 of its length), and there is no penalty
 */
export function solveNormal(
  gram: Float64Array,
  n: number,
  moment: Float64Array,
  penalty = 0
): Float64Array<ArrayBuffer> {
  const scale = Float64Array.from({length: n}, (_, j) => Math.sqrt(gram[j * n + j]));
  const scaled = Float64Array.from(gram, (value, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    // A trace keeps rounding from making a pivot of columns that go together negative.
    if (i === j) return 1 + Math.max(penalty, 1e-14);
    return scale[i] * scale[j] > 0 ? value / (scale[i] * scale[j]) : 0;
  });
  const gone = scale.findIndex((length) => !(length > 0));
  if (gone >= 0 && penalty === 0)
    throw new Error(
      `normal equations: expected columns that vary, got column ${gone} of ${n} with zeros only`
    );
  factor(scaled, n);
  for (let j = 0; penalty === 0 && j < n; ++j)
    if (scaled[j * n + j] < 1e-6)
      throw new Error(
        `normal equations: expected independent columns, got column ${j} of ${n} that goes with the ones before it`
      );
  const right = moment.map((value, j) => (scale[j] > 0 ? value / scale[j] : 0));
  solveFactored(scaled, n, right);
  return Float64Array.from(right, (value, j) => (scale[j] > 0 ? value / scale[j] : 0));
}
