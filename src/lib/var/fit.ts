import {leastSquares} from "../algebra/least-squares.js";
import {crossProduct} from "../algebra/products.js";
import {logDeterminant} from "./covariance.js";
import {lagged, regressorName} from "./lagged.js";
import type {Panel} from "./panel.js";

/** A vector autoregression y_t = c + A₁ y_{t−1} + … + A_p y_{t−p} + e_t. */
export interface VarModel {
  readonly names: readonly string[];
  readonly lags: number;
  /** c, by equation. */
  readonly intercept: Float64Array;
  /** A, `[lag][equation][series]`. */
  readonly coefficients: Float64Array;
  /** Covariance of the errors e, `[series][series]`. */
  readonly covariance: Float64Array;
}

/** A model estimated by least squares, and what its tests and errors need. */
export interface VarFit extends VarModel {
  /** Rows with all their lags. */
  readonly used: number;
  /** `[row][equation]` */
  readonly residuals: Float64Array;
  /** (ZᵀZ)⁻¹ of the regressors: the constant, then `[lag][series]`. */
  readonly gramInverse: Float64Array;
  /** Standard error of each coefficient, `[regressor][equation]`. */
  readonly standardErrors: Float64Array;
  /** The errors' covariance without correction for the degrees of freedom. */
  readonly covarianceMle: Float64Array;
  readonly logLikelihood: number;
}

/**
 * A vector autoregression with a constant by ordinary least squares, equation by equation. The covariance divides by the rows less the
 * regressors of an equation. Source: Lütkepohl, New Introduction to Multiple Time Series Analysis (2005), §3.2.
 * @param lags 0 or more
 * @throws when the rows do not suffice for the lags, a regressor is a combination of others, or the errors' covariance is singular.
 */
export function fitVar(panel: Panel, lags: number): VarFit {
  const {names} = panel;
  const width = names.length;
  const {x, y, rows, columns} = lagged(panel, lags);
  if (rows - columns < width) {
    const most = Math.max(0, Math.floor((panel.rows - 1 - width) / (width + 1)));
    throw new Error(
      `VAR: ${lags} lags of ${width} series need at least ${columns + width + lags} rows, got ${panel.rows}: these allow at most ${most} lags`
    );
  }
  const {coefficients, residuals, gramInverse} = leastSquares(x, y, rows, columns, (column) =>
    regressorName(names, column)
  );
  const covariance = crossProduct(residuals, residuals, rows, rows - columns);
  const covarianceMle = crossProduct(residuals, residuals, rows, rows);
  return {
    names,
    lags,
    intercept: coefficients.slice(0, width),
    coefficients: byEquation(coefficients.subarray(width), lags, width),
    covariance,
    used: rows,
    residuals,
    gramInverse,
    standardErrors: Float64Array.from(coefficients, (_, i) => {
      const regressor = Math.floor(i / width);
      const equation = i % width;
      return Math.sqrt(gramInverse[regressor * (columns + 1)] * covariance[equation * (width + 1)]);
    }),
    covarianceMle,
    logLikelihood: -0.5 * rows * (width * (1 + Math.log(2 * Math.PI)) + logDeterminant(covarianceMle, names))
  };
}

/** Turns `[lag][series][equation]`, as regressions give them, into `[lag][equation][series]`. */
export function byEquation(coefficients: Float64Array, lags: number, width: number): Float64Array {
  const out = new Float64Array(lags * width * width);
  for (let l = 0; l < lags; ++l)
    for (let j = 0; j < width; ++j)
      for (let i = 0; i < width; ++i)
        out[(l * width + i) * width + j] = coefficients[(l * width + j) * width + i];
  return out;
}
