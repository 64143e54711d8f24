import {readParquet} from "../../data-loaders/parquet.js";
import type {DayKinds} from "../../src/lib/load/calendar.js";
import {cities} from "../../src/lib/load/cities.js";
import type {Weather} from "../../src/lib/load/weather.js";
import {dayIndex, type HourGrid, hourGrid, hourIndex} from "../../src/lib/time/grid.js";
import {addDays} from "../../src/lib/time/zone.js";
import type {TableFiles} from "../study.js";

export const zone = "Europe/Paris";
export const horizon = 168;
/** The first day of the record with all its weather. */
const firstDay = "2021-03-24";

/** The tables as hours of one grid, before anything is hidden. */
export interface LoadRecord {
  readonly grid: HourGrid;
  /** The day that starts at today's origin. */
  readonly originDay: number;
  readonly load: Float64Array;
  readonly recorded: Float64Array;
  readonly repaired: Uint8Array;
  readonly official: Float64Array;
  readonly weather: Weather;
  readonly kinds: DayKinds;
  readonly holidays: readonly (string | null)[];
}

/**
 * Reads the three tables up to a week after the origin. The origin is the midnight that starts `today`, or the one after
 * the last whole day of load where load is late. Load at or after it is not read.
 * @throws when the record is shorter than two years, or when weather is missing in the horizon.
 */
export async function readRecord(tables: TableFiles, today: string): Promise<LoadRecord> {
  const load = await readParquet(tables["france-load"], [
    column("time", "TIMESTAMP"),
    column("load", "DOUBLE"),
    column("load_recorded", "DOUBLE"),
    column("repaired", "BOOLEAN"),
    column("forecast_j1", "DOUBLE")
  ]);
  const whole = hourGrid(zone, firstDay, addDays(today, 7));
  const times = load.time as readonly number[];
  const spread = (values: readonly unknown[], before: number, read: (value: unknown) => number) => {
    const out = new Float64Array(whole.hours).fill(Number.NaN);
    times.forEach((time, row) => {
      const i = hourIndex(whole, time);
      if (i >= 0 && i < before && values[row] !== null) out[i] = read(values[row]);
    });
    return out;
  };
  const known = whole.dayStart[dayIndex(whole, today)];
  const recorded = spread(load.load_recorded, known, Number);
  const originDay = lastWholeDay(whole, recorded, dayIndex(whole, today)) + 1;
  if (originDay < 730)
    throw new Error(
      `france: expected at least two years of load from ${firstDay}, the last whole day is ${whole.days[originDay - 1] ?? "none"}. Pull more history.`
    );
  const last = originDay + (whole.dayStart[originDay + 7] - whole.dayStart[originDay] < horizon ? 7 : 6);
  const grid = hourGrid(zone, firstDay, whole.days[last]);
  const cut = grid.dayStart[originDay];
  const hours = (values: Float64Array) => values.slice(0, grid.hours);
  return {
    grid,
    originDay,
    load: hours(spread(load.load, cut, Number)),
    recorded: hours(recorded).fill(Number.NaN, cut),
    repaired: Uint8Array.from(hours(spread(load.repaired, cut, (value) => (value ? 1 : 0))), (x) =>
      x === 1 ? 1 : 0
    ),
    official: hours(spread(load.forecast_j1, grid.dayStart[originDay + 1], Number)),
    weather: await readWeather(tables["france-weather"], grid, cut + horizon),
    ...(await readCalendar(tables["france-calendar"], grid))
  };
}

const column = (name: string, type: "TIMESTAMP" | "DOUBLE" | "BOOLEAN" | "VARCHAR") => ({
  name,
  type,
  unit: "",
  description: ""
});

/** The last day before `end` of which at least 22 hours are known. */
function lastWholeDay(grid: HourGrid, load: Float64Array, end: number): number {
  for (let d = end - 1; d >= 0; --d) {
    let n = 0;
    for (let i = grid.dayStart[d]; i < grid.dayStart[d + 1]; ++i) if (!Number.isNaN(load[i])) n += 1;
    if (n >= 22) return d;
  }
  return -1;
}

/** Hours after the horizon that the last day still has take the last known value: they serve its daily mean and extremes only. */
async function readWeather(path: string, grid: HourGrid, needed: number): Promise<Weather> {
  const variables = {
    temperature: "temperature",
    humidity: "humidity",
    precipitation: "precipitation",
    wind: "wind_speed",
    cloud: "cloud_cover"
  };
  const rows = await readParquet(path, [
    column("city", "VARCHAR"),
    column("time", "TIMESTAMP"),
    ...Object.values(variables).map((name) => column(name, "DOUBLE"))
  ]);
  const place = new Map(cities.map(({id}, k) => [id, k]));
  const at = (rows.time as readonly number[]).map((time, row) => {
    const i = hourIndex(grid, time);
    const k = place.get(rows.city[row] as string);
    return k === undefined || i < 0 || i >= grid.hours ? -1 : k * grid.hours + i;
  });
  const fill = (name: string) => {
    const out = new Float64Array(cities.length * grid.hours).fill(Number.NaN);
    rows[name].forEach((value, row) => {
      if (at[row] >= 0 && value !== null) out[at[row]] = value as number;
    });
    for (let k = 0; k < cities.length; ++k)
      for (let i = k * grid.hours + needed; i < (k + 1) * grid.hours; ++i)
        if (Number.isNaN(out[i])) out[i] = out[i - 1];
    return out;
  };
  return {
    temperature: fill(variables.temperature),
    humidity: fill(variables.humidity),
    precipitation: fill(variables.precipitation),
    wind: fill(variables.wind),
    cloud: fill(variables.cloud)
  };
}

/** Of every day of the grid and the day after it, on which the last day's kind depends. */
async function readCalendar(
  path: string,
  grid: HourGrid
): Promise<{kinds: DayKinds; holidays: (string | null)[]}> {
  const rows = await readParquet(path, [
    column("date", "VARCHAR"),
    column("holiday", "VARCHAR"),
    ...["zone_a", "zone_b", "zone_c"].map((name) => column(name, "BOOLEAN"))
  ]);
  const row = new Map((rows.date as readonly string[]).map((date, i) => [date, i]));
  const places = [...grid.days, addDays(grid.days[grid.days.length - 1], 1)].map((day) => {
    const i = row.get(day);
    if (i === undefined)
      throw new Error(
        `france-calendar: expected a row for ${day}, found none. Its contract asks for today + 21 days.`
      );
    return i;
  });
  const holidays = places.map((i) => rows.holiday[i] as string | null);
  return {
    holidays,
    kinds: {
      holiday: Uint8Array.from(holidays, (name) => (name === null ? 0 : 1)),
      school: Float64Array.from(
        places,
        (i) => ["zone_a", "zone_b", "zone_c"].reduce((sum, name) => sum + (rows[name][i] ? 1 : 0), 0) / 3
      )
    }
  };
}
