import {addDays, weekday} from "../src/lib/time/zone.js";
import type {Slicing} from "./study.js";

const kindNames = ["working day", "Saturday", "Sunday", "public holiday", "beside a holiday"];

/**
 * Two ways to split forecasts by the local day that they are for: its month, and its kind.
 * @param days local days without a gap
 * @param holiday 1 on public holidays, by day
 * @param dayOf the day of each `[origin][lead]`, as an index into `days`
 */
export function daySlices(
  days: readonly string[],
  holiday: ArrayLike<number>,
  dayOf: ArrayLike<number>
): {month: Slicing; kind: Slicing} {
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  const month = new Map(months.map((name, i) => [name, i]));
  const kind = days.map((day, d) => {
    if (holiday[d]) return 3;
    if (weekday(day) > 4) return weekday(day) - 4;
    return holiday[d - 1] || holiday[d + 1] ? 4 : 0;
  });
  return {
    month: {names: months, of: Int16Array.from(dayOf, (d) => month.get(days[d].slice(0, 7))!)},
    kind: {names: kindNames, of: Int16Array.from(dayOf, (d) => kind[d])}
  };
}

/** The share of the scored days that count as cold. */
const coldShare = 0.1;

/**
 * Two guards by the local day that forecasts are for: the coldest tenth of the scored days, and public holidays with the days beside them.
 * @param temperature mean temperature, °C, by day
 * @param scored the part of `dayOf` that counts in the scores: its first place and the one after its last
 */
export function dayGuards(
  temperature: ArrayLike<number>,
  holiday: ArrayLike<number>,
  dayOf: Int32Array,
  scored: {readonly from: number; readonly to: number}
): Record<string, Uint8Array> {
  const days = [...new Set(dayOf.subarray(scored.from, scored.to))];
  const order = days.sort((a, b) => temperature[a] - temperature[b]);
  const cold = new Set(order.slice(0, Math.ceil(coldShare * order.length)));
  const mask = (holds: (day: number) => boolean) => Uint8Array.from(dayOf, (d) => (holds(d) ? 1 : 0));
  return {
    "coldest tenth of the days": mask((d) => cold.has(d)),
    "public holidays and the days beside them": mask((d) =>
      Boolean(holiday[d] || holiday[d - 1] || holiday[d + 1])
    )
  };
}

/**
 * The last day whose backtest over whole months begins where that of `day` does: see `monthFrom`.
 * @param days that the scored months begin before the day
 */
export function lastOfWindow(day: string, days: number): string {
  return addDays(monthFrom(addDays(day, -days)), days);
}

/** The first day of a month on or after a day. */
export function monthFrom(day: string): string {
  if (day.endsWith("-01")) return day;
  const [year, month] = day.split("-").map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
}
