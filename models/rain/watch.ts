import {type Measure, type RainRecord, rainyDays} from "../../src/lib/rain/record.js";
import type {TableFiles, WatchedColumn} from "../study.js";
import {readRainRecord} from "./record.js";

const watched: readonly (readonly [measure: Measure, name: string, unit: string])[] = [
  ["temperature_max", "highest temperature", "°C"],
  ["temperature_3pm", "temperature at 3 pm", "°C"],
  ["humidity_3pm", "humidity at 3 pm", "%"],
  ["pressure_3pm", "pressure at 3 pm", "hPa"],
  ["cloud_3pm", "cloud at 3 pm", "eighths"],
  ["gust_speed", "strongest gust", "km/h"],
  ["sunshine", "sunshine", "h"]
];

/** Columns that are watched for drift, see `watchedOf`. Throws as `readRainRecord` does. */
export async function watchRain(tables: TableFiles, today: string): Promise<WatchedColumn[]> {
  return watchedOf(await readRainRecord(tables, today));
}

/** By day the share of towns with rain, and the mean of what the towns report, each over those that report it; NaN where none does. */
export function watchedOf(record: RainRecord): WatchedColumn[] {
  const {days, towns, values} = record;
  const mean = (column: Float64Array) =>
    Float64Array.from(days, (_, d) => {
      const known = column.subarray(d * towns.length, (d + 1) * towns.length).filter((x) => !Number.isNaN(x));
      return known.length > 0 ? known.reduce((sum, x) => sum + x, 0) / known.length : Number.NaN;
    });
  return [
    {column: "towns with rain", unit: "share", days, values: mean(rainyDays(record))},
    ...watched.map(([measure, column, unit]) => ({column, unit, days, values: mean(values[measure])}))
  ];
}
