import {readParquet} from "../../data-loaders/parquet.js";
import {type Area, areas} from "../../src/lib/areas.js";
import {
  type DailyRecord,
  type DailyWeather,
  type WeatherName,
  weatherNames
} from "../../src/lib/daily/record.js";
import {addDays, daysBetween} from "../../src/lib/time/zone.js";
import type {TableFiles} from "../study.js";
import {horizon, leastDays, refit} from "./data.js";

/** An area with its record, and what its pages show beside it. */
export interface AreaRecord {
  readonly area: Area;
  readonly record: DailyRecord;
  /** MW as published, NaN where nothing was and from the origin on. */
  readonly recorded: Float64Array;
  /** 1 where the contract repaired the load. */
  readonly repaired: Uint8Array;
  readonly holidays: readonly (string | null)[];
  /** The first and the last known day. */
  readonly from: string;
  readonly to: string;
}

/** The tables as local days, before anything but the future is hidden. */
export interface AreaRecords {
  /** From the first known day of any area to the last day of the horizon. */
  readonly days: readonly string[];
  /** The day that starts at today's origin. */
  readonly originDay: number;
  readonly areas: readonly AreaRecord[];
}

const weatherColumns: Readonly<Record<WeatherName, string>> = {
  temperature: "temperature_mean",
  temperature_min: "temperature_min",
  temperature_max: "temperature_max",
  precipitation: "precipitation",
  wind: "wind",
  humidity: "humidity",
  cloud: "cloud"
};

/**
 * Reads the three tables. The origin is the midnight that starts `today`, or the one after the last known day where load is late. Load
 * on or after it is not read.
 * @throws where no configured area has a known day before `today`, or the calendar lacks a day.
 */
export async function readAreas(tables: TableFiles, today: string): Promise<AreaRecords> {
  const load = await readParquet(tables["brest-load"], [
    column("area", "VARCHAR"),
    column("date", "VARCHAR"),
    column("load", "DOUBLE"),
    column("load_recorded", "DOUBLE"),
    column("repaired", "BOOLEAN")
  ]);
  const dates = load.date as readonly string[];
  const known = areas.flatMap((area) => {
    const rows = dates.flatMap((date, row) =>
      load.area[row] === area.code && load.load[row] !== null && date < today ? [row] : []
    );
    return rows.length ? [{area, rows, from: dates[rows[0]], to: dates[rows[rows.length - 1]]}] : [];
  });
  if (!known.length)
    throw new Error(
      `brest: expected a known day before ${today} of ${areas.map(({name}) => name).join(" or ")}, found none in brest-load`
    );
  const first = known.map(({from}) => from).sort()[0];
  const origin = addDays(
    known
      .map(({to}) => to)
      .sort()
      .at(-1)!,
    1
  );
  const days = Array.from({length: daysBetween(first, origin) + horizon}, (_, d) => addDays(first, d));
  const originDay = days.length - horizon;
  const place = new Map(days.map((day, d) => [day, d]));
  const weather = await readWeather(tables["brest-weather"], place, days.length);
  const calendar = await readCalendar(tables["brest-calendar"], days);
  const spread = (rows: readonly number[], value: (row: number) => number) => {
    const out = new Float64Array(days.length).fill(Number.NaN);
    for (const row of rows) out[place.get(dates[row])!] = value(row);
    return out;
  };
  return {
    days,
    originDay,
    areas: known.map(({area, rows, from, to}) => {
      const found = weather.get(area.code);
      if (!found) throw new Error(`brest: expected weather of ${area.name} in brest-weather, found none`);
      const holiday = Uint8Array.from(calendar.holidays, (name) => (name === null ? 0 : 1));
      return {
        area,
        record: {
          days,
          load: spread(rows, (row) => load.load[row] as number),
          weather: found,
          holiday,
          school: calendar.school[area.schoolZone]
        },
        recorded: spread(rows, (row) => (load.load_recorded[row] as number | null) ?? Number.NaN),
        repaired: Uint8Array.from(
          spread(rows, (row) => Number(load.repaired[row])),
          (x) => (x === 1 ? 1 : 0)
        ),
        holidays: calendar.holidays,
        from,
        to
      };
    })
  };
}

/** The areas that can be forecast from the day `first` on. */
export function forecastAreas({days, areas}: AreaRecords, first: number): AreaRecord[] {
  return areas.filter(({from}) => days.indexOf(from) + leastDays + refit <= first);
}

const column = (name: string, type: "DOUBLE" | "BOOLEAN" | "VARCHAR") => ({
  name,
  type,
  unit: "",
  description: ""
});

/**
 * Weather of each area by day. A value that is missing is that of the last day that has one, and before the first such day that one's,
 * which lies more than a year before the first origin.
 */
async function readWeather(
  path: string,
  place: ReadonlyMap<string, number>,
  days: number
): Promise<Map<string, DailyWeather>> {
  const rows = await readParquet(path, [
    column("area", "VARCHAR"),
    column("date", "VARCHAR"),
    ...Object.values(weatherColumns).map((name) => column(name, "DOUBLE"))
  ]);
  const byArea = new Map<string, Record<WeatherName, Float64Array>>();
  rows.area.forEach((code, row) => {
    const d = place.get(rows.date[row] as string);
    if (d === undefined) return;
    let weather = byArea.get(code as string);
    if (!weather) {
      weather = Object.fromEntries(
        weatherNames.map((name) => [name, new Float64Array(days).fill(Number.NaN)])
      ) as Record<WeatherName, Float64Array>;
      byArea.set(code as string, weather);
    }
    for (const name of weatherNames) {
      const value = rows[weatherColumns[name]][row];
      if (value !== null) weather[name][d] = value as number;
    }
  });
  for (const weather of byArea.values()) for (const name of weatherNames) carryOn(weather[name]);
  return byArea;
}

function carryOn(values: Float64Array): void {
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return;
  values.fill(values[first], 0, first);
  for (let d = first + 1; d < values.length; ++d) if (Number.isNaN(values[d])) values[d] = values[d - 1];
}

async function readCalendar(
  path: string,
  days: readonly string[]
): Promise<{holidays: (string | null)[]; school: Record<Area["schoolZone"], Uint8Array>}> {
  const rows = await readParquet(path, [
    column("date", "VARCHAR"),
    column("holiday", "VARCHAR"),
    ...["zone_a", "zone_b", "zone_c"].map((name) => column(name, "BOOLEAN"))
  ]);
  const row = new Map((rows.date as readonly string[]).map((date, i) => [date, i]));
  const places = days.map((day) => {
    const i = row.get(day);
    if (i === undefined)
      throw new Error(
        `brest-calendar: expected a row for ${day}, found none. Its contract asks for today + 21 days.`
      );
    return i;
  });
  const zone = (name: string) => Uint8Array.from(places, (i) => (rows[name][i] ? 1 : 0));
  return {
    holidays: places.map((i) => rows.holiday[i] as string | null),
    school: {a: zone("zone_a"), b: zone("zone_b"), c: zone("zone_c")}
  };
}
