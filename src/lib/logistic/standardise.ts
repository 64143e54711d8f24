/** The mean and the spread (standard deviation) of each feature over the rows that were learned from. */
export interface Standard {
  readonly means: Float64Array;
  readonly spreads: Float64Array;
}

/**
 * Mean and spread of each column over the rows from `from` to before `to`, without the missing ones. A column that never varies there, or has
 * no value, gets the spread 0: it will count for nothing.
 * @param columns one array for each feature, all of one length; NaN is missing
 * @throws where the rows are not there, or a value is infinite
 */
export function standardOf(
  columns: readonly Float64Array[],
  {from = 0, to = columns[0]?.length ?? 0}: {from?: number; to?: number} = {}
): Standard {
  const rows = columns[0]?.length ?? 0;
  if (!(from >= 0 && from < to && to <= rows))
    throw new Error(`standardise: expected rows within 0 … ${rows}, got ${from} … ${to}`);
  const means = new Float64Array(columns.length);
  const spreads = new Float64Array(columns.length);
  columns.forEach((column, j) => {
    let [n, sum] = [0, 0];
    for (let row = from; row < to; ++row)
      if (!Number.isNaN(column[row])) {
        n += 1;
        sum += column[row];
      }
    if (!Number.isFinite(sum))
      throw new Error(`standardise: expected finite values or NaN, got an infinite one in column ${j}`);
    if (!n) return;
    means[j] = sum / n;
    let squares = 0;
    for (let row = from; row < to; ++row)
      if (!Number.isNaN(column[row])) squares += (column[row] - means[j]) ** 2;
    const spread = Math.sqrt(squares / n);
    // What rounding leaves of a constant is none.
    spreads[j] = spread > 1e-12 * Math.abs(means[j]) ? spread : 0;
  });
  return {means, spreads};
}

/** A value in spreads from the mean; 0 (the mean itself) where it is missing or its column never varied. */
export function standardised(value: number, mean: number, spread: number): number {
  return spread > 0 && !Number.isNaN(value) ? (value - mean) / spread : 0;
}

/**
 * The rows from `from` to before `to` with every feature standardised, `[row][column]`, in 32 bits to spare memory.
 * @throws where the standard is of another number of columns
 */
export function standardRows(
  columns: readonly Float64Array[],
  {means, spreads}: Standard,
  {from = 0, to = columns[0]?.length ?? 0}: {from?: number; to?: number} = {}
): Float32Array {
  const width = columns.length;
  if (means.length !== width)
    throw new Error(`standardise: expected the means of ${width} columns, got ${means.length}`);
  const out = new Float32Array((to - from) * width);
  // A block of rows stays in the cache while all columns are written into it.
  for (let start = from; start < to; start += 256) {
    const end = Math.min(to, start + 256);
    for (let j = 0; j < width; ++j) {
      const column = columns[j];
      for (let row = start; row < end; ++row)
        out[(row - from) * width + j] = standardised(column[row], means[j], spreads[j]);
    }
  }
  return out;
}
