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

/** The field as the days before one instant teach it. */
export interface Field {
  /** The chance of rain tomorrow, `[day][town]`; of all days, those after the instant too. */
  readonly answers: Float64Array;
  /** What one unit of each feature adds to a town's chance, `[town][feature]`, in the fit that answers days that are not learned from. */
  readonly weights: Float64Array;
  /** The value of each feature that a missing one counts as. */
  readonly means: Float64Array;
}

/**
 * The chance of rain tomorrow in each town as one ridge regression on what all towns report today: rain comes with the
 * weather of the towns around. A day that is learned from is answered by a fit without its fold and the days beside it; any other day by a
 * fit on all that are. There is one field for each instant `until`, which learns from the days before it alone. Features are standardised on the days of
 * the first field, and what is missing counts as their mean; one matrix of products serves
 * all towns, since an unknown target counts as the mean of its town over the days of the fit.
 * Sources: Hoerl and Kennard (1970) for the ridge; Wolpert (1992), Stacked generalization, for answers out of fold.
 * @param until days, in order of time: a field learns from those before
 * @throws where no day is learned from, or a length does not fit
 */
export function fieldsOf(
  examples: FieldExamples,
  until: readonly number[],
  {penalty, margin}: FieldOptions = fieldDefaults
): Field[] {
  const {towns, folds, targets} = examples;
  const days = folds.length;
  const columns = examples.features.length / days;
  if (!Number.isInteger(columns) || targets.length !== days * towns)
    throw new Error(
      `field: expected features and targets of ${days} days and ${towns} towns, got ${examples.features.length} and ${targets.length} numbers`
    );
  const candidates = [...folds.keys()].filter((d) => folds[d]! >= 0);
  const first = candidates.filter((d) => d < until[0]!);
  if (first.length === 0) throw new Error("field: expected days to learn from, got none");
  const {rows, means, spreads} = standardised(examples.features, columns, first);
  const sums = (some: readonly number[]) => sumsOf(rows, targets, columns, towns, some);
  const near = new Map<number, {readonly last: number | undefined; readonly sums: Sums}>();
  let whole: Sums | undefined;
  return until.map((end, i) => {
    const from = i > 0 ? until[i - 1]! : 0;
    const learned = candidates.filter((d) => d < end);
    const added = sums(learned.filter((d) => d >= from));
    whole = whole ? combined(whole, added, 1) : added;
    const answers = new Float64Array(days * towns);
    const answer = (fits: readonly TownFit[], d: number) => {
      const row = rows.subarray(d * columns, (d + 1) * columns);
      fits.forEach(({mean, coefficients}, t) => {
        answers[d * towns + t] = mean + dot(coefficients, row, columns);
      });
    };
    const all = solve(whole, columns, penalty);
    const known = new Set(learned);
    for (let d = 0; d < days; ++d) if (!known.has(d)) answer(all, d);
    for (const fold of new Set(learned.map((d) => folds[d]!))) {
      const own = learned.filter((d) => folds[d] === fold);
      const beside = new Set(
        own.flatMap((d) => Array.from({length: 2 * margin + 1}, (_, k) => d + k - margin))
      );
      const left = learned.filter((d) => beside.has(d));
      const before = near.get(fold);
      const out = before && before.last === left.at(-1) ? before.sums : sums(left);
      near.set(fold, {last: left.at(-1), sums: out});
      const fits = solve(combined(whole, out, -1), columns, penalty);
      for (const d of own) answer(fits, d);
    }
    const weights = Float64Array.from(
      all.flatMap(({coefficients}) =>
        Array.from(coefficients, (x, j) => (spreads[j]! > 0 ? x / spreads[j]! : 0))
      )
    );
    return {answers, weights, means};
  });
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

/** a + sign × b. */
function combined(a: Sums, b: Sums, sign: 1 | -1): Sums {
  const add = (x: Float64Array, y: Float64Array) => x.map((value, i) => value + sign * y[i]!);
  return {
    gram: add(a.gram, b.gram),
    towns: a.towns.map(({days, rain, features, products}, t) => {
      const other = b.towns[t]!;
      return {
        days: days + sign * other.days,
        rain: rain + sign * other.rain,
        features: add(features, other.features),
        products: add(products, other.products)
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
function standardised(
  features: Float64Array,
  columns: number,
  learned: readonly number[]
): {rows: Float64Array; means: Float64Array; spreads: Float64Array} {
  const rows = new Float64Array(features.length);
  const means = new Float64Array(columns);
  const spreads = new Float64Array(columns);
  for (let j = 0; j < columns; ++j) {
    const known = learned.map((d) => features[d * columns + j]!).filter((x) => !Number.isNaN(x));
    if (known.length === 0) continue;
    const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
    const spread = Math.sqrt(known.reduce((sum, x) => sum + (x - mean) ** 2, 0) / known.length);
    means[j] = mean;
    spreads[j] = spread;
    if (!(spread > 0)) continue;
    for (let i = j; i < features.length; i += columns)
      if (!Number.isNaN(features[i]!)) rows[i] = (features[i]! - mean) / spread;
  }
  return {rows, means, spreads};
}
