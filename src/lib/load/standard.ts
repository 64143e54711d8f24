/** What turns columns in natural units into columns of mean 0 and spread 1. */
export interface Standard {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/** Smallest spread that counts: a column that hardly moved must not explode when it first does. */
const LEAST = 0.02;

/**
 * Mean and standard deviation of the columns over the rows `from` … `to` − 1. A column that is constant there (the
 * constant itself) is left as it is.
 */
export function standardOf(rows: Float64Array, columns: number, from: number, to: number): Standard {
  const mean = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (let j = 0; j < columns; ++j) {
    for (let i = from; i < to; ++i) mean[j] += rows[i * columns + j];
    mean[j] /= to - from;
    let squares = 0;
    for (let i = from; i < to; ++i) squares += (rows[i * columns + j] - mean[j]) ** 2;
    const spread = Math.sqrt(squares / (to - from));
    if (spread === 0 && mean[j] !== 0) mean[j] = 0;
    scale[j] = spread === 0 ? 1 : Math.max(spread, LEAST);
  }
  return {mean, scale};
}

/** Standardises all rows in place. */
export function standardise(rows: Float64Array, {mean, scale}: Standard): Float64Array {
  const columns = mean.length;
  for (let at = 0; at < rows.length; at += columns)
    for (let j = 0; j < columns; ++j) rows[at + j] = (rows[at + j] - mean[j]) / scale[j];
  return rows;
}
