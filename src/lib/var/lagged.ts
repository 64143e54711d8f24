import type {Panel} from "./panel.js";

/** The regression form of a vector autoregression: each row's values on a constant and the lagged values. */
export interface Lagged {
  /** `[row][column]`: 1, then `[lag][series]`. */
  readonly x: Float64Array;
  /** `[row][series]` */
  readonly y: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The regression form of a panel with this many lags; it starts in the first row that has them all.
 * @throws when the lags are not a whole number from 0, or no row has them.
 */
export function lagged({names, rows, values}: Panel, lags: number): Lagged {
  if (!Number.isInteger(lags) || lags < 0)
    throw new Error(`lags: expected a whole number from 0, got ${lags}`);
  const width = names.length;
  const count = rows - lags;
  if (count < 1) throw new Error(`lags: expected more than ${lags} rows for ${lags} lags, got ${rows}`);
  const columns = 1 + lags * width;
  const x = new Float64Array(count * columns);
  for (let t = 0; t < count; ++t) {
    x[t * columns] = 1;
    for (let l = 1; l <= lags; ++l)
      x.set(
        values.subarray((t + lags - l) * width, (t + lags - l + 1) * width),
        t * columns + 1 + (l - 1) * width
      );
  }
  return {x, y: values.slice(lags * width), rows: count, columns};
}

/** What a column of the regression form holds, for messages. */
export function regressorName(names: readonly string[], column: number): string {
  return column === 0
    ? "the constant"
    : `lag ${Math.floor((column - 1) / names.length) + 1} of ${names[(column - 1) % names.length]}`;
}
