/** Rows of features, as columns. */
export interface FeatureTable {
  /** One array for each feature, all of one length. NaN is a missing value. */
  readonly columns: readonly Float64Array[];
  /** Indices of the columns whose numbers are names of categories, without an order. */
  readonly categorical?: readonly number[];
}

/**
 * The number of rows of a table.
 * @throws where it has no column, or columns of several lengths, or names a categorical column that is not there
 */
export function rowsOf({columns, categorical = []}: FeatureTable): number {
  if (!columns.length) throw new Error("Trees: expected a table with a column or more, got none");
  const rows = columns[0].length;
  if (!rows) throw new Error("Trees: expected a table with a row or more, got none");
  const odd = columns.findIndex(({length}) => length !== rows);
  if (odd >= 0)
    throw new Error(
      `Trees: expected columns of one length, got ${rows} rows in column 0 and ${columns[odd].length} in column ${odd}`
    );
  const unknown = categorical.find((column) => !(column in columns));
  if (unknown !== undefined)
    throw new Error(
      `Trees: expected categorical columns from 0 to ${columns.length - 1}, got column ${unknown}`
    );
  return rows;
}

/**
 * Checks what there is one of for each row (a target, a weight).
 * @throws where their number is not that of the rows, or one of them is not finite
 */
export function checkRows(values: Float64Array, rows: number, what: string): void {
  if (values.length !== rows)
    throw new Error(`Trees: expected one ${what} for each of ${rows} rows, got ${values.length}`);
  const gap = values.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0)
    throw new Error(
      `Trees: expected a number as the ${what} of every row, got ${values[gap]} in row ${gap}; leave such rows out`
    );
}

/**
 * The weights of rows, 1 each where they are not given.
 * @throws where one is negative or not finite, or none is above 0
 */
export function checkWeights(weights: Float64Array | undefined, rows: number): Float64Array {
  if (!weights) return new Float64Array(rows).fill(1);
  checkRows(weights, rows, "weight");
  const wrong = weights.findIndex((weight) => weight < 0);
  if (wrong >= 0) throw new Error(`Trees: expected weights from 0, got ${weights[wrong]} in row ${wrong}`);
  if (!weights.some((weight) => weight > 0))
    throw new Error(`Trees: expected a weight above 0, got only zeros in ${rows} rows`);
  return weights;
}
