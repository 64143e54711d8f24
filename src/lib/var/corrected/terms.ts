import {type Panel, placeOf} from "../panel.js";

/**
 * A long-run relation whose gap the next changes may close: Σ weight · level of the series, less what is normal on that day (`normal`) or less its own
 * mean of the last `window` rows, that row included. It is a column of regressors, and it can be carried on along a forecast path.
 */
export interface CorrectionTerm {
  readonly name: string;
  readonly weights: Readonly<Record<string, number>>;
  /** Known ahead: one value for each row of the levels and each step after them. */
  readonly normal?: Float64Array;
  /** Rows of the trailing mean, from 2. */
  readonly window?: number;
}

/** A term with its weights by place. */
export interface PlacedTerm {
  readonly name: string;
  readonly series: Int32Array;
  readonly weights: Float64Array;
  readonly window: number;
  readonly normal: Float64Array | undefined;
}

/**
 * Terms as the forecasts use them.
 * @throws when a series is unknown, a weight is not finite, or a window is not a whole number from 2.
 */
export function placedTerms(names: readonly string[], terms: readonly CorrectionTerm[]): PlacedTerm[] {
  return terms.map(({name, weights, normal, window = 0}) => {
    const entries = Object.entries(weights);
    if (entries.length === 0 || entries.some(([, weight]) => !Number.isFinite(weight)))
      throw new Error(`correction ${name}: expected finite weights of at least one series`);
    if (window !== 0 && !(Number.isInteger(window) && window >= 2))
      throw new Error(`correction ${name}: expected a window of 2 rows or more, got ${window}`);
    return {
      name,
      series: Int32Array.from(entries, ([series]) => placeOf(names, series)),
      weights: Float64Array.from(entries, ([, weight]) => weight),
      window,
      normal
    };
  });
}

/** The gap of a term in row `row` of levels `[row][series]`; `at` is the row's place in `normal`. */
export function gapAt(
  term: PlacedTerm,
  levels: Float64Array,
  width: number,
  row: number,
  at: number
): number {
  const {series, weights, window, normal} = term;
  let gap = 0;
  for (let k = 0; k < series.length; ++k) {
    const place = row * width + series[k];
    let value = levels[place];
    if (window > 0) {
      let sum = 0;
      for (let back = 0; back < window; ++back) sum += levels[place - back * width];
      value -= sum / window;
    }
    gap += weights[k] * value;
  }
  return normal === undefined ? gap : gap - normal[at];
}

/** Rows of levels that a model with these lags of differences and terms reads, the last one included. */
export function rowsNeeded(lags: number, terms: readonly PlacedTerm[]): number {
  return terms.reduce((most, {window}) => Math.max(most, window), lags + 1);
}

/** @throws when a term's normal values do not reach `rows`, or one is not finite. */
export function checkNormals(terms: readonly PlacedTerm[], {names}: Panel, rows: number): void {
  for (const {name, normal} of terms) {
    if (normal === undefined) continue;
    if (normal.length < rows)
      throw new Error(
        `correction ${name} of ${names.join(", ")}: expected its normal values for ${rows} rows, got ${normal.length}`
      );
    const missing = normal.findIndex((value) => !Number.isFinite(value));
    if (missing >= 0 && missing < rows)
      throw new Error(
        `correction ${name}: expected a finite normal value in row ${missing}, got ${normal[missing]}`
      );
  }
}
