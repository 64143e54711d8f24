import {addOuter, factor, solveFactored} from "../algebra/cholesky.js";
import {minimise, type Slope} from "../optimise/minimise.js";

/** Errors of returns, and what their scale may depend on. Rows whose error is missing (NaN) do not count. */
export interface ScaleRows {
  /** `[row][column]`, without gaps. */
  readonly features: Float64Array;
  readonly errors: Float64Array;
  readonly weights: Float64Array;
}

/** What a scale is drawn towards, column by column. */
export interface ScalePrior {
  readonly towards: Float64Array;
  /** Of each squared distance, halved; 0 leaves a coefficient free. */
  readonly penalties: Float64Array;
  /** Degrees of freedom of Student's t. */
  readonly freedom: number;
}

/**
 * The coefficients of the logarithm of a scale under which errors are Student's t: those of largest weighted likelihood less a ridge
 * penalty on their distance from what they are drawn towards. L-BFGS with the exact slopes, that begins from Fisher's information: 2 v ∕
 * (v + 3) a row for the logarithm of the scale of a t of v degrees of freedom.
 * Source: Harvey (2013), Dynamic Models for Volatility and Heavy Tails, section 2.
 * @param start where the search begins: the last fit, where there is one
 * @throws where there is no row
 */
export function fitScale(rows: ScaleRows, prior: ScalePrior, start: Float64Array): Float64Array {
  const {features, errors, weights} = rows;
  if (errors.length === 0) throw new Error("scale of errors: expected a row or more to learn from, got none");
  const width = start.length;
  const information = new Float64Array(width * width);
  const each = (2 * prior.freedom) / (prior.freedom + 3);
  let weight = 0;
  for (let row = 0; row < errors.length; ++row) {
    if (Number.isNaN(errors[row])) continue;
    weight += weights[row];
    addOuter(information, width, features.subarray(row * width, (row + 1) * width), each * weights[row]);
  }
  // A column that is constant goes with the free one.
  for (let j = 0; j < width; ++j) information[j * width + j] += prior.penalties[j] + 1e-9 * weight;
  factor(information, width);
  return minimise((point) => scaleLoss(rows, prior, point), start, {
    tolerance: 1e-4 * weight,
    iterations: 100,
    solve: (slopes) => solveFactored(information, width, slopes)
  }).at;
}

/** The negative log-likelihood without its constant, and the penalty; and its slopes. */
export function scaleLoss(
  {features, errors, weights}: ScaleRows,
  {towards, penalties, freedom}: ScalePrior,
  point: Float64Array
): Slope {
  const width = point.length;
  const gradient = new Float64Array(width);
  let loss = 0;
  for (let row = 0, from = 0; row < errors.length; ++row, from += width) {
    if (Number.isNaN(errors[row])) continue;
    let logScale = 0;
    for (let j = 0; j < width; ++j) logScale += features[from + j] * point[j];
    const z = errors[row] * Math.exp(-logScale);
    const square = (z * z) / freedom;
    loss += weights[row] * (logScale + ((freedom + 1) / 2) * Math.log1p(square));
    const slope = weights[row] * (1 - ((freedom + 1) * square) / (1 + square));
    for (let j = 0; j < width; ++j) gradient[j] += slope * features[from + j];
  }
  for (let j = 0; j < width; ++j) {
    const away = point[j] - towards[j];
    loss += 0.5 * penalties[j] * away * away;
    gradient[j] += penalties[j] * away;
  }
  return {loss, gradient};
}
