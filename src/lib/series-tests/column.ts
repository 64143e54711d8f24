import type {Numbers} from "../scores/pairs.js";

/** A series as the tests need it. @throws when a value is not finite, there are fewer than `least` rows, or it never changes. */
export function testedColumn(test: string, series: Numbers, least: number): Float64Array {
  const column = Float64Array.from(series);
  const missing = column.findIndex((value) => !Number.isFinite(value));
  if (missing >= 0)
    throw new Error(
      `${test}: expected a finite number in row ${missing}, got ${column[missing]}: fill or cut it first`
    );
  if (column.length < least)
    throw new Error(`${test}: expected at least ${least} rows, got ${column.length}`);
  if (column.every((value) => value === column[0]))
    throw new Error(`${test}: expected a series that changes, got ${column[0]} in all ${column.length} rows`);
  return column;
}
