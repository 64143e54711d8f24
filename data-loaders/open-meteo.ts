import {z} from "zod";
import type {Source} from "../src/lib/source.js";
import type {Chunk} from "./pulls.js";
import {spansOf} from "./pulls.js";

/**
 * Open-Meteo's hourly weather at some places. The past comes from the historical-forecast host (forecasts archived at
 * almost no lead time, from 2021-03-23), the future from the forecast host.
 * https://open-meteo.com/en/docs/historical-forecast-api
 */
const hosts = {
  history: {origin: "https://historical-forecast-api.open-meteo.com", folder: "historical-forecast"},
  forecast: {origin: "https://api.open-meteo.com", folder: "forecast"}
} as const;

/** The variables of the table, as Open-Meteo names them, and the units that they must have. */
export const weatherVariables = {
  temperature: {name: "temperature_2m", unit: "°C"},
  humidity: {name: "relative_humidity_2m", unit: "%"},
  precipitation: {name: "precipitation", unit: "mm"},
  wind_speed: {name: "wind_speed_10m", unit: "km/h"},
  cloud_cover: {name: "cloud_cover", unit: "%"}
} as const;

/**
 * What Open-Meteo revises: the last days of the archive are filled in as weather models deliver. So the current year
 * comes in months, which are asked for in every run until ten days after their end, and a past year never again.
 */
const settleDays = 10;
const DAY = 86_400_000;

export const openMeteoSources: Readonly<Record<"history" | "forecast", Source>> = {
  history: source("historical-forecast", "Historical Forecast API, hourly", "historical-forecast-api"),
  forecast: source("forecast", "Weather Forecast API, hourly", "docs")
};

function source(dataset: string, title: string, page: string): Source {
  return {
    publisher: "open-meteo",
    dataset,
    title,
    licence: "CC BY 4.0",
    citation: "Weather data by Open-Meteo.com",
    url: page === "docs" ? "https://open-meteo.com/en/docs" : `https://open-meteo.com/en/docs/${page}`
  };
}

/** A place whose weather is asked for. */
export interface WeatherPlace {
  readonly id: string;
  readonly name: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/** Places that are asked for together, and what stands before the span in the names of their chunks. */
export interface PlaceGroup {
  readonly places: readonly WeatherPlace[];
  readonly prefix: string;
}

/** Chunks of the archive for the days (UTC) from `from` up to, not including, `to` (ms UTC, midnights). */
export function weatherChunks(group: PlaceGroup, from: number, to: number, now: number): Chunk[] {
  return spansOf(from, to, now, settleDays).map(({name, start, end}) => ({
    ...chunkOf(group, "history", name, start, Math.min(end, to)),
    settled: end + settleDays * DAY,
    every: 0
  }));
}

/** The chunk of the forecast for the days (UTC) from `from` up to, not including, `to` (ms UTC, midnights). */
export function forecastChunk(group: PlaceGroup, from: number, to: number): Chunk {
  return {
    ...chunkOf(group, "forecast", "coming-days", from, to),
    settled: Number.POSITIVE_INFINITY,
    every: 0
  };
}

function chunkOf(
  {places, prefix}: PlaceGroup,
  kind: keyof typeof hosts,
  name: string,
  from: number,
  to: number
): Omit<Chunk, "settled" | "every"> {
  const query = new URLSearchParams({
    latitude: places.map(({latitude}) => latitude).join(","),
    longitude: places.map(({longitude}) => longitude).join(","),
    start_date: dayOf(from),
    end_date: dayOf(to - DAY),
    hourly: Object.values(weatherVariables)
      .map((variable) => variable.name)
      .join(","),
    timezone: "GMT"
  });
  return {
    publisher: "open-meteo",
    dataset: openMeteoSources[kind].dataset,
    name: prefix + name,
    ...hosts[kind],
    path: `/v1/forecast?${query}`,
    format: "json"
  };
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

const values = z.array(z.number().nullable());
const placeSchema = z.object({
  latitude: z.number(),
  longitude: z.number(),
  utc_offset_seconds: z.literal(0),
  hourly_units: z.record(z.string(), z.string()),
  hourly: z.object({
    time: z.array(z.iso.datetime({local: true})),
    temperature_2m: values,
    relative_humidity_2m: values,
    precipitation: values,
    wind_speed_10m: values,
    cloud_cover: values
  })
});

/** First and last hour, ms UTC, that a chunk asks for. */
export function hoursAsked({path}: Chunk): {first: number; last: number} {
  const query = new URLSearchParams(path.slice(path.indexOf("?")));
  return {
    first: Date.parse(`${query.get("start_date")}T00:00Z`),
    last: Date.parse(`${query.get("end_date")}T23:00Z`)
  };
}

/** Hourly weather of one place, as columns. */
export interface PlaceWeather {
  /** Id of the place. */
  readonly place: string;
  /** ms UTC, start of the hour. */
  readonly time: number[];
  readonly values: Readonly<Record<keyof typeof weatherVariables, readonly (number | null)[]>>;
}

/**
 * Reads a reply for some places: a list in their order, or one object for one place.
 * @throws where it is not JSON of the documented shape, has another unit, other places or columns of unequal length.
 */
export function readWeather(bytes: Uint8Array, places: readonly WeatherPlace[]): PlaceWeather[] {
  const reply = parse(bytes);
  const {data, error} = z.array(placeSchema).safeParse(places.length === 1 ? [reply].flat() : reply);
  if (error) {
    const {path, message} = error.issues[0];
    throw new Error(`Open-Meteo: the reply has another shape than documented: ${path.join(".")}: ${message}`);
  }
  if (data.length !== places.length)
    throw new Error(`Open-Meteo: expected ${places.length} places, got ${data.length}`);
  return data.map((place, i) => {
    const asked = places[i];
    // The grid cell that answers may be some kilometres off: a degree would be another town.
    if (Math.hypot(place.latitude - asked.latitude, place.longitude - asked.longitude) > 0.3) {
      throw new Error(
        `Open-Meteo: expected weather near ${asked.name} (${asked.latitude}, ${asked.longitude}), got ${place.latitude}, ${place.longitude}`
      );
    }
    const time = place.hourly.time.map((text) => Date.parse(`${text}Z`));
    const columns = Object.entries(weatherVariables).map(([key, {name, unit}]) => {
      const column = place.hourly[name];
      const found = place.hourly_units[name];
      if (found !== unit)
        throw new Error(`Open-Meteo: expected ${name} in ${unit}, got "${found}", at ${asked.name}`);
      if (column.length !== time.length)
        throw new Error(
          `Open-Meteo: ${time.length} hours but ${column.length} values of ${name} at ${asked.name}`
        );
      return [key, column] as const;
    });
    return {place: asked.id, time, values: Object.fromEntries(columns) as unknown as PlaceWeather["values"]};
  });
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(bytes));
  } catch (error) {
    throw new Error(
      `Open-Meteo: JSON was expected, and ${bytes.length} bytes came that are not: ${(error as Error).message}`
    );
  }
}
