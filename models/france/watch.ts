import {feltWeather} from "../../src/lib/load/weather.js";
import type {TableFiles, WatchedColumn} from "../study.js";
import {readRecord} from "./record.js";

/** Columns that are watched for drift, as means of the local day: the load, RTE's error, and the weather that France feels. */
export async function watchFrance(tables: TableFiles, today: string): Promise<WatchedColumn[]> {
  const {grid, originDay, load, official, weather} = await readRecord(tables, today);
  const felt = feltWeather(grid, weather);
  const days = grid.days.slice(0, originDay);
  const column = (name: string, unit: string, value: (hour: number) => number): WatchedColumn => ({
    column: name,
    unit,
    days,
    values: Float64Array.from(days, (_, d) => {
      let sum = 0;
      let n = 0;
      for (let i = grid.dayStart[d]; i < grid.dayStart[d + 1]; ++i) {
        const x = value(i);
        if (Number.isNaN(x)) continue;
        sum += x;
        n += 1;
      }
      return n >= 20 ? sum / n : Number.NaN;
    })
  });
  return [
    column("load", "MW", (i) => load[i]),
    column("RTE J-1 error", "MW", (i) => official[i] - load[i]),
    column("temperature", "°C", (i) => felt.temperature[i]),
    column("cloud cover", "share", (i) => felt.cloud[i]),
    column("wind", "m/s", (i) => felt.wind[i]),
    column("humidity", "share", (i) => felt.humidity[i]),
    column("radiation", "kW/m²", (i) => felt.radiation[i])
  ];
}
