import {factor, solveFactored} from "../algebra/cholesky.js";
import {leastSquares} from "../algebra/least-squares.js";
import {crossProduct} from "../algebra/products.js";
import {byEquation, type VarModel} from "./fit.js";
import {lagged} from "./lagged.js";
import type {Panel} from "./panel.js";

/** The prior: how strongly coefficients are drawn towards the random walk (or to no change). */
export interface MinnesotaOptions {
  readonly lags: number;
  /** Mean of the own first lag: 1 for levels (the random walk), 0 for differences (no change). */
  readonly ownFirst: number;
  /** Standard deviation of the own first lag, 0.2 unless told; large is least squares, small the prior mean. */
  readonly tightness?: number;
  /** Of the lags of other series over own ones, 0.5 unless told. */
  readonly cross?: number;
  /** Power of the lag by which the deviation falls, 1 unless told. */
  readonly decay?: number;
  /** Standard deviation of the constant in deviations of its series; free unless told. */
  readonly constant?: number;
}

/** A model of posterior means. */
export interface MinnesotaFit extends VarModel {
  /** `[row][equation]` */
  readonly residuals: Float64Array;
  /** Posterior standard deviation of each coefficient, `[regressor][equation]`. */
  readonly standardErrors: Float64Array;
}

/**
 * A Bayesian vector autoregression with Litterman's Minnesota prior, equation by equation with error variances taken from each series' own
 * autoregression. The prior makes it well defined for any number of lags that leaves rows for these. The covariance is that of the residuals.
 * Sources: Litterman (1986), Forecasting with Bayesian vector autoregressions, Journal of Business and Economic Statistics 4(1); Lütkepohl
 * (2005), §5.4.
 * @throws when the lags are not from 1, a strength is not above 0, rows are too few, or a series' own autoregression is degenerate.
 */
export function minnesotaVar(
  panel: Panel,
  {lags, ownFirst, tightness = 0.2, cross = 0.5, decay = 1, constant}: MinnesotaOptions
): MinnesotaFit {
  const {names} = panel;
  const width = names.length;
  if (!(tightness > 0) || !(cross > 0) || !(decay >= 0) || (constant !== undefined && !(constant > 0)))
    throw new Error(
      `Minnesota prior: expected tightness, cross and constant above 0 and decay from 0, got ${tightness}, ${cross}, ${constant} and ${decay}`
    );
  if (!Number.isInteger(lags) || lags < 1)
    throw new Error(`Minnesota prior: expected a whole number of lags from 1, got ${lags}`);
  const {x, y, rows, columns} = lagged(panel, lags);
  if (rows <= 2 * (lags + 1))
    throw new Error(
      `Minnesota prior: ${lags} lags need at least ${3 * (lags + 1)} rows, got ${panel.rows}: ask for fewer lags`
    );
  const variances = names.map((_, series) => ownVariance(panel, lags, series));
  const gram = crossProduct(x, x, rows, 1);
  const moments = crossProduct(x, y, rows, 1);
  const coefficients = new Float64Array(columns * width);
  const standardErrors = new Float64Array(columns * width);
  for (let i = 0; i < width; ++i) {
    const precision = Float64Array.from({length: columns}, (_, column) => {
      if (column === 0) return constant === undefined ? 0 : 1 / (constant ** 2 * variances[i]);
      const series = (column - 1) % width;
      const lag = Math.floor((column - 1) / width) + 1;
      const deviation =
        (tightness / lag ** decay) * (series === i ? 1 : cross * Math.sqrt(variances[i] / variances[series]));
      return 1 / deviation ** 2;
    });
    const system = gram.map((value) => value / variances[i]);
    const right = Float64Array.from({length: columns}, (_, c) => moments[c * width + i] / variances[i]);
    precision.forEach((value, c) => {
      system[c * (columns + 1)] += value;
    });
    right[1 + i] += precision[1 + i] * ownFirst;
    factor(system, columns);
    solveFactored(system, columns, right).forEach((value, c) => {
      coefficients[c * width + i] = value;
    });
    for (let c = 0; c < columns; ++c) {
      const unit = new Float64Array(columns);
      unit[c] = 1;
      standardErrors[c * width + i] = Math.sqrt(solveFactored(system, columns, unit)[c]);
    }
  }
  const residuals = y.slice();
  for (let t = 0; t < rows; ++t)
    for (let c = 0; c < columns; ++c)
      for (let i = 0; i < width; ++i)
        residuals[t * width + i] -= x[t * columns + c] * coefficients[c * width + i];
  return {
    names,
    lags,
    intercept: coefficients.slice(0, width),
    coefficients: byEquation(coefficients.subarray(width), lags, width),
    covariance: crossProduct(residuals, residuals, rows, rows),
    residuals,
    standardErrors
  };
}

/** The error variance of a series' own autoregression. */
function ownVariance({names, rows, values}: Panel, lags: number, series: number): number {
  const own: Panel = {
    names: [names[series]],
    rows,
    values: Float64Array.from({length: rows}, (_, t) => values[t * names.length + series])
  };
  const {x, y, rows: used, columns} = lagged(own, lags);
  const {residuals} = leastSquares(x, y, used, columns, (column) =>
    column === 0 ? `the constant for ${names[series]}` : `lag ${column} of ${names[series]}`
  );
  const squares = residuals.reduce((sum, value) => sum + value * value, 0);
  if (!(squares > 0))
    throw new Error(
      `Minnesota prior: ${names[series]} follows from its own past without error: leave it out`
    );
  return squares / (used - columns);
}
