import {hoursOfDay} from "../../src/lib/time/zone.js";

/**
 * Days on which a publisher stamped its observations one hour late, seen by its own day-ahead forecast: the day's profile
 * fits the forecast better when the forecast is moved by an hour.
 */

/** A day is late where the moved forecast fits this many times better (ratio of standard deviations). */
export const lateAbove = 1.2;
/** After a late day, a day is right again only where the forecast as it is fits this many times better. */
export const rightAbove = 1.25;
/** Pairs of hours that a day must have to be judged. */
const leastHours = 18;

export type Value = number | null;

/**
 * How many times better a day fits when the forecast is moved by an hour: std(observed − forecast) over
 * std(observed − forecast an hour earlier), both on the same hours, all of the day itself.
 * @returns undefined where fewer than 18 hours can be compared.
 */
export function latenessOf(observed: readonly Value[], forecast: readonly Value[]): number | undefined {
  const asStamped: number[] = [];
  const moved: number[] = [];
  for (let h = 1; h < observed.length; ++h) {
    const [value, same, earlier] = [observed[h], forecast[h], forecast[h - 1]];
    if (value === null || same === null || earlier === null) continue;
    asStamped.push(value - same);
    moved.push(value - earlier);
  }
  if (moved.length < leastHours) return undefined;
  const spread = deviation(moved);
  return spread > 0 ? deviation(asStamped) / spread : undefined;
}

/**
 * The local days that are stamped late, in order. The state has inertia, because the defect comes in runs and a single day
 * may fit either way: it begins above 1.2 and ends below 1/1.25. Days of 23 hours are not judged and not marked.
 * @param at observed and forecast value at an instant.
 */
export function lateDays(
  zone: string,
  days: readonly string[],
  at: (time: number) => {observed: Value; forecast: Value}
): string[] {
  let late = false;
  return days.filter((day) => {
    const hours = hoursOfDay(zone, day);
    if (hours.length === 23) return false;
    const values = hours.map(at);
    const lateness = latenessOf(
      values.map(({observed}) => observed),
      values.map(({forecast}) => forecast)
    );
    if (lateness === undefined) return false;
    if (lateness > lateAbove) late = true;
    else if (lateness < 1 / rightAbove) late = false;
    return late;
  });
}

/**
 * The observed values in true time: on a late day hour h takes what is stamped h + 1. Its last hour takes the next day's
 * first stamp where that day is late too; else it was never published and is null.
 * @param values by hour from `start` (ms UTC), as recorded; not changed.
 */
export function repairLateDays(
  zone: string,
  late: readonly string[],
  start: number,
  values: readonly Value[]
): {values: Value[]; repaired: boolean[]} {
  const marked = new Set(
    late.flatMap((day) => hoursOfDay(zone, day)).map((time) => (time - start) / 3_600_000)
  );
  const repaired = values.map((_, i) => marked.has(i));
  return {
    values: values.map((value, i) => (!repaired[i] ? value : repaired[i + 1] ? values[i + 1] : null)),
    repaired
  };
}

/** Standard deviation (population). */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
