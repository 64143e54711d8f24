import type {VarModel} from "../fit.js";
import type {Panel} from "../panel.js";
import {placeOf} from "../panel.js";

/**
 * A forecast by any linear model: its mean path, and how a path moves with the errors on the way. A path is
 * y_h = mean_h + Σ_{s ≤ h} Ψ_{h−s} e_s, with e of one covariance.
 */
export interface LinearForecast {
  readonly names: readonly string[];
  readonly steps: number;
  /** `[step][series]` */
  readonly mean: Float64Array;
  /** Ψ_0 … Ψ_{steps − 1}, `[step][series][error of series]`: Ψ_0 is the response in the step of the error itself. */
  readonly responses: Float64Array;
  /** Covariance of the errors of one step, `[series][series]`. */
  readonly covariance: Float64Array;
}

/**
 * The forecast of a vector autoregression after the last row of `recent`.
 * @param recent at least as many rows as the model has lags
 * @param steps 1 or more
 * @throws when the series differ from the model's, rows are missing, or the steps are not a whole number from 1.
 */
export function forecastVar(model: VarModel, recent: Panel, steps: number): LinearForecast {
  const {names, lags, intercept, coefficients} = model;
  if (names.join() !== recent.names.join())
    throw new Error(`forecast: expected the series ${names.join(", ")}, got ${recent.names.join(", ")}`);
  if (recent.rows < lags)
    throw new Error(`forecast: expected at least ${lags} rows for ${lags} lags, got ${recent.rows}`);
  checkSteps(steps);
  const width = names.length;
  const path = new Float64Array((lags + steps) * width);
  path.set(recent.values.subarray((recent.rows - lags) * width));
  for (let h = lags; h < lags + steps; ++h)
    for (let i = 0; i < width; ++i) {
      let s = intercept[i];
      for (let l = 0; l < lags; ++l)
        for (let j = 0; j < width; ++j)
          s += coefficients[(l * width + i) * width + j] * path[(h - 1 - l) * width + j];
      path[h * width + i] = s;
    }
  return {
    names,
    steps,
    mean: path.slice(lags * width),
    responses: movingAverage(model, steps),
    covariance: model.covariance
  };
}

/** @throws when the steps of a forecast are not a whole number from 1. */
export function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 1)
    throw new Error(`forecast: expected a whole number of steps from 1, got ${steps}`);
}

/**
 * The matrices Ψ_0 … Ψ_{count − 1} of a model's moving average form, `[step][series][error of series]`: the response to an error of 1.
 * Source: Lütkepohl (2005), §2.1.2.
 */
export function movingAverage({names, lags, coefficients}: VarModel, count: number): Float64Array {
  const width = names.length;
  const square = width * width;
  const psi = new Float64Array(count * square);
  for (let i = 0; i < width; ++i) psi[i * width + i] = 1;
  for (let h = 1; h < count; ++h)
    for (let l = 1; l <= Math.min(h, lags); ++l)
      for (let i = 0; i < width; ++i)
        for (let k = 0; k < width; ++k) {
          const a = coefficients[((l - 1) * width + i) * width + k];
          for (let j = 0; j < width; ++j)
            psi[h * square + i * width + j] += a * psi[(h - l) * square + k * width + j];
        }
  return psi;
}

/**
 * The forecast of the levels of series whose differences were forecast: last value plus the sum of the changes. Series that are not named stay.
 * @param last the levels of the last known row, by name
 * @throws when a name is not in the forecast or its level is not finite.
 */
export function cumulated(forecast: LinearForecast, last: Readonly<Record<string, number>>): LinearForecast {
  const {names, steps} = forecast;
  const width = names.length;
  const mean = forecast.mean.slice();
  const responses = forecast.responses.slice();
  for (const [name, level] of Object.entries(last)) {
    const i = placeOf(names, name);
    if (!Number.isFinite(level)) throw new Error(`expected a finite last level of ${name}, got ${level}`);
    mean[i] += level;
    for (let h = 1; h < steps; ++h) {
      mean[h * width + i] += mean[(h - 1) * width + i];
      for (let j = 0; j < width; ++j)
        responses[(h * width + i) * width + j] += responses[((h - 1) * width + i) * width + j];
    }
  }
  return {...forecast, mean, responses};
}
