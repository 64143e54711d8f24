import {factor, solveFactored} from "../algebra/cholesky.js";
import type {Coefficients} from "./coefficients.js";
import {columnsOf} from "./columns.js";
import type {ArimaFit} from "./fit.js";
import {likelihoodOf} from "./likelihood.js";

/** Standard errors of a fit's parameters. */
export interface ArimaErrors {
  /** Of φ, θ, Φ and Θ, in that order; NaN where the likelihood is not curved there, or a step leaves the stationary region. */
  readonly coefficients: Float64Array;
  /** Of the constant; undefined without one. */
  readonly constant: number | undefined;
  readonly weights: Float64Array;
}

/**
 * Standard errors of a fitted ARIMA model: of its coefficients from the curvature of the likelihood, by differences (the rest at its best, so
 * that they count what the other parameters cost), of constant and weights by generalised least squares.
 * Source: Harvey (1989), section 3.4.5.
 * @param y the series that was fitted, and its regressors
 * @throws as `fitArima`, or where the series is not as long as the one fitted
 */
export function arimaErrors(
  fit: ArimaFit,
  y: Float64Array,
  regressors: readonly Float64Array[] = []
): ArimaErrors {
  const {order, constant} = fit;
  if (y.length !== fit.steps)
    throw new Error(`ARIMA: expected the ${fit.steps} values that were fitted, got ${y.length}`);
  const {values} = columnsOf(y, regressors, constant !== undefined, order);
  const groups = [fit.ar, fit.ma, fit.seasonalAr, fit.seasonalMa];
  const at = Float64Array.from(groups.flatMap((group) => [...group]));
  const coefficientsOf = (x: Float64Array): Coefficients => {
    const ends = groups.map((_, g) => groups.slice(0, g + 1).reduce((sum, group) => sum + group.length, 0));
    const [ar, ma, seasonalAr, seasonalMa] = groups.map((group, g) =>
      x.slice(ends[g] - group.length, ends[g])
    );
    return {ar, ma, seasonalAr, seasonalMa};
  };
  const cost = (x: Float64Array) => -likelihoodOf(order, coefficientsOf(x), values, y.length).logLikelihood;
  const {gram, variance} = likelihoodOf(order, fit, values, y.length);
  const weights = inverseDiagonal(gram, Math.round(Math.sqrt(gram.length))).map((v) =>
    Math.sqrt(variance * v)
  );
  return {
    coefficients: inverseDiagonal(curvature(cost, at), at.length).map(Math.sqrt),
    constant: constant === undefined ? undefined : weights[0],
    weights: weights.slice(constant === undefined ? 0 : 1)
  };
}

/** Second derivatives by central differences, `[n][n]`. */
function curvature(f: (x: Float64Array) => number, at: Float64Array): Float64Array {
  const n = at.length;
  const step = 1e-3;
  const moved = (i: number, a: number, j: number, b: number) => {
    const x = Float64Array.from(at);
    x[i] += a * step;
    x[j] += b * step;
    return f(x);
  };
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; ++i)
    for (let j = 0; j <= i; ++j) {
      const sum = moved(i, 1, j, 1) - moved(i, 1, j, -1) - moved(i, -1, j, 1) + moved(i, -1, j, -1);
      out[i * n + j] = sum / (4 * step * step);
    }
  return out;
}

/** The diagonal of the inverse of a symmetric matrix; NaN where it is not positive definite. */
function inverseDiagonal(a: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const l = a.slice();
  try {
    factor(l, n);
  } catch {
    return new Float64Array(n).fill(Number.NaN);
  }
  return Float64Array.from({length: n}, (_, j) => {
    const unit = new Float64Array(n);
    unit[j] = 1;
    return solveFactored(l, n, unit)[j];
  });
}
