import type {Numbers} from "../scores/pairs.js";

/** Several series on the same rows in order of time: `values` is `[row][series]`. */
export interface Panel {
  readonly names: readonly string[];
  readonly rows: number;
  readonly values: Float64Array;
}

/**
 * Puts series of one length side by side, in the order of the keys (which is the order of an orthogonalisation).
 * @throws when there is none, their lengths differ, or a value is not a finite number.
 */
export function panelOf(series: Readonly<Record<string, Numbers>>): Panel {
  const names = Object.keys(series);
  if (names.length === 0) throw new Error("panel: expected at least one series, got none");
  const rows = series[names[0]].length;
  const values = new Float64Array(rows * names.length);
  names.forEach((name, j) => {
    const column = series[name];
    if (column.length !== rows)
      throw new Error(`panel: expected ${rows} rows as in ${names[0]}, got ${column.length} in ${name}`);
    for (let t = 0; t < rows; ++t) {
      if (!Number.isFinite(column[t]))
        throw new Error(
          `panel: expected a finite number in row ${t} of ${name}, got ${column[t]}: fill or cut it first`
        );
      values[t * names.length + j] = column[t];
    }
  });
  return {names, rows, values};
}

/** The rows `from` … `to` − 1 of a panel. @throws when they do not exist. */
export function panelRows({names, rows, values}: Panel, from: number, to: number): Panel {
  if (!(from >= 0 && from <= to && to <= rows))
    throw new Error(`panel: expected rows within 0 … ${rows}, got ${from} … ${to}`);
  return {names, rows: to - from, values: values.slice(from * names.length, to * names.length)};
}

/** The changes from row to row: one row fewer. @throws when there is no row. */
export function differences({names, rows, values}: Panel): Panel {
  if (rows < 1) throw new Error("differences: expected at least one row, got none");
  const width = names.length;
  const changes = new Float64Array((rows - 1) * width);
  for (let i = 0; i < changes.length; ++i) changes[i] = values[i + width] - values[i];
  return {names, rows: rows - 1, values: changes};
}

/** The place of a series. @throws when the panel or model has no such series. */
export function placeOf(names: readonly string[], name: string): number {
  const place = names.indexOf(name);
  if (place < 0) throw new Error(`expected one of the series ${names.join(", ")}, got ${name}`);
  return place;
}
