import {addDays} from "../time/zone.js";
import type {GasColumn} from "./columns.js";
import {type GasRecord, knownRow} from "./known.js";

/**
 * A column as it is known day by day: entry i is the newest value that is published by gas day i + 1, the morning on which the price of gas day i is; a value
 * that is missing is the last one before it. NaN before the first. No entry changes with anything that is published later.
 * @throws where the record lacks the column
 */
export function asKnown({first, values}: GasRecord, column: GasColumn): Float64Array {
  const own = values[column.id];
  if (!own)
    throw new Error(
      `gas record: expected the column ${column.id}, got ${Object.keys(values).join(", ") || "none"}`
    );
  const newest = new Int32Array(own.length);
  let last = -1;
  own.forEach((value, row) => {
    if (!Number.isNaN(value)) last = row;
    newest[row] = last;
  });
  return own.map((_, i) => {
    const row = Math.min(knownRow(column, first, addDays(first, i + 1)), own.length - 1);
    const at = row < 0 ? -1 : newest[row];
    return at < 0 ? Number.NaN : own[at];
  });
}
