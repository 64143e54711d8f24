import {addOuter, factor, solveFactored} from "../algebra/cholesky.js";
import type {LogisticRows} from "./fit.js";

/** Rows of the sample. */
const SAMPLE = 4000;

/**
 * The curvature of the penalised log loss where all chances are alike, from every n-th row: enough of it to make steps of about the right
 * length in every direction. Returns a function that solves by it, in place.
 * @param columns how many there are; the intercept comes after them
 * @param scale the weight of all rows × p (1 − p)
 */
export function curvatureOf(
  {features, target}: LogisticRows,
  columns: number,
  {penalty, scale}: {penalty: number; scale: number}
): (slopes: Float64Array) => Float64Array {
  const n = columns + 1;
  const matrix = new Float64Array(n * n);
  const stride = Math.ceil(target.length / SAMPLE);
  const row = new Float64Array(n).fill(1);
  const own = scale / Math.ceil(target.length / stride);
  for (let i = 0; i < target.length; i += stride) {
    for (let j = 0; j < columns; ++j) row[j] = features[i * columns + j];
    addOuter(matrix, n, row, own);
  }
  for (let j = 0; j < columns; ++j) matrix[j * n + j] += penalty;
  // A column that is constant in the sample goes with the intercept.
  matrix[n * n - 1] *= 1 + 1e-9;
  factor(matrix, n);
  return (slopes) => solveFactored(matrix, n, slopes);
}
