import {mulberry32, normal} from "../../random.js";
import {choleskyOf} from "../covariance.js";
import type {LinearForecast} from "./linear.js";

/** How simulated paths draw their errors. */
export interface PathOptions {
  readonly seed: number;
  /** Past errors, `[row][series]`: rows are drawn whole, less their mean. Without them the errors are normal with the forecast's covariance. */
  readonly residuals?: Float64Array;
}

/**
 * Joint paths of all series, `[path][step][series]`: the mean path plus its responses to errors that are drawn anew for each step and kept together
 * across the series.
 * @throws when the count is not a whole number from 1, there is no whole row of residuals, or the covariance is singular.
 */
export function simulatedPaths(
  forecast: LinearForecast,
  count: number,
  {seed, residuals}: PathOptions
): Float64Array {
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`paths: expected a whole number of them from 1, got ${count}`);
  const {names, steps, mean, responses} = forecast;
  const width = names.length;
  const draw = residuals === undefined ? normalErrors(forecast, seed) : pastErrors(residuals, width, seed);
  const out = new Float64Array(count * steps * width);
  const error = new Float64Array(width);
  for (let p = 0; p < count; ++p) {
    const path = out.subarray(p * steps * width, (p + 1) * steps * width);
    path.set(mean);
    for (let s = 0; s < steps; ++s) {
      draw(error);
      for (let h = s; h < steps; ++h)
        for (let i = 0; i < width; ++i) {
          const row = ((h - s) * width + i) * width;
          let sum = 0;
          for (let j = 0; j < width; ++j) sum += responses[row + j] * error[j];
          path[h * width + i] += sum;
        }
    }
  }
  return out;
}

function normalErrors({names, covariance}: LinearForecast, seed: number): (error: Float64Array) => void {
  const width = names.length;
  const lower = choleskyOf(covariance, names);
  const draw = normal(mulberry32(seed));
  const unit = new Float64Array(width);
  return (error) => {
    for (let j = 0; j < width; ++j) unit[j] = draw();
    for (let i = 0; i < width; ++i) {
      let sum = 0;
      for (let j = 0; j <= i; ++j) sum += lower[i * width + j] * unit[j];
      error[i] = sum;
    }
  };
}

function pastErrors(residuals: Float64Array, width: number, seed: number): (error: Float64Array) => void {
  const centred = centredRows(residuals, width);
  const rows = centred.length / width;
  const random = mulberry32(seed);
  return (error) => {
    const row = Math.floor(random() * rows) * width;
    error.set(centred.subarray(row, row + width));
  };
}

/** Rows of errors, `[row][series]`, less the mean of each series. @throws when there is no whole row of them. */
export function centredRows(residuals: Float64Array, width: number): Float64Array {
  const rows = residuals.length / width;
  if (!Number.isInteger(rows) || rows < 1)
    throw new Error(`expected whole rows of ${width} residuals, got ${residuals.length} numbers`);
  const out = residuals.slice();
  for (let j = 0; j < width; ++j) {
    let mean = 0;
    for (let t = 0; t < rows; ++t) mean += residuals[t * width + j] / rows;
    for (let t = 0; t < rows; ++t) out[t * width + j] -= mean;
  }
  return out;
}
