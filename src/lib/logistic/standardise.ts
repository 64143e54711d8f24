/** The mean and the spread (standard deviation) of each feature over the rows that were learned from. */
export interface Standard {
  readonly means: Float64Array;
  readonly spreads: Float64Array;
}

/**
 * Mean and spread of each column over its rows, without the missing ones. A column that never varies, or has no value, gets the spread 0: it
 * will count for nothing.
 * @param columns one array for each feature, all of one length; NaN is missing
 * @throws where there is no row, or a value is infinite
 */
export function standardOf(columns: readonly Float64Array[]): Standard {
  const rows = columns[0]?.length ?? 0;
  if (rows === 0) throw new Error("standardise: expected columns with a row or more, got none");
  const means = new Float64Array(columns.length);
  const spreads = new Float64Array(columns.length);
  columns.forEach((column, j) => {
    let [n, sum] = [0, 0];
    for (let row = 0; row < rows; ++row)
      if (!Number.isNaN(column[row])) {
        n += 1;
        sum += column[row];
      }
    if (!Number.isFinite(sum))
      throw new Error(`standardise: expected finite values or NaN, got an infinite one in column ${j}`);
    if (!n) return;
    means[j] = sum / n;
    let squares = 0;
    for (let row = 0; row < rows; ++row)
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
 * The rows with every feature standardised, `[row][column]`, in 32 bits to spare memory.
 * @throws where the standard is of another number of columns
 */
export function standardRows(columns: readonly Float64Array[], {means, spreads}: Standard): Float32Array {
  const width = columns.length;
  const rows = columns[0]?.length ?? 0;
  if (means.length !== width)
    throw new Error(`standardise: expected the means of ${width} columns, got ${means.length}`);
  const out = new Float32Array(rows * width);
  // A block of rows stays in the cache while all columns are written into it.
  for (let start = 0; start < rows; start += 256) {
    const end = Math.min(rows, start + 256);
    for (let j = 0; j < width; ++j) {
      const column = columns[j];
      for (let row = start; row < end; ++row)
        out[row * width + j] = standardised(column[row], means[j], spreads[j]);
    }
  }
  return out;
}
