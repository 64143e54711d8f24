import {minimiseNumerically} from "../optimise/numerical.js";
import {type Coefficients, coefficientsAt, unboundedOf} from "./coefficients.js";
import {columnsOf} from "./columns.js";
import type {Filter} from "./filter.js";
import {likelihoodOf} from "./likelihood.js";
import {type ArimaOrder, coefficientCount, type FullOrder, fullOrder, orderLabel} from "./order.js";
import type {Space} from "./space.js";
import {hannanRissanen} from "./start.js";

/** How an ARIMA model is fitted. */
export interface ArimaOptions {
  /** Regressors, `[regressor][step]`, without gaps; none unless given. */
  readonly regressors?: readonly Float64Array[];
  /** Whether there is a constant: the mean without differences, the mean change with one. False unless given. */
  readonly constant?: boolean;
  /** A fit of the same order whose coefficients are where the search begins: a refit then takes a few steps, and stays at the same summit. */
  readonly from?: ArimaFit;
  /** Most steps of the search; default 300. */
  readonly iterations?: number;
}

/** A fitted seasonal ARIMA model with regressors, and where its filter stands after the last value. */
export interface ArimaFit extends Coefficients {
  readonly order: FullOrder;
  /** Mean of the series without differences, mean change (per step, or per season where only the season is differenced) with one; undefined without constant. */
  readonly constant: number | undefined;
  /** Weight of each regressor. */
  readonly weights: Float64Array;
  /** Variance of the noise, maximum likelihood. */
  readonly variance: number;
  readonly logLikelihood: number;
  /** Information criteria: Akaike's, corrected for few values, and Bayes'. */
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
  /** Values that count in the likelihood: those seen, without those that settle the differences. */
  readonly seen: number;
  /** Whether the search found a maximum. False: it ran out of steps, and the coefficients are only the best that it saw. */
  readonly converged: boolean;
  readonly iterations: number;
  /** Steps that the filter has passed. */
  readonly steps: number;
  readonly space: Space;
  readonly filter: Filter;
}

/**
 * Fits y = constant + Σ weight × regressor + n, where n is a seasonal ARIMA process, by exact Gaussian maximum likelihood. Missing values (NaN)
 * are passed over by the Kalman filter. Only the ARMA coefficients are searched for (L-BFGS, kept stationary and invertible); variance, constant and
 * weights are at their best for each of them. The regression is one with ARIMA errors, as in statsmodels' SARIMAX and R's arima.
 * @param y one value a step
 * @throws where the order or the regressors do not fit, or the series has no value, too few, an infinite one, or does not vary
 */
export function fitArima(y: Float64Array, order: ArimaOrder, options: ArimaOptions = {}): ArimaFit {
  const {regressors = [], constant = false, from, iterations} = options;
  const full = fullOrder(order);
  if (constant && full.d + full.D > 1)
    throw new Error(
      `ARIMA${orderLabel(full)}: expected a constant with one difference at most, got ${full.d + full.D}; leave it out`
    );
  if (from && orderLabel(from.order) !== orderLabel(full))
    throw new Error(
      `ARIMA${orderLabel(full)}: expected to begin from the same order, got ${orderLabel(from.order)}`
    );
  const columns = columnsOf(y, regressors, constant, full);
  const n = y.length;
  const at = (x: Float64Array) => likelihoodOf(full, coefficientsAt(full, x), columns.values, n);
  const cost = (x: Float64Array) => {
    const {logLikelihood, seen} = at(x);
    return -logLikelihood / seen;
  };
  const starts = from
    ? [unboundedOf(from)]
    : [unboundedOf(hannanRissanen(columns.differences, full)), new Float64Array(coefficientCount(full))];
  // The likelihood may have several summits: a search without a former fit begins at two places.
  const [found] = starts
    .filter((x) => Number.isFinite(cost(x)))
    .map((x) => minimiseNumerically(cost, x, {iterations}))
    .sort((a, b) => a.value - b.value);
  if (!found)
    throw new Error(
      `ARIMA${orderLabel(full)}: expected a finite likelihood where the search begins, got none; is the series of one value with a spike?`
    );
  const best = at(found.at);
  const weights = best.weights.map((weight, j) => weight + columns.weights[j]);
  const parameters = coefficientCount(full) + weights.length + 1;
  const {logLikelihood, seen} = best;
  return {
    order: full,
    ...coefficientsAt(full, found.at),
    constant: constant ? weights[0] : undefined,
    weights: weights.slice(constant ? 1 : 0),
    variance: best.variance,
    logLikelihood,
    aic: 2 * parameters - 2 * logLikelihood,
    aicc:
      seen > parameters + 1
        ? 2 * parameters - 2 * logLikelihood + (2 * parameters * (parameters + 1)) / (seen - parameters - 1)
        : Number.POSITIVE_INFINITY,
    bic: parameters * Math.log(seen) - 2 * logLikelihood,
    seen,
    converged: found.converged,
    iterations: found.iterations,
    steps: n,
    space: best.space,
    filter: combined(best.filter, best.space.states, best.weights)
  };
}

/** The filter of the series less its weighted regressors: the same gains, one mean. */
function combined(filter: Filter, states: number, weights: Float64Array): Filter {
  const mean = filter.mean.slice(0, states);
  for (const [j, weight] of weights.entries())
    for (let i = 0; i < states; ++i) mean[i] -= weight * filter.mean[(j + 1) * states + i];
  return {...filter, mean};
}
