import {type DailyRecord, lastKnown, weatherNames} from "./record.js";
import {oldest} from "./windows.js";

/**
 * The known days that have a whole window before them and weather until the last day ahead; and, last, the end of the forecast that was
 * issued for the days from `origin` on.
 * @throws where the record does not hold that one's window and horizon
 */
export function endsOf(
  {days, load, weather}: DailyRecord,
  {size, horizon, origin}: {size: number; horizon: number; origin: string}
): string[] {
  const first = days.indexOf(origin);
  if (first < size || first + horizon > days.length)
    throw new Error(
      `scenario: expected ${size} days before the origin ${origin} and ${horizon} after it, the record is of ${days[0]} to ${days[days.length - 1]}`
    );
  const ends: string[] = [];
  /** The last day whose weather is not known. */
  let gap = -1;
  for (let d = 0; d < first + horizon; ++d) {
    if (weatherNames.some((name) => Number.isNaN(weather[name][d]))) gap = d;
    const day = d - horizon + 1;
    const start = day - size;
    if (start < 0 || day > first) continue;
    const whole = gap <= start && lastKnown(load, start) >= Math.max(start - oldest, 0);
    if (day === first || (whole && !Number.isNaN(load[day - 1]))) ends.push(days[day - 1]);
  }
  return ends;
}

/** The end before the lowest mean temperature of the days ahead, of those whose load has come since where there are any. */
export function coldestEnd({days, weather}: DailyRecord, ends: readonly string[], horizon: number): string {
  const past = ends.slice(0, -horizon);
  const mean = (end: string) => {
    const day = days.indexOf(end) + 1;
    return weather.temperature.subarray(day, day + horizon).reduce((sum, x) => sum + x, 0);
  };
  return (past.length ? past : ends).reduce((best, end) => (mean(end) < mean(best) ? end : best));
}
