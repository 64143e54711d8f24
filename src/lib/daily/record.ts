/** What the weather of a local day is told by: means, extremes and the sum of its hours. */
export const weatherNames = [
  "temperature",
  "temperature_min",
  "temperature_max",
  "precipitation",
  "wind",
  "humidity",
  "cloud"
] as const;
export type WeatherName = (typeof weatherNames)[number];

/** Weather by local day: °C, mm, km/h, %. */
export type DailyWeather = Readonly<Record<WeatherName, Float64Array>>;

/** The daily load of one area with all that is known beside it, from its first day to the last day of the horizon. */
export interface DailyRecord {
  /** Local days, `YYYY-MM-DD`, without a gap. */
  readonly days: readonly string[];
  /** Mean load of the day, MW; NaN where it is not known, and from the origin on. */
  readonly load: Float64Array;
  readonly weather: DailyWeather;
  /** 1 on public holidays, by day. */
  readonly holiday: Uint8Array;
  /** 1 in the school holidays of the area's zone, by day. */
  readonly school: Uint8Array;
}

/** The days `from` … `to` − 1 of a record; the arrays are shared with it. */
export function cutRecord(
  {days, load, weather, holiday, school}: DailyRecord,
  from: number,
  to: number
): DailyRecord {
  const part = (name: WeatherName) => weather[name].subarray(from, to);
  return {
    days: days.slice(from, to),
    load: load.subarray(from, to),
    weather: Object.fromEntries(weatherNames.map((name) => [name, part(name)])) as Record<
      WeatherName,
      Float64Array
    >,
    holiday: holiday.subarray(from, to),
    school: school.subarray(from, to)
  };
}

/** The last day up to `day` whose load is known; −1 where there is none. */
export function lastKnown(load: Float64Array, day: number): number {
  let d = day;
  while (d >= 0 && Number.isNaN(load[d])) --d;
  return d;
}
