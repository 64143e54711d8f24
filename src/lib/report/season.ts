import {dayNumber, weekday} from "../time/zone.js";
import type {Daily} from "./shapes.js";

/** What is usual for a day at its time of the year. */
export interface Usual {
  readonly value: number;
  /** Number of days that it is the median of. */
  readonly days: number;
  readonly fromYear: number;
  readonly toYear: number;
}

/**
 * The usual daily peak (or mean, or low) around a day of the year: the median over the days of earlier years that lie within
 * `window` days of it and are of its kind (working day, or weekend and holiday). `free` says of which kind the day
 * is, where it is a holiday. Null with fewer than `least` such days.
 */
export function usual(
  daily: Daily,
  day: string,
  {
    column = "peak",
    free = weekday(day) > 4,
    window = 15,
    least = 15
  }: {column?: "peak" | "mean" | "low"; free?: boolean; window?: number; least?: number} = {}
): Usual | null {
  const number = dayNumber(day);
  const values: number[] = [];
  let fromYear = Number.POSITIVE_INFINITY;
  let toYear = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < daily.date.length; ++i) {
    const value = daily[column][i];
    if (value == null || (daily.weekday[i]! > 4 || daily.holiday[i] !== null) !== free) continue;
    const before = number - dayNumber(daily.date[i]!);
    const years = Math.round(before / 365.25);
    if (years < 1 || Math.abs(before - Math.round(years * 365.25)) > window) continue;
    values.push(value);
    const year = Number(daily.date[i]!.slice(0, 4));
    fromYear = Math.min(fromYear, year);
    toYear = Math.max(toYear, year);
  }
  if (values.length < least) return null;
  return {value: median(values), days: values.length, fromYear, toYear};
}

/** The median of at least one number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
