import {mulberry32, normal} from "../../src/lib/random.js";
import type {FeatureTable} from "../../src/lib/trees/table.js";

/** Rows of a day and town of Australia, invented: the counts, gaps and categories are the record's, the values are not. */
export interface BenchRows {
  readonly table: FeatureTable & {readonly categorical: readonly number[]};
  /** 1 for rain on the next day, on 22 % of the rows. */
  readonly target: Float64Array;
}

/** Share of missing values by column, as weatherAUS has them; −categories marks a column of categories. */
const columns: readonly {readonly gap: number; readonly categories?: number; readonly distinct: number}[] = [
  {gap: 0, categories: 49, distinct: 49},
  {gap: 0.004, distinct: 389},
  {gap: 0.002, distinct: 505},
  {gap: 0.01, distinct: 679},
  {gap: 0.43, distinct: 356},
  {gap: 0.48, distinct: 145},
  {gap: 0.066, categories: 16, distinct: 16},
  {gap: 0.065, distinct: 67},
  {gap: 0.07, categories: 16, distinct: 16},
  {gap: 0.027, categories: 16, distinct: 16},
  {gap: 0.009, distinct: 43},
  {gap: 0.018, distinct: 44},
  {gap: 0.012, distinct: 101},
  {gap: 0.025, distinct: 101},
  {gap: 0.099, distinct: 546},
  {gap: 0.098, distinct: 549},
  {gap: 0.377, distinct: 10},
  {gap: 0.402, distinct: 10},
  {gap: 0.006, distinct: 440},
  {gap: 0.019, distinct: 500},
  {gap: 0.01, distinct: 2},
  {gap: 0, distinct: 12}
];

/** So many rows of 22 columns, the same on each call. Neighbouring columns go together, and half of them bear on the target. */
export function benchRows(rows: number): BenchRows {
  const random = mulberry32(1);
  const draw = normal(mulberry32(2));
  const score = new Float64Array(rows);
  let before = new Float64Array(rows);
  const values = columns.map(({gap, distinct}, index) => {
    const latent = before.map((value) => 0.6 * value + 0.8 * draw());
    before = latent;
    const own = index % 2 ? 0.45 : 0;
    return latent.map((value, row) => {
      score[row] += own * value * (index % 4 === 1 && before[row] > 0 ? 1.5 : 1);
      const place = 1 / (1 + Math.exp(-1.7 * value));
      return random() < gap ? Number.NaN : Math.min(distinct - 1, Math.floor(place * distinct));
    });
  });
  const noisy = score.map((value) => value + 1.5 * draw());
  const limit = noisy.slice().sort()[Math.floor(0.776 * rows)];
  const categorical = columns.flatMap(({categories}, index) => (categories ? [index] : []));
  return {table: {columns: values, categorical}, target: noisy.map((value) => (value > limit ? 1 : 0))};
}
