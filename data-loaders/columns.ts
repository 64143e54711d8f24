/** A column of a table, as the table's contract and its Parquet metadata describe it. */
export interface Column {
  readonly name: string;
  readonly type: "TIMESTAMP" | "DOUBLE" | "BOOLEAN" | "VARCHAR";
  /** Unit in plain text; empty where a unit makes no sense. */
  readonly unit: string;
  readonly description: string;
  /** Decimals that the publisher gives, where the sample keeps the column as a scaled integer. */
  readonly decimals?: number;
}

export type Cell = number | string | boolean | null;

/** The cells of a table by column; TIMESTAMP cells are ms since 1970 (UTC). All columns have the same length. */
export type Cells = Readonly<Record<string, readonly Cell[]>>;

/** Number of rows. */
export function rowsOf(cells: Cells): number {
  return Object.values(cells)[0]?.length ?? 0;
}
