import {addOuter, dot, factor, solveFactored} from "../algebra/cholesky.js";

/**
 * One penalised regression of log load for each local hour, learned recursively day by day (exponential forgetting),
 * the 24 hours drawn to their neighbours. It is a generalised additive model in the manner of Pierrot and Goude (2011),
 * "Short-term electricity load forecasting with generalized additive models", made adaptive as in Ba et al. (2012),
 * "Adaptive learning of smoothing functions: application to electricity load forecasting".
 */
export interface RegressionOptions {
  /** Days after which an observation counts half. */
  readonly halfLife: number;
  /** Common factor of the ridge penalties. */
  readonly penalty: number;
  /** Autocorrelation of a day's error with the day before's: rows are quasi-differenced by it. */
  readonly autocorrelation: number;
  /** Strength of the pull towards the mean of the neighbouring hours, in units of the penalty. */
  readonly coupling: number;
  /** Rounds of solving while the hours pull on each other. */
  readonly rounds: number;
  /** Largest error learned from, as a share of the load: from the day's mean error, and in all. */
  readonly clipDay: number;
  readonly clip: number;
  /** Number of learned days before clipping begins. */
  readonly warmUp: number;
}

export const regressionDefaults: RegressionOptions = {
  halfLife: 600,
  penalty: 8,
  autocorrelation: 0.6,
  coupling: 3,
  rounds: 3,
  clipDay: 0.02,
  clip: 0.05,
  warmUp: 365
};

const HOURS = 24;

/** The state of the 24 regressions: normal equations and coefficients, `[local hour][…]`. */
export interface Regression {
  readonly columns: number;
  readonly options: RegressionOptions;
  readonly penalties: Float64Array;
  readonly gram: Float64Array[];
  readonly moment: Float64Array[];
  /** Number of days learned. */
  days: number;
  /** Coefficients of the standardised columns, `[local hour][column]`. */
  coefficients: Float64Array[];
}

/** A regression that has seen nothing, for columns with these penalties (0 = nearly free). */
export function startRegression(
  penalties: Float64Array,
  options: RegressionOptions = regressionDefaults
): Regression {
  const columns = penalties.length;
  return {
    columns,
    options,
    penalties: penalties.map((p) => Math.max(p, 1e-4) * options.penalty),
    gram: Array.from({length: HOURS}, () => new Float64Array(columns * columns)),
    moment: Array.from({length: HOURS}, () => new Float64Array(columns)),
    days: 0,
    coefficients: Array.from({length: HOURS}, () => new Float64Array(columns))
  };
}

/** Solves the normal equations of all hours, starting from the last coefficients: each hour is drawn to its neighbours' mean. */
export function solveRegression(regression: Regression): void {
  const {columns: n, penalties, gram, moment, options} = regression;
  const factors = gram.map((a) => {
    const l = a.slice();
    for (let j = 0; j < n; ++j) l[j * n + j] += (1 + options.coupling) * penalties[j];
    return factor(l, n);
  });
  for (let round = 0; round < options.rounds; ++round) {
    const last = regression.coefficients;
    regression.coefficients = factors.map((l, h) => {
      const before = last[(h + HOURS - 1) % HOURS];
      const after = last[(h + 1) % HOURS];
      const b = moment[h].slice();
      for (let j = 0; j < n; ++j) b[j] += options.coupling * penalties[j] * 0.5 * (before[j] + after[j]);
      return solveFactored(l, n, b);
    });
  }
}

/** The regression's log load for a standardised row at a local hour. */
export function regress(regression: Regression, hour: number, row: Float64Array, at = 0): number {
  return dot(regression.coefficients[hour], row, regression.columns, at);
}

/** One day as it is learned, by local hour: standardised rows, absent where the day lacks the hour, and log load, NaN where unknown. */
export interface LearnedDay {
  readonly rows: readonly (Float64Array | undefined)[];
  readonly logLoad: Float64Array;
}

/**
 * Takes a day into the normal equations and returns it as it was learned, to be passed as `before` with the next day.
 * Errors are clipped first, so that a strike or a slip of the record does not bend the coefficients; the difference to
 * the day before is taken of clipped values too, or a large error would push the wrong way. Hours whose load is not
 * known, that day or the day before, are left out.
 */
export function learnDay(
  regression: Regression,
  {rows, logLoad}: LearnedDay,
  before?: LearnedDay
): LearnedDay {
  const {options, columns: n, gram, moment} = regression;
  const errors = logLoad.map((y, h) => {
    const row = rows[h];
    return row ? y - regress(regression, h, row) : Number.NaN;
  });
  const known = errors.filter((e) => !Number.isNaN(e));
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const clips = regression.days >= options.warmUp;
  const learned = {
    rows,
    logLoad: logLoad.map((y, h) => (clips ? y - errors[h] + clip(errors[h], mean, options) : y))
  };
  if (known.length === 0) return learned;
  regression.days += 1;
  const forget = 0.5 ** (1 / options.halfLife);
  const rho = options.autocorrelation;
  const z = new Float64Array(n);
  for (let h = 0; h < HOURS; ++h) {
    const row = rows[h];
    const rowBefore = before?.rows[h];
    if (!before || !row || !rowBefore) continue;
    const y = learned.logLoad[h] - rho * before.logLoad[h];
    if (Number.isNaN(y)) continue;
    for (let j = 0; j < n; ++j) z[j] = row[j] - rho * rowBefore[j];
    const a = gram[h];
    for (let k = 0; k < a.length; ++k) a[k] *= forget;
    addOuter(a, n, z);
    const b = moment[h];
    for (let j = 0; j < n; ++j) b[j] = b[j] * forget + y * z[j];
  }
  return learned;
}

/** An error within `clipDay` of the day's mean error and within `clip` of zero. */
function clip(error: number, mean: number, {clipDay, clip: most}: RegressionOptions): number {
  return Math.min(Math.max(Math.min(Math.max(error, mean - clipDay), mean + clipDay), -most), most);
}
