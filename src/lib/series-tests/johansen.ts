import {solveFactoredMany} from "../algebra/cholesky.js";
import {leastSquares} from "../algebra/least-squares.js";
import {crossProduct, matrixProduct, transposed} from "../algebra/products.js";
import {symmetricEigen} from "../algebra/symmetric-eigen.js";
import {choleskyOf} from "../var/covariance.js";
import {differences, type Panel} from "../var/panel.js";
import {maxEigenCritical, traceCritical} from "./johansen-tables.js";
import type {Deterministic} from "./mackinnon.js";

/** One test: that the rank is at most `rank`, against more (trace) or one more (largest eigenvalue). */
export interface RankTest {
  readonly rank: number;
  readonly statistic: number;
  /** At 90, 95 and 99 %: a statistic above it speaks against the rank. */
  readonly critical: readonly [number, number, number];
}

/** Johansen's tests for every rank from 0, and the relations that they judge. */
export interface Johansen {
  /** Squared canonical correlations, falling. */
  readonly eigenvalues: Float64Array;
  /** `[series][relation]`, the relations by falling eigenvalue, scaled so that βᵀ S β = 1. */
  readonly relations: Float64Array;
  readonly trace: readonly RankTest[];
  readonly maxEigen: readonly RankTest[];
  /** The first rank that the trace test does not reject at 95 %: how many relations the series keep in the long run. */
  readonly rank: number;
}

/** Deterministic terms and lags of the tests. */
export interface JohansenOptions {
  /** As statsmodels' `det_order` −1, 0, 1: "n", "c" (unless told), "ct". */
  readonly deterministic?: Deterministic;
  /** Lagged differences: one fewer than the lags of the VAR in levels. */
  readonly lags: number;
}

/**
 * Johansen's test for the number of relations that non-stationary series keep. Source: Johansen, Likelihood-Based Inference in Cointegrated Vector
 * Autoregressive Models (1995), chapter 6; the treatment of the deterministic terms is that of statsmodels' `coint_johansen`.
 * @throws when there are more than 12 series or fewer than 2, too few rows for the lags, or series that follow from others.
 */
export function johansen(panel: Panel, {deterministic = "c", lags}: JohansenOptions): Johansen {
  const {names, rows: all} = panel;
  const width = names.length;
  if (width < 2 || width > traceCritical.c.length)
    throw new Error(`Johansen: expected 2 to ${traceCritical.c.length} series, got ${width}`);
  if (!Number.isInteger(lags) || lags < 0)
    throw new Error(`Johansen: expected a whole number of lags from 0, got ${lags}`);
  const rows = all - 1 - lags;
  const least = width * (lags + 2) + 3;
  if (rows < least)
    throw new Error(
      `Johansen: ${lags} lags of ${width} series need at least ${least + 1 + lags} rows, got ${all}`
    );
  const order = {n: -1, c: 0, ct: 1}[deterministic];
  const inner = Math.min(order, 0);
  const levels = {...panel, values: detrended(panel.values, all, order)};
  const changes = differences(levels).values;
  const lagged = new Float64Array(rows * width * lags);
  for (let t = 0; t < rows; ++t)
    for (let l = 1; l <= lags; ++l)
      lagged.set(
        changes.subarray((t + lags - l) * width, (t + lags - l + 1) * width),
        (t * lags + l - 1) * width
      );
  const z = detrended(lagged, rows, inner);
  const without = (values: Float64Array) =>
    lags === 0
      ? values
      : leastSquares(z, values, rows, width * lags, (column) => `a lag of ${names[column % width]}`)
          .residuals;
  const r0 = without(detrended(changes.slice(lags * width), rows, inner));
  const rk = without(detrended(levels.values.slice(width, (rows + 1) * width), rows, inner));
  const {values, relations} = canonical(r0, rk, rows, names);
  const trace: RankTest[] = [];
  const maxEigen: RankTest[] = [];
  for (let rank = 0; rank < width; ++rank) {
    let sum = 0;
    for (let i = rank; i < width; ++i) sum -= rows * Math.log1p(-values[i]);
    trace.push({rank, statistic: sum, critical: traceCritical[deterministic][width - rank - 1]});
    maxEigen.push({
      rank,
      statistic: -rows * Math.log1p(-values[rank]),
      critical: maxEigenCritical[deterministic][width - rank - 1]
    });
  }
  const kept = trace.findIndex(({statistic, critical}) => statistic < critical[1]);
  return {eigenvalues: values, relations, trace, maxEigen, rank: kept < 0 ? width : kept};
}

/** Residuals of a polynomial in time of this order; −1 leaves the values. */
function detrended(values: Float64Array, rows: number, order: number): Float64Array {
  if (order < 0 || values.length === 0) return values;
  const columns = order + 1;
  const design = Float64Array.from(
    {length: rows * columns},
    (_, i) => ((2 * Math.floor(i / columns)) / (rows - 1) - 1) ** (i % columns)
  );
  return leastSquares(design, values, rows, columns).residuals;
}

/** Squared canonical correlations of changes and levels, by the symmetric form L⁻¹ S_k0 S_00⁻¹ S_0k L⁻ᵀ with S_kk = L Lᵀ. */
function canonical(
  r0: Float64Array,
  rk: Float64Array,
  rows: number,
  names: readonly string[]
): {values: Float64Array; relations: Float64Array} {
  const n = names.length;
  const lower = choleskyOf(crossProduct(rk, rk, rows, rows), names);
  const s00 = choleskyOf(crossProduct(r0, r0, rows, rows), names);
  const s0k = crossProduct(r0, rk, rows, rows);
  const explained = matrixProduct(transposed(s0k, n, n), solveFactoredMany(s00, n, s0k.slice(), n), n, n, n);
  const once = forward(lower, explained, n);
  const middle = forward(lower, transposed(once, n, n), n);
  for (let i = 0; i < n; ++i)
    for (let j = 0; j < i; ++j)
      middle[i * n + j] = middle[j * n + i] = (middle[i * n + j] + middle[j * n + i]) / 2;
  const {values, vectors} = symmetricEigen(middle, n);
  return {values, relations: backward(lower, vectors, n)};
}

/** L⁻¹ B for a lower triangular L. */
function forward(lower: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = b.slice();
  for (let i = 0; i < n; ++i)
    for (let j = 0; j < n; ++j) {
      for (let k = 0; k < i; ++k) out[i * n + j] -= lower[i * n + k] * out[k * n + j];
      out[i * n + j] /= lower[i * (n + 1)];
    }
  return out;
}

/** L⁻ᵀ B for a lower triangular L. */
function backward(lower: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = b.slice();
  for (let i = n - 1; i >= 0; --i)
    for (let j = 0; j < n; ++j) {
      for (let k = i + 1; k < n; ++k) out[i * n + j] -= lower[k * n + i] * out[k * n + j];
      out[i * n + j] /= lower[i * (n + 1)];
    }
  return out;
}
