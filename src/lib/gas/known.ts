import {addDays, dayNumber, dayOfNumber, daysBetween, weekday} from "../time/zone.js";
import {isBankHoliday} from "./bank-holidays.js";
import type {GasColumn} from "./columns.js";

/** What is known of each variable on a gas day: nothing that is published later may be used by what is issued on it. */

/**
 * The last gas day whose value is known on gas day `today`. A value that is carried forward over a weekend is known as soon as the price
 * that it repeats is. Business days are those of London and New York both (see `isBankHoliday`): around a holiday of one of them a price may
 * count as known a day late, never early.
 */
export function knownDay({lag, days}: Pick<GasColumn, "lag" | "days">, today: string): string {
  if (days === "gas") return addDays(today, -lag);
  const next = dayNumber(businessDay(today)) - daysBack(businessDay(today), lag - 1);
  return dayOfNumber(next - 1);
}

const isBusinessDay = (day: string) => weekday(day) < 5 && !isBankHoliday(day);

/** The last business day up to a day. */
function businessDay(day: string): string {
  let last = day;
  while (!isBusinessDay(last)) last = addDays(last, -1);
  return last;
}

/** Calendar days that `n` business days back from a business day are. */
function daysBack(day: string, n: number): number {
  let [back, left] = [0, n];
  while (left > 0) {
    back += 1;
    if (isBusinessDay(addDays(day, -back))) left -= 1;
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
