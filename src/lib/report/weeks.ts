import type {Daily, Drivers, Recent} from "./shapes.js";

/**
 * Sum of the load over the `hours` hours before an origin, MWh. An hour without load counts as the mean of the others; null where more than
 * one in ten is missing.
 */
export function energyBefore(
  recent: Pick<Recent, "times" | "load">,
  origin: number,
  hours = 168
): number | null {
  const values: number[] = [];
  for (let i = 0; i < recent.times.length; ++i) {
    const time = Date.parse(recent.times[i]!);
    const load = recent.load[i];
    if (time < origin && time >= origin - hours * 3_600_000 && load != null) values.push(load);
  }
  if (values.length < 0.9 * hours) return null;
  return (values.reduce((sum, value) => sum + value, 0) / values.length) * hours;
}

/** The highest load in the `hours` hours before an origin, MW; null where none is known. */
export function peakBefore(
  recent: Pick<Recent, "times" | "load">,
  origin: number,
  hours = 168
): number | null {
  let peak: number | null = null;
  for (let i = 0; i < recent.times.length; ++i) {
    const time = Date.parse(recent.times[i]!);
    const load = recent.load[i];
    if (time >= origin || time < origin - hours * 3_600_000 || load == null) continue;
    if (peak === null || load > peak) peak = load;
  }
  return peak;
}

/** The names of the public holidays by day: those of the record and those of the coming week. */
export function holidaysOf(daily: Daily, drivers: Pick<Drivers, "holidays">): Map<string, string> {
  const holidays = new Map<string, string>();
  daily.date.forEach((date, i) => {
    const name = daily.holiday[i];
    if (name) holidays.set(date, name);
  });
  for (const {date, name} of drivers.holidays ?? []) holidays.set(date, name);
  return holidays;
}

/** Mean of the values of each local day that are numbers, by day in order; `days` names the day of each value. */
export function meanByDay(days: readonly string[], values: readonly (number | null)[]): Map<string, number> {
  const sums = new Map<string, {sum: number; n: number}>();
  days.forEach((day, i) => {
    const value = values[i];
    if (value == null) return;
    const known = sums.get(day) ?? {sum: 0, n: 0};
    sums.set(day, {sum: known.sum + value, n: known.n + 1});
  });
  return new Map([...sums].map(([day, {sum, n}]) => [day, sum / n]));
}
