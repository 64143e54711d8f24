import {solveNormal} from "../algebra/normal-equations.js";
import type {Coefficients} from "./coefficients.js";
import {type Filter, noSurprises, runFilter, startFilter} from "./filter.js";
import type {FullOrder} from "./order.js";
import {arimaSpace, type Space} from "./space.js";

/** The likelihood of a series at given ARMA coefficients, the rest at its best. */
export interface Likelihood {
  /** Logarithm of the exact Gaussian likelihood; of the differenced series where there are differences. */
  readonly logLikelihood: number;
  /** Variance of the noise: the mean square of the surprises. */
  readonly variance: number;
  /** The weights of the regressors (generalised least squares). */
  readonly weights: Float64Array<ArrayBuffer>;
  /** Lower triangle of Σ v vᵀ of the regressors' surprises over their variances, `[k][k]`: over the noise's variance, the inverse covariance of the weights. */
  readonly gram: Float64Array;
  /** Values that count: those seen, without those that settle the differences. */
  readonly seen: number;
  readonly space: Space;
  /** Where the filter stands after the last value, for the series and each regressor. */
  readonly filter: Filter;
}

/**
 * The exact likelihood at given ARMA coefficients, with the noise's variance and the regressors' weights at the values that are best there:
 * all columns go through one filter, whose surprises are regressed on each other.
 * Source: Durbin and Koopman (2012), sections 6.2.3 and 7.2; Harvey (1989), section 3.4.2.
 * @param columns `[series, regressor, regressor …][n]`: a value missing in the series is missing in all
 * @throws where a regressor vanishes once differenced, or goes with the others
 */
export function likelihoodOf(
  order: FullOrder,
  coefficients: Coefficients,
  columns: Float64Array,
  n: number
): Likelihood {
  const series = columns.length / n;
  const space = arimaSpace(order, coefficients);
  const filter = startFilter(space, series);
  const sums = noSurprises(series);
  runFilter(space, filter, columns, n, sums);
  const k = series - 1;
  const gram = new Float64Array(k * k);
  const moment = new Float64Array(k);
  for (let i = 0; i < k; ++i) {
    moment[i] = sums.products[(i + 1) * series];
    for (let j = 0; j <= i; ++j) gram[i * k + j] = sums.products[(i + 1) * series + j + 1];
  }
  const weights = solveNormal(gram, k, moment);
  const explained = weights.reduce((sum, weight, j) => sum + weight * moment[j], 0);
  const variance = (sums.products[0] - explained) / sums.seen;
  return {
    logLikelihood: -0.5 * (sums.seen * (Math.log(2 * Math.PI * variance) + 1) + sums.logSpread),
    variance,
    weights,
    gram,
    seen: sums.seen,
    space,
    filter
  };
}
