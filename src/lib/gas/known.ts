import {addDays, dayNumber, dayOfNumber, daysBetween, weekday} from "../time/zone.js";
import type {GasColumn} from "./columns.js";

/** What is known of each variable on a gas day: nothing that is published later may be used by what is issued on it. */

/**
 * The last gas day whose value is known on gas day `today`. A value that is carried forward over a weekend is known as soon as the price
 * that it repeats is. Of business days only weekends are left out: holidays of New York and London are not known to this rule, so that
 * around them it counts up to a day too few.
 */
export function knownDay({lag, days}: Pick<GasColumn, "lag" | "days">, today: string): string {
  if (days === "gas") return addDays(today, -lag);
  const next = dayNumber(businessDay(today)) - weekendsBack(businessDay(today), lag - 1);
  return dayOfNumber(next - 1);
}

/** The last business day up to a day. */
function businessDay(day: string): string {
  return addDays(day, -Math.max(0, weekday(day) - 4));
}

/** Calendar days that `n` business days back from a business day are. */
function weekendsBack(day: string, n: number): number {
  let [back, left] = [0, n];
  while (left > 0) {
    back += 1;
    if (weekday(addDays(day, -back)) < 5) left -= 1;
  }
  return back;
}

/** Index of the row of `knownDay` in a table with one row for each gas day from `first` on; −1 or less where nothing is known, and it may lie beyond the last row. */
export function knownRow(column: Pick<GasColumn, "lag" | "days">, first: string, today: string): number {
  return daysBetween(first, knownDay(column, today));
}

/** Variables on consecutive gas days, NaN where there is no value; all columns have the same length. */
export interface GasRecord {
  /** The gas day of the first row. */
  readonly first: string;
  readonly values: Readonly<Record<string, Float64Array>>;
}

/**
 * A record as it is known on gas day `today`: each column up to the last row that is published by then, so that columns have different
 * lengths. Shares memory with the record.
 */
export function knownOn(
  record: GasRecord,
  columns: readonly GasColumn[],
  today: string
): Record<string, Float64Array> {
  return Object.fromEntries(
    columns.map((column) => {
      const own = record.values[column.id];
      if (!own)
        throw new Error(
          `gas record: expected the column ${column.id}, got ${Object.keys(record.values).join(", ") || "none"}`
        );
      const rows = Math.max(0, knownRow(column, record.first, today) + 1);
      return [column.id, own.subarray(0, Math.min(rows, own.length))];
    })
  );
}
