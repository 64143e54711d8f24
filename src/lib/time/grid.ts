import {addDays, dayNumber, daysBetween, localHour, midnight} from "./zone.js";

const HOUR = 3_600_000;

/**
 * The hours of a run of local days, one after the other in UTC, with the way from hours to local days and back. Days
 * have 23, 24 or 25 hours.
 */
export interface HourGrid {
  readonly zone: string;
  /** Start of the first hour, ms UTC. */
  readonly start: number;
  readonly hours: number;
  readonly days: readonly string[];
  /** Index of the first hour of each day, and one past the last hour at the end. */
  readonly dayStart: Int32Array;
  /** Index of the day of each hour. */
  readonly dayOf: Int32Array;
  /** Local hour of each hour, 0 … 23. */
  readonly hourOf: Uint8Array;
  /** Hour index by `day * 24 + local hour`: −1 for the hour that a spring day lacks, the first of the two in autumn. */
  readonly at: Int32Array;
}

/** The grid of the days from `first` to `last`, both included. */
export function hourGrid(zone: string, first: string, last: string): HourGrid {
  const count = daysBetween(first, last) + 1;
  if (count < 1) throw new Error(`grid of hours: expected a last day on or after ${first}, got ${last}`);
  const days = Array.from({length: count}, (_, i) => addDays(first, i));
  const dayStart = new Int32Array(count + 1);
  const start = midnight(zone, first);
  for (let d = 0; d <= count; ++d) dayStart[d] = (midnight(zone, addDays(first, d)) - start) / HOUR;
  const hours = dayStart[count];
  const dayOf = new Int32Array(hours);
  const hourOf = new Uint8Array(hours);
  const at = new Int32Array(count * 24).fill(-1);
  for (let d = 0; d < count; ++d) {
    for (let i = dayStart[d]; i < dayStart[d + 1]; ++i) {
      const hour = localHour(zone, start + i * HOUR);
      dayOf[i] = d;
      hourOf[i] = hour;
      if (at[d * 24 + hour] === -1) at[d * 24 + hour] = i;
    }
  }
  return {zone, start, hours, days, dayStart, dayOf, hourOf, at};
}

/** Index of the hour that starts at an instant; may lie outside the grid. */
export function hourIndex(grid: HourGrid, time: number): number {
  return (time - grid.start) / HOUR;
}

/** Index of a day; may lie outside the grid. */
export function dayIndex(grid: HourGrid, day: string): number {
  return dayNumber(day) - dayNumber(grid.days[0]);
}

/** The part of a grid from day index `from` up to, not including, day index `to`. */
export function sliceGrid(grid: HourGrid, from: number, to: number): HourGrid {
  return hourGrid(grid.zone, grid.days[from], grid.days[to - 1]);
}
