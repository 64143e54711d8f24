import {addOuters, dot, factor, solveFactoredMany} from "../algebra/cholesky.js";

/** What a field regression learns from and answers for. */
export interface FieldExamples {
  /** What all towns report on a day, `[day][feature]`; NaN where a town did not report it. */
  readonly features: Float64Array;
  /** Whether it rained in each town on the next day: 1 or 0, NaN where that is not known, `[day][town]`. */
  readonly targets: Float64Array;
  readonly towns: number;
  /**
   * The fold of each day that is learned from, such as its year; −1 for a day that is only answered, −2 for one that is not even that. Days
   * are in order of time.
   */
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
  /** The chance of rain tomorrow, `[day][town]`; of all days, those after the instant too. NaN on a day that is not answered. */
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
 * @param blinds for each field of an instant the features that it may not ask; one that asks all unless given
 * @returns the fields by instant and blind
 * @throws where no day is learned from, or a length does not fit
 */
export function fieldsOf(
  examples: FieldExamples,
  until: readonly number[],
  blinds: readonly (readonly number[])[] = [[]],
  {penalty, margin}: FieldOptions = fieldDefaults
): Field[][] {
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
    const known = new Set(learned);
    const others = Array.from({length: days}, (_, d) => d).filter((d) => !known.has(d) && folds[d]! > -2);
    const fields = blinds.map((blind): Field => {
      const fits = solve(whole!, columns, penalty, blind);
      const answers = new Float64Array(days * towns).fill(Number.NaN);
      answer(answers, fits, others);
      return {answers, weights: perUnit(fits, spreads), means};
    });
    for (const fold of new Set(learned.map((d) => folds[d]!))) {
      const own = learned.filter((d) => folds[d] === fold);
      const beside = new Set(
        own.flatMap((d) => Array.from({length: 2 * margin + 1}, (_, k) => d + k - margin))
      );
      const left = learned.filter((d) => beside.has(d));
      const before = near.get(fold);
      const out = before && before.last === left.at(-1) ? before.sums : sums(left);
      near.set(fold, {last: left.at(-1), sums: out});
      const rest = combined(whole!, out, -1);
      fields.forEach(({answers}, b) => {
        answer(answers, solve(rest, columns, penalty, blinds[b]!), own);
      });
    }
    return fields;
  });

  function answer(answers: Float64Array, fits: readonly TownFit[], some: readonly number[]): void {
    for (const d of some)
      for (let t = 0; t < towns; ++t) {
        const {mean, coefficients} = fits[t]!;
        answers[d * towns + t] = mean + dot(coefficients, rows, columns, d * columns);
      }
  }
}

/** What one unit of each feature adds, `[town][feature]`. */
function perUnit(fits: readonly TownFit[], spreads: Float64Array): Float64Array {
  return Float64Array.from(
    fits.flatMap(({coefficients}) =>
      Array.from(coefficients, (x, j) => (spreads[j]! > 0 ? x / spreads[j]! : 0))
    )
  );
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
  addOuters(gram, columns, rows, days);
  const all = new Float64Array(columns);
  for (const d of days) for (let j = 0; j < columns; ++j) all[j]! += rows[d * columns + j]!;
  return {
    gram,
    towns: Array.from({length: towns}, (_, t) => {
      const features = all.slice();
      const products = new Float64Array(columns);
      let [known, rain] = [0, 0];
      for (const d of days) {
        const y = targets[d * towns + t]!;
        const row = d * columns;
        if (Number.isNaN(y)) {
          for (let j = 0; j < columns; ++j) features[j]! -= rows[row + j]!;
          continue;
        }
        known += 1;
        rain += y;
        if (y !== 0) for (let j = 0; j < columns; ++j) products[j]! += y * rows[row + j]!;
      }
      return {days: known, rain, features, products};
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

/** The regressions of all towns; the features in `blind` get no coefficient. */
function solve({gram, towns}: Sums, columns: number, penalty: number, blind: readonly number[]): TownFit[] {
  const l = gram.slice();
  for (let j = 0; j < columns; ++j) l[j * columns + j]! += penalty;
  for (const j of blind) {
    for (let k = 0; k < columns; ++k) l[k > j ? k * columns + j : j * columns + k] = 0;
    l[j * columns + j] = penalty;
  }
  factor(l, columns);
  const hidden = new Set(blind);
  const means = towns.map(({days, rain}) => (days > 0 ? rain / days : 0));
  const moments = new Float64Array(columns * towns.length);
  for (let j = 0; j < columns; ++j)
    if (!hidden.has(j))
      towns.forEach(({features, products}, t) => {
        moments[j * towns.length + t] = products[j]! - means[t]! * features[j]!;
      });
  solveFactoredMany(l, columns, moments, towns.length);
  return means.map((mean, t) => ({
    mean,
    coefficients: Float64Array.from({length: columns}, (_, j) => moments[j * towns.length + t]!)
  }));
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
