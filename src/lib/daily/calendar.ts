import {dayNumber, weekday} from "../time/zone.js";

/** Phase of the year of a local day, in radians: 0 at the start of 1970, one turn in 365.2425 days. */
export function yearPhase(day: string): number {
  return (2 * Math.PI * dayNumber(day)) / 365.2425;
}

/** About how long the day is, −1 at the winter solstice … 1 at the summer one. */
export function dayLength(day: string): number {
  return -Math.cos(yearPhase(day) + (2 * Math.PI * 10) / 365.2425);
}

/** 1 on Saturdays, Sundays and public holidays. */
export function daysOff(days: readonly string[], holiday: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(days, (day, d) => (holiday[d] || weekday(day) > 4 ? 1 : 0));
}
