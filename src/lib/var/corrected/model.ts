import type {LinearForecast} from "../forecast/linear.js";
import {checkSteps} from "../forecast/linear.js";
import type {Panel} from "../panel.js";
import {gapAt, type PlacedTerm, rowsNeeded} from "./terms.js";

/** A vector autoregression in differences with error correction: what it takes to forecast levels. */
export interface CorrectedModel {
  readonly names: readonly string[];
  readonly lags: number;
  readonly terms: readonly PlacedTerm[];
  /** `[regressor][equation]`: the constant, the last changes `[lag][series]`, the gaps of the terms. */
  readonly coefficients: Float64Array;
  /** Covariance of the next errors, `[series][series]`. */
  readonly covariance: Float64Array;
}

/** How many regressors an equation has. */
export function regressorCount(width: number, lags: number, terms: number): number {
  return 1 + lags * width + terms;
}

/** Fills the regressors for the change after row `row` of levels `[row][series]`; `at` is that row's place in the normal values. */
export function fillRegressors(
  out: Float64Array,
  levels: Float64Array,
  width: number,
  lags: number,
  terms: readonly PlacedTerm[],
  row: number,
  at: number
): void {
  out[0] = 1;
  let place = 1;
  for (let l = 0; l < lags; ++l) {
    const from = (row - l) * width;
    for (let j = 0; j < width; ++j) out[place++] = levels[from + j] - levels[from - width + j];
  }
  for (const term of terms) out[place++] = gapAt(term, levels, width, row, at);
}

/**
 * Writes the mean path of the levels after row `row`, `[step][series]`, into `out`.
 * @param work room for the rows needed and the steps, and `regressors` for one row of them
 */
export function fillPath(
  model: CorrectedModel,
  levels: Float64Array,
  row: number,
  at: number,
  steps: number,
  work: {readonly path: Float64Array; readonly regressors: Float64Array},
  out: Float64Array
): void {
  const {names, lags, terms, coefficients} = model;
  const width = names.length;
  const back = rowsNeeded(lags, terms);
  const {path, regressors} = work;
  path.set(levels.subarray((row + 1 - back) * width, (row + 1) * width));
  for (let h = 0; h < steps; ++h) {
    fillRegressors(regressors, path, width, lags, terms, back - 1 + h, at + h);
    const next = path.subarray((back + h) * width, (back + h + 1) * width);
    next.set(path.subarray((back + h - 1) * width, (back + h) * width));
    for (let r = 0; r < regressors.length; ++r) {
      const x = regressors[r];
      if (x === 0) continue;
      const from = r * width;
      for (let i = 0; i < width; ++i) next[i] += x * coefficients[from + i];
    }
  }
  out.set(path.subarray(back * width, (back + steps) * width));
}

/** Room for `fillPath`. */
export function pathRoom(
  {names, lags, terms}: CorrectedModel,
  steps: number
): {path: Float64Array; regressors: Float64Array} {
  const width = names.length;
  return {
    path: new Float64Array((rowsNeeded(lags, terms) + steps) * width),
    regressors: new Float64Array(regressorCount(width, lags, terms.length))
  };
}

/**
 * The forecast of the levels after row `row`, with the responses of the path to errors on the way, so that conditions and simulated paths work on it.
 * @throws when rows before it are missing, normal values do not reach the last step, or the steps are not a whole number from 1.
 */
export function forecastCorrected(
  model: CorrectedModel,
  levels: Panel,
  row: number,
  steps: number
): LinearForecast {
  checkSteps(steps);
  const {names, lags, terms, covariance} = model;
  const width = names.length;
  const back = rowsNeeded(lags, terms);
  if (names.join() !== levels.names.join())
    throw new Error(`forecast: expected the series ${names.join(", ")}, got ${levels.names.join(", ")}`);
  if (!(Number.isInteger(row) && row >= back - 1 && row < levels.rows))
    throw new Error(`forecast: expected a row within ${back - 1} … ${levels.rows - 1}, got ${row}`);
  for (const {name, normal} of terms)
    if (normal !== undefined && normal.length < row + steps)
      throw new Error(
        `correction ${name}: expected normal values up to row ${row + steps - 1}, got ${normal.length} of them`
      );
  const room = pathRoom(model, steps);
  const mean = new Float64Array(steps * width);
  fillPath(model, levels.values, row, row, steps, room, mean);
  return {names, steps, mean, responses: levelResponses(model, steps), covariance};
}

/** The paths without constant and normal values that start from a unit error of each series: they are the responses. */
function levelResponses(model: CorrectedModel, steps: number): Float64Array {
  const {names, lags, coefficients} = model;
  const width = names.length;
  const plain: CorrectedModel = {
    ...model,
    coefficients: coefficients.map((value, i) => (i < width ? 0 : value)),
    terms: model.terms.map((term) => ({...term, normal: undefined}))
  };
  const back = rowsNeeded(lags, model.terms);
  const room = pathRoom(model, steps);
  const out = new Float64Array(steps * width * width);
  const path = new Float64Array(steps * width);
  const levels = new Float64Array(back * width);
  for (let j = 0; j < width; ++j) {
    levels.fill(0);
    levels[(back - 1) * width + j] = 1;
    fillPath(plain, levels, back - 1, 0, steps, room, path);
    out[j * width + j] = 1;
    for (let h = 1; h < steps; ++h)
      for (let i = 0; i < width; ++i) out[(h * width + i) * width + j] = path[(h - 1) * width + i];
  }
  return out;
}
