import {type FeatureTable, rowsOf} from "./table.js";

/**
 * How one column becomes codes of 8 bits. Code 0 is a missing value. The values have codes 1, 2, …: of a number, one more than the
 * edges below it; of a category, one more than its place among the known ones.
 */
export interface ColumnBins {
  readonly categorical: boolean;
  /** Ascending: edges between neighbouring bins, or the known categories. */
  readonly edges: Float64Array;
}

/** The most bins of a column, missing values left out. */
export const MOST_BINS = 255;

/**
 * Finds the bins of each column: one for each distinct value where there are at most `most` of them, and otherwise bins
 * of about equal weight. An edge lies in the middle between two neighbouring values, so that only their order matters.
 * @param weights of the rows; each counts 1 where they are not given, and those of weight 0 are left out
 * @throws where a value is infinite, or a categorical column has more than 255 categories
 */
export function findBins(
  table: FeatureTable,
  most: number = MOST_BINS,
  weights?: Float64Array
): ColumnBins[] {
  if (!(Number.isInteger(most) && most >= 2 && most <= MOST_BINS))
    throw new Error(`Trees: expected 2 to ${MOST_BINS} bins a column, got ${most}`);
  rowsOf(table);
  const categorical = new Set(table.categorical);
  return table.columns.map((column, index) => {
    const {values, counts} = distinct(column, weights);
    const ends = [values[0], values[values.length - 1]];
    const infinite = ends.find((end) => end === Number.POSITIVE_INFINITY || end === Number.NEGATIVE_INFINITY);
    if (infinite !== undefined)
      throw new Error(
        `Trees: expected finite values or NaN, got ${infinite} in column ${index}, row ${column.indexOf(infinite)}`
      );
    if (!categorical.has(index)) return {categorical: false, edges: edgesOf(values, counts, most)};
    if (values.length > MOST_BINS)
      throw new Error(
        `Trees: expected at most ${MOST_BINS} categories, got ${values.length} in column ${index}; join the rare ones`
      );
    return {categorical: true, edges: values};
  });
}

/** How many codes a column has, that of missing values included. */
export function codesIn({categorical, edges}: ColumnBins): number {
  return edges.length + (categorical ? 1 : 2);
}

/** The code of one value. A category that is not known counts as missing. */
export function codeOf({categorical, edges}: ColumnBins, value: number): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < value) low = middle + 1;
    else high = middle;
  }
  if (!categorical) return low + 1;
  return edges[low] === value ? low + 1 : 0;
}

/**
 * The codes of a table, column after column: that of `row` in `column` is at `column * rows + row`.
 * @throws where the table has another number of columns than the bins
 */
export function codesOf(bins: readonly ColumnBins[], table: FeatureTable): Uint8Array {
  const rows = rowsOf(table);
  if (table.columns.length !== bins.length)
    throw new Error(
      `Trees: expected a table of ${bins.length} columns, as the model has, got ${table.columns.length}`
    );
  const codes = new Uint8Array(bins.length * rows);
  table.columns.forEach((column, index) => {
    const from = index * rows;
    for (let row = 0; row < rows; ++row) codes[from + row] = codeOf(bins[index], column[row]);
  });
  return codes;
}

/** The distinct values of a column, ascending, without missing ones and rows of no weight, and the weight that each has. */
function distinct(
  column: Float64Array,
  weights: Float64Array | undefined
): {values: Float64Array; counts: Float64Array} {
  const sorted = new Float64Array(column.length);
  let known = 0;
  for (let row = 0; row < column.length; ++row)
    if (!Number.isNaN(column[row]) && weights?.[row] !== 0) sorted[known++] = column[row];
  sorted.subarray(0, known).sort();
  const counts = new Float64Array(known);
  let last = -1;
  for (let i = 0; i < known; ++i) {
    if (last < 0 || sorted[i] !== sorted[last]) sorted[++last] = sorted[i];
    ++counts[last];
  }
  const values = sorted.slice(0, last + 1);
  if (!weights || values.length <= 1) return {values, counts: counts.subarray(0, last + 1)};
  const place = {categorical: true, edges: values};
  const weighed = new Float64Array(values.length);
  column.forEach((value, row) => {
    if (!Number.isNaN(value) && weights[row]) weighed[codeOf(place, value) - 1] += weights[row];
  });
  return {values, counts: weighed};
}

/** Edges between distinct values: between all of them, or so that each bin gets an equal share of the weight still to be given. */
function edgesOf(values: Float64Array, counts: Float64Array, most: number): Float64Array {
  const edges: number[] = [];
  let rest = counts.reduce((sum, count) => sum + count, 0);
  let held = 0;
  for (let i = 0; i + 1 < values.length; ++i) {
    held += counts[i];
    const bins = most - edges.length;
    if (bins < 2) break;
    // A bin closes early where the next value would take it further past its share than it now falls short.
    if (values.length > most && held + counts[i + 1] / 2 < rest / bins) continue;
    edges.push(between(values[i], values[i + 1]));
    rest -= held;
    held = 0;
  }
  return Float64Array.from(edges);
}

/** The middle of two numbers, or the lower one where rounding takes the middle to the upper one. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle < high && middle >= low ? middle : low;
}
