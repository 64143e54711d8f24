import {addOuter, dot, factor, solveFactored} from "../algebra/cholesky.js";

/** What a field regression learns from and answers for. */
export interface FieldExamples {
  /** What all towns report on a day, `[day][feature]`; NaN where a town did not report it. */
  readonly features: Float64Array;
  /** Whether it rained in each town on the next day: 1 or 0, NaN where that is not known, `[day][town]`. */
  readonly targets: Float64Array;
  readonly towns: number;
  /** The fold of each day that is learned from, such as its year; −1 for a day that is not. Days are in order of time. */
  readonly folds: Int16Array;
}

/** How strongly the coefficients of a field regression are drawn to 0, and how many days beside a fold it does not learn from. */
export interface FieldOptions {
  readonly penalty: number;
  readonly margin: number;
}

/** The penalty and margin that a search on days before 2015 of weatherAUS found good. */
export const fieldDefaults: FieldOptions = {penalty: 1500, margin: 7};

/**
 * The chance of rain tomorrow in each town as one ridge regression on what all towns report today, `[day][town]`: rain comes with the
 * weather of the towns around. A day that is learned from is answered by a fit without its fold and the days beside it; any other day by a
 * fit on all that are. Features are standardised on the learned days, and what is missing counts as their mean; one matrix of products serves
 * all towns, since an unknown target counts as the mean of its town over the days of the fit.
 * Sources: Hoerl and Kennard (1970) for the ridge; Wolpert (1992), Stacked generalization, for answers out of fold.
 * @throws where no day is learned from, or a length does not fit
 */
export function fieldOf(
  examples: FieldExamples,
  {penalty, margin}: FieldOptions = fieldDefaults
): Float64Array {
  const {towns, folds} = examples;
  const days = folds.length;
  const columns = examples.features.length / days;
  if (!Number.isInteger(columns) || examples.targets.length !== days * towns)
    throw new Error(
      `field: expected features and targets of ${days} days and ${towns} towns, got ${examples.features.length} and ${examples.targets.length} numbers`
    );
  const learned = [...folds.keys()].filter((d) => folds[d]! >= 0);
  if (learned.length === 0) throw new Error("field: expected days to learn from, got none");
  const rows = standardised(examples.features, columns, learned);
  const sums = (some: readonly number[]) => sumsOf(rows, examples.targets, columns, towns, some);
  const whole = sums(learned);
  const out = new Float64Array(days * towns);
  const answer = (fits: readonly TownFit[], d: number) => {
    const row = rows.subarray(d * columns, (d + 1) * columns);
    fits.forEach(({mean, coefficients}, t) => {
      out[d * towns + t] = mean + dot(coefficients, row, columns);
    });
  };
  const all = solve(whole, columns, penalty);
  for (let d = 0; d < days; ++d) if (folds[d]! < 0) answer(all, d);
  for (const fold of new Set(learned.map((d) => folds[d]!))) {
    const own = learned.filter((d) => folds[d] === fold);
    const near = new Set(own.flatMap((d) => Array.from({length: 2 * margin + 1}, (_, k) => d + k - margin)));
    const fits = solve(less(whole, sums(learned.filter((d) => near.has(d)))), columns, penalty);
    for (const d of own) answer(fits, d);
  }
  return out;
}

/** What one town's regression gives: its mean, and what each standardised feature adds. */
interface TownFit {
  readonly mean: number;
  readonly coefficients: Float64Array;
}

/** Of one town, over the days whose target is known: how many, Σ y, Σ x and Σ x y. */
interface TownSums {
  readonly days: number;
  readonly rain: number;
  readonly features: Float64Array;
  readonly products: Float64Array;
}

/** Products of features with each other (lower triangle) over some days, and the sums of each town. */
interface Sums {
  readonly gram: Float64Array;
  readonly towns: readonly TownSums[];
}

function sumsOf(
  rows: Float64Array,
  targets: Float64Array,
  columns: number,
  towns: number,
  days: readonly number[]
): Sums {
  const gram = new Float64Array(columns * columns);
  for (const d of days) addOuter(gram, columns, rows.subarray(d * columns, (d + 1) * columns));
  return {
    gram,
    towns: Array.from({length: towns}, (_, t) => {
      const features = new Float64Array(columns);
      const products = new Float64Array(columns);
      const known = days.filter((d) => !Number.isNaN(targets[d * towns + t]!));
      let rain = 0;
      for (const d of known) {
        const y = targets[d * towns + t]!;
        rain += y;
        for (let j = 0; j < columns; ++j) {
          const x = rows[d * columns + j]!;
          features[j]! += x;
          products[j]! += x * y;
        }
      }
      return {days: known.length, rain, features, products};
    })
  };
}

function less(a: Sums, b: Sums): Sums {
  const minus = (x: Float64Array, y: Float64Array) => x.map((value, i) => value - y[i]!);
  return {
    gram: minus(a.gram, b.gram),
    towns: a.towns.map(({days, rain, features, products}, t) => {
      const other = b.towns[t]!;
      return {
        days: days - other.days,
        rain: rain - other.rain,
        features: minus(features, other.features),
        products: minus(products, other.products)
      };
    })
  };
}

function solve({gram, towns}: Sums, columns: number, penalty: number): TownFit[] {
  const l = gram.slice();
  for (let j = 0; j < columns; ++j) l[j * columns + j]! += penalty;
  factor(l, columns);
  return towns.map(({days, rain, features, products}) => {
    const mean = days > 0 ? rain / days : 0;
    const moment = products.map((xy, j) => xy - mean * features[j]!);
    return {mean, coefficients: solveFactored(l, columns, moment)};
  });
}

/** Mean 0 and spread 1 over the learned days; missing values and columns that never vary become 0. */
function standardised(features: Float64Array, columns: number, learned: readonly number[]): Float64Array {
  const out = new Float64Array(features.length);
  for (let j = 0; j < columns; ++j) {
    const known = learned.map((d) => features[d * columns + j]!).filter((x) => !Number.isNaN(x));
    const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
    const spread = Math.sqrt(known.reduce((sum, x) => sum + (x - mean) ** 2, 0) / known.length);
    if (!(spread > 0)) continue;
    for (let i = j; i < features.length; i += columns)
      if (!Number.isNaN(features[i]!)) out[i] = (features[i]! - mean) / spread;
  }
  return out;
}
