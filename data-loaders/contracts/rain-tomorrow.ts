import type {Cell, Cells} from "../columns.js";
import {rainyAbove} from "./rain-variables.js";

/** The local day after one, of days in order: -1 where the next row is another day, or another station. */
export function nextRow({station, date}: Cells, i: number): number {
  if (station[i + 1] !== station[i]) return -1;
  const day = 86_400_000;
  return Date.parse(date[i + 1] as string) - Date.parse(date[i] as string) === day ? i + 1 : -1;
}

/**
 * Adds whether it rained, from the rain of each row: on the day (in the 24 hours to 9 am), and on the next one (in the 24
 * hours from 9 am), which is unknown before a gap. Rows are in the order of station and date.
 */
export function withRain(cells: Cells): Cells {
  const rainToday: Cell[] = cells.rainfall.map((rain) =>
    rain === null ? null : (rain as number) > rainyAbove
  );
  const rainTomorrow = rainToday.map((_, i) => rainToday[nextRow(cells, i)] ?? null);
  return {...cells, rain_today: rainToday, rain_tomorrow: rainTomorrow};
}

/** Rows of one station: [start, end). */
export interface StationRows {
  readonly station: string;
  readonly start: number;
  readonly end: number;
}

/** The rows of each station, one after the other. */
export function stationsOf({station}: Cells): StationRows[] {
  const rows: StationRows[] = [];
  for (let start = 0; start < station.length; ) {
    let end = start + 1;
    while (end < station.length && station[end] === station[start]) end += 1;
    rows.push({station: station[start] as string, start, end});
    start = end;
  }
  return rows;
}
