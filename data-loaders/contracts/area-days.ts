import type {Area} from "../../src/lib/areas.js";
import {addDays, daysBetween, hoursOfDay, localDay, midnight} from "../../src/lib/time/zone.js";

/** From an area's rows to its days: what was recorded of each, and the load that can be used. */

export const zone = "Europe/Paris";
const QUARTER = 15 * 60_000;
/** Days after each other with the same load, of which none is believed. */
const stuckDays = 7;

export type Value = number | null;

/** The rows of one area in the table: one for each local day from its first to its last known one. */
export interface AreaDays {
  readonly date: readonly string[];
  /** MW, null where the day is not whole or cannot be believed. */
  readonly load: readonly Value[];
  /** MW as published, null where nothing was. */
  readonly load_recorded: readonly Value[];
  /** Share of the day's rows that have a value: 1 for a whole day. */
  readonly share: readonly number[];
  /** Whether the load was corrected for the length of its day. */
  readonly repaired: readonly boolean[];
}
type Recorded = Pick<AreaDays, "date" | "load_recorded" | "share">;

/**
 * The days of an area: the mean of each day's quarter-hours, or its one row at 00:00, to the kW.
 * @param rows load (MW) by instant (ms UTC); instants off the quarter-hours, or of a daily area off 00:00, are not used.
 * @param from the first local day that may be used, and `to` the last one.
 */
export function areaDays(
  area: Area,
  rows: ReadonlyMap<number, {readonly consommation: Value}>,
  from: string,
  to: string
): AreaDays {
  const sums = new Map<string, {sum: number; known: number}>();
  for (const [time, {consommation}] of rows) {
    const day = localDay(zone, time);
    if (consommation === null || day < from || day > to) continue;
    if (area.rows === "daily" ? time !== midnight(zone, day) : time % QUARTER !== 0) continue;
    const entry = sums.get(day) ?? {sum: 0, known: 0};
    sums.set(day, entry);
    entry.sum += consommation;
    entry.known += 1;
  }
  const known = [...sums.keys()].sort();
  const days = known.length === 0 ? 0 : daysBetween(known[0], known[known.length - 1]) + 1;
  const date = Array.from({length: days}, (_, i) => addDays(known[0], i));
  const expected = (day: string) => (area.rows === "daily" ? 1 : 4 * hoursOfDay(zone, day).length);
  return restoreDays(area, {
    date,
    load_recorded: date.map((day) => {
      const entry = sums.get(day);
      return entry ? toKilowatt(entry.sum / entry.known) : null;
    }),
    share: date.map((day) => (sums.get(day)?.known ?? 0) / expected(day))
  });
}

/**
 * Adds the load that can be used to what was recorded: repaired for the length of the day, and null where the day is not
 * whole, lies outside the area's bounds, or belongs to a week of the same load.
 */
export function restoreDays(area: Area, {date, load_recorded, share}: Recorded): AreaDays {
  const factors = date.map((day) => (area.rows === "daily" ? 24 / energyHours(day) : 1));
  const [low, high] = area.range;
  const load = load_recorded.map((value, i) => {
    if (value === null || share[i] < 1) return null;
    return value >= low && value <= high ? toKilowatt(value * factors[i]) : null;
  });
  for (const {start, end} of stuckRuns(load_recorded)) load.fill(null, start, end);
  return {date, load, load_recorded, share, repaired: factors.map((factor) => factor !== 1)};
}

/**
 * Hours whose energy a daily value divides by 24. The spring day of 23 hours has 23; in autumn the hour that comes twice is
 * booked a day early (Enedis, aggregated small sites), so that the eve has 25 and the day of 25 hours has 24.
 */
function energyHours(day: string): number {
  const hours = hoursOfDay(zone, day).length;
  if (hours === 23) return 23;
  return hoursOfDay(zone, addDays(day, 1)).length === 25 ? 25 : 24;
}

/** Runs of a week or longer in which every day has the same load, as half-open ranges of indices. */
export function stuckRuns(recorded: readonly Value[]): {start: number; end: number}[] {
  const runs: {start: number; end: number}[] = [];
  for (let start = 0; start < recorded.length; ) {
    let end = start + 1;
    while (end < recorded.length && recorded[end] === recorded[start]) end += 1;
    if (recorded[start] !== null && end - start >= stuckDays) runs.push({start, end});
    start = end;
  }
  return runs;
}

function toKilowatt(megawatt: number): number {
  return Math.round(1000 * megawatt) / 1000;
}
