import {addOuter, factor, solveFactored} from "../../algebra/cholesky.js";
import type {Panel} from "../panel.js";
import {type CorrectedModel, fillRegressors, regressorCount} from "./model.js";
import {type CorrectionTerm, checkNormals, type PlacedTerm, placedTerms, rowsNeeded} from "./terms.js";

/** How the model is drawn to no change and how fast it forgets. */
export interface CorrectedOptions {
  /** Of the differences, 5 unless told. */
  readonly lags?: number;
  /** Penalty of the own first lag in rows, 100 unless told; × lag². */
  readonly ridge?: number;
  /** Factor of the penalty for the lags of other series, 4 unless told. */
  readonly others?: number;
  /** Penalty of the mean change in rows; 100,000 unless told, which leaves none: a drift learned in one year is the error of the next. */
  readonly constant?: number;
  /** Penalty of the terms, `ridge` unless told. */
  readonly terms?: number;
  /** Rows after which a row counts half, 500 unless told. */
  readonly halfLife?: number;
  /** Errors are clipped at so many deviations when they are learned, 6 unless told. */
  readonly clip?: number;
}

/** What was learned of the rows so far. */
export interface CorrectedState {
  readonly levels: Panel;
  /** Deviation of the next change, known in each row, `[row][series]`. */
  readonly deviations: Float64Array;
  readonly terms: readonly PlacedTerm[];
  readonly options: Required<CorrectedOptions>;
  /** By equation: Σ w x xᵀ (lower triangle) and Σ w x y, with w = ½^(age / half-life) / deviation². */
  readonly grams: Float64Array[];
  readonly moments: Float64Array[];
  /** Errors in deviations, their weighted squares and products. */
  readonly products: Float64Array;
  /** Σ ½^(age / half-life). */
  weight: number;
  /** The first row whose change is not learned yet. */
  next: number;
  coefficients: Float64Array;
}

/**
 * A shrunk vector autoregression in differences with error correction, learned row by row with forgetting: weights 1 / deviation², ridge to no change
 * with lag² as Minnesota's prior has it, in units of each regressor's own weighted variance.
 * @param levels of the series (logarithms of prices), `[row][series]`
 * @param deviations of each series' next change as known in each row, above 0, `[row][series]`
 * @throws when deviations are missing or not above 0, an option is out of range, or there are too few rows.
 */
export function openCorrected(
  levels: Panel,
  deviations: Float64Array,
  terms: readonly CorrectionTerm[],
  given: CorrectedOptions = {}
): CorrectedState {
  const ridge = given.ridge ?? 100;
  const options = {
    lags: 5,
    others: 4,
    constant: 100_000,
    halfLife: 500,
    clip: 6,
    terms: ridge,
    ...given,
    ridge
  };
  const {lags} = options;
  const width = levels.names.length;
  if (!Number.isInteger(lags) || lags < 1)
    throw new Error(`shrunk VAR: expected a whole number of lags from 1, got ${lags}`);
  for (const name of ["ridge", "others", "constant", "terms", "halfLife", "clip"] as const)
    if (!(options[name] > 0) || !Number.isFinite(options[name]))
      throw new Error(`shrunk VAR: expected ${name} above 0, got ${options[name]}`);
  if (deviations.length !== levels.values.length)
    throw new Error(
      `shrunk VAR: expected ${levels.rows} rows of ${width} deviations, got ${deviations.length} numbers`
    );
  const placed = placedTerms(levels.names, terms);
  checkNormals(placed, levels, levels.rows);
  const first = rowsNeeded(lags, placed) - 1;
  if (first + 1 >= levels.rows)
    throw new Error(
      `shrunk VAR: ${lags} lags and ${placed.length} terms need at least ${first + 2} rows, got ${levels.rows}`
    );
  for (let i = first * width; i < deviations.length; ++i)
    if (!(deviations[i] > 0) || !Number.isFinite(deviations[i]))
      throw new Error(
        `shrunk VAR: expected a deviation above 0 of ${levels.names[i % width]} in row ${Math.floor(i / width)}, got ${deviations[i]}`
      );
  const columns = regressorCount(width, lags, placed.length);
  return {
    levels,
    deviations,
    terms: placed,
    options,
    grams: levels.names.map(() => new Float64Array(columns * columns)),
    moments: levels.names.map(() => new Float64Array(columns)),
    products: new Float64Array(width * width),
    weight: 0,
    next: first,
    coefficients: new Float64Array(columns * width)
  };
}

/**
 * Learns every change up to the one that ends in row `row`, in order; a row that was learned is not learned again.
 * @throws when the row does not exist.
 */
export function learnCorrected(state: CorrectedState, row: number): void {
  const {levels, deviations, terms, options, grams, moments, products, coefficients} = state;
  if (!(Number.isInteger(row) && row < levels.rows))
    throw new Error(`shrunk VAR: expected a row below ${levels.rows}, got ${row}`);
  const width = levels.names.length;
  const columns = coefficients.length / width;
  const x = new Float64Array(columns);
  const error = new Float64Array(width);
  const kept = 0.5 ** (1 / options.halfLife);
  for (; state.next < row; ++state.next) {
    const t = state.next;
    fillRegressors(x, levels.values, width, options.lags, terms, t, t);
    for (let i = 0; i < width; ++i) {
      const at = t * width + i;
      const deviation = deviations[at];
      let expected = 0;
      for (let c = 0; c < columns; ++c) expected += x[c] * coefficients[c * width + i];
      const change = levels.values[at + width] - levels.values[at];
      error[i] = Math.max(-options.clip, Math.min(options.clip, (change - expected) / deviation));
      const weight = 1 / deviation ** 2;
      const learned = weight * (expected + error[i] * deviation);
      const gram = grams[i];
      const moment = moments[i];
      forget(gram, columns, kept);
      addOuter(gram, columns, x, weight);
      for (let c = 0; c < columns; ++c) moment[c] = kept * moment[c] + learned * x[c];
    }
    state.weight = kept * state.weight + 1;
    for (let i = 0; i < width; ++i)
      for (let j = 0; j < width; ++j)
        products[i * width + j] = kept * products[i * width + j] + error[i] * error[j];
  }
}

function forget(gram: Float64Array, n: number, kept: number): void {
  for (let i = 0; i < n; ++i) for (let k = i * n; k <= i * (n + 1); ++k) gram[k] *= kept;
}

/**
 * Solves for the coefficients of what was learned and returns the model; its covariance is that of the weighted past errors in deviations, at the
 * deviations of the last row learned.
 * @throws when nothing was learned yet.
 */
export function refitCorrected(state: CorrectedState): CorrectedModel {
  const {levels, deviations, terms, options, grams, moments, products, weight, next} = state;
  const {names} = levels;
  if (!(weight > 0)) throw new Error("shrunk VAR: expected rows that were learned, got none");
  const width = names.length;
  const columns = state.coefficients.length / width;
  const coefficients = new Float64Array(columns * width);
  for (let i = 0; i < width; ++i)
    shrunk(grams[i], moments[i], columns, weight, (c) => penaltyOf(options, width, c, i)).forEach(
      (value, c) => {
        coefficients[c * width + i] = value;
      }
    );
  state.coefficients = coefficients;
  const covariance = Float64Array.from(products, (product, k) => {
    const i = Math.floor(k / width);
    return (product / weight) * deviations[next * width + i] * deviations[next * width + (k % width)];
  });
  return {names, lags: options.lags, terms, coefficients, covariance};
}

/** The ridge solution for regressors less their weighted means, so that the penalties are of slopes, and that of the constant of the mean change. */
function shrunk(
  gram: Float64Array,
  moment: Float64Array,
  columns: number,
  weight: number,
  penalty: (column: number) => number
): Float64Array {
  const n = columns - 1;
  const system = new Float64Array(n * n);
  const right = new Float64Array(n);
  const means = Float64Array.from({length: n}, (_, c) => gram[(c + 1) * columns] / gram[0]);
  for (let c = 0; c < n; ++c) {
    const row = (c + 1) * columns;
    for (let d = 0; d <= c; ++d) system[c * n + d] = gram[row + d + 1] - means[c] * gram[(d + 1) * columns];
    right[c] = moment[c + 1] - means[c] * moment[0];
    const size = system[c * (n + 1)] / weight;
    // A regressor that never changed, whose products are all 0 but for rounding, gets no coefficient.
    const whole = gram[row + c + 1] / weight;
    system[c * (n + 1)] += size > 1e-12 * whole ? penalty(c + 1) * size : whole || 1;
  }
  solveFactored(factor(system, n), n, right);
  const mean = moment[0] / (gram[0] * (1 + penalty(0) / weight));
  const out = new Float64Array(columns);
  out.set(right, 1);
  out[0] = right.reduce((sum, slope, c) => sum - slope * means[c], mean);
  return out;
}

function penaltyOf(
  {ridge, others, constant, terms, lags}: Required<CorrectedOptions>,
  width: number,
  column: number,
  equation: number
): number {
  if (column === 0) return constant;
  const lag = Math.floor((column - 1) / width) + 1;
  if (lag > lags) return terms;
  return ridge * lag ** 2 * ((column - 1) % width === equation ? 1 : others);
}
