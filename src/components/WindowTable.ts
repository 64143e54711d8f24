import {formatDay, formatNumber} from "../lib/format.js";
import type {SeenWindow} from "../lib/report/daily/shapes.js";
import {DataTable} from "./DataTable.js";

/** What a net saw of the last days as a table, one row a day. */
export function WindowTable({days, features}: SeenWindow): HTMLElement {
  const number = (value: number | null) =>
    value === null ? "–" : formatNumber(value, Number.isInteger(value) ? 0 : 2);
  return DataTable(
    days.map((day, i) => ({day, i})),
    [
      {label: "Day", value: ({day}) => formatDay(day, {dated: true})},
      ...features.map(({name, unit, values}) => ({
        label: unit ? `${name}, ${unit}` : name,
        value: ({i}: {i: number}) => number(values[i]!),
        numeric: true
      }))
    ],
    {caption: "What the net saw of each day"}
  );
}
