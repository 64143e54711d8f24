import type {TableFiles, WatchedColumn} from "../study.js";
import {readAreas} from "./record.js";

const watched = [
  ["temperature", "°C"],
  ["precipitation", "mm"],
  ["wind", "km/h"],
  ["humidity", "%"],
  ["cloud", "%"]
] as const;

/** Columns that are watched for drift, by local day: load and weather of every area. */
export async function watchBrest(tables: TableFiles, today: string): Promise<WatchedColumn[]> {
  const {days, originDay, areas} = await readAreas(tables, today);
  const known = days.slice(0, originDay);
  return areas.flatMap(({area, record}) => {
    const column = (name: string, unit: string, values: Float64Array): WatchedColumn => ({
      column: areas.length > 1 ? `${name}, ${area.name}` : name,
      unit,
      days: known,
      values: values.slice(0, originDay)
    });
    return [
      column("load", "MW", record.load),
      ...watched.map(([name, unit]) => column(name, unit, record.weather[name]))
    ];
  });
}
