import {constantColumn} from "./columns.js";
import {copyFilter, noSurprises, predict, runFilter} from "./filter.js";
import type {ArimaFit} from "./fit.js";
import {orderLabel} from "./order.js";

/** Forecasts of the steps after the last value. */
export interface Forecast {
  readonly mean: Float64Array;
  /** Variance of the forecast's error: of the noise to come and of what the filter does not know; the parameters count as known. */
  readonly variance: Float64Array;
}

/**
 * Forecasts of the next `horizon` steps, with their variance.
 * @param regressors the regressors at those steps, `[regressor][horizon]`
 * @throws where they are not as many as the model's, too short or not finite, or the past values are not all settled
 */
export function forecastArima(
  fit: ArimaFit,
  horizon: number,
  regressors: readonly Float64Array[] = []
): Forecast {
  if (!(Number.isInteger(horizon) && horizon >= 1))
    throw new Error(`forecast: expected a whole number of steps from 1, got ${horizon}`);
  if (fit.filter.unknown > 0)
    throw new Error(
      `ARIMA${orderLabel(fit.order)}: expected enough values to know the level that is differenced, got ${fit.filter.unknown} too few`
    );
  const explained = explain(fit, horizon, regressors);
  const {space} = fit;
  const {states, seen, weight, row, column, value} = space;
  let mean = fit.filter.mean.slice();
  const covariance = fit.filter.covariance.slice();
  const scratch = new Float64Array(states * states);
  const means = new Float64Array(horizon);
  const variance = new Float64Array(horizon);
  for (let h = 0; h < horizon; ++h) {
    means[h] = explained[h];
    for (let k = 0; k < seen.length; ++k) {
      means[h] += weight[k] * mean[seen[k]];
      for (let j = 0; j < seen.length; ++j)
        variance[h] += fit.variance * weight[k] * weight[j] * covariance[seen[k] * states + seen[j]];
    }
    mean = mean.map((_, i) => {
      let sum = 0;
      for (let k = row[i]; k < row[i + 1]; ++k) sum += value[k] * mean[column[k]];
      return sum;
    });
    predict(space, covariance, scratch, true);
  }
  return {mean: means, variance};
}

/**
 * The same model, its parameters as they are, after more values: what a day's arrival costs. Likelihood and criteria stay those of the fit.
 * @param values the values of the next steps; NaN where one is missing
 * @param regressors the regressors at those steps, `[regressor][step]`
 * @throws as `forecastArima`, or where a value is infinite
 */
export function extendArima(
  fit: ArimaFit,
  values: ArrayLike<number>,
  regressors: readonly Float64Array[] = []
): ArimaFit {
  const explained = explain(fit, values.length, regressors);
  const rest = Float64Array.from(values, (value, t) => {
    if (Math.abs(value) === Number.POSITIVE_INFINITY)
      throw new Error(
        `ARIMA${orderLabel(fit.order)}: expected finite values or NaN, got ${value} at step ${fit.steps + t}`
      );
    return value - explained[t];
  });
  const filter = copyFilter(fit.filter);
  runFilter(fit.space, filter, rest, rest.length, noSurprises());
  return {...fit, filter, steps: fit.steps + rest.length};
}

/** What constant and regressors add at the steps after the last one. */
function explain(
  {order, constant, weights, steps}: ArimaFit,
  n: number,
  regressors: readonly Float64Array[]
): Float64Array {
  const what = `ARIMA${orderLabel(order)}`;
  if (regressors.length !== weights.length)
    throw new Error(`${what}: expected ${weights.length} regressors as in the fit, got ${regressors.length}`);
  const sum = constantColumn(n, order, steps).map((value) => (constant === undefined ? 0 : constant * value));
  for (const [j, x] of regressors.entries()) {
    if (x.length !== n)
      throw new Error(`${what}: expected ${n} numbers of regressor ${j}, one for each step, got ${x.length}`);
    for (let t = 0; t < n; ++t) {
      if (!Number.isFinite(x[t]))
        throw new Error(
          `${what}: expected finite numbers of regressor ${j}, got ${x[t]} at step ${steps + t}`
        );
      sum[t] += weights[j] * x[t];
    }
  }
  return sum;
}
