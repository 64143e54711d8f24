import {readParquet} from "../../data-loaders/parquet.js";
import {compass, directions, measures, type RainRecord, type Variable} from "../../src/lib/rain/record.js";
import {addDays, dayNumber} from "../../src/lib/time/zone.js";
import {townOf, towns} from "../../src/lib/towns.js";
import type {TableFiles} from "../study.js";

/**
 * The record of all towns from a day on (the first, unless given) up to the day before `today`.
 * @throws where the table has no such day
 */
export async function readRainRecord(tables: TableFiles, today: string, from = "0000"): Promise<RainRecord> {
  const column = (name: string, type: "VARCHAR" | "DOUBLE") => ({name, type, unit: "", description: ""});
  const cells = await readParquet(tables["rain-days"]!, [
    column("station", "VARCHAR"),
    column("date", "VARCHAR"),
    ...measures.map((name) => column(name, "DOUBLE")),
    ...directions.map((name) => column(name, "VARCHAR"))
  ]);
  const dates = cells.date as readonly string[];
  const before = [...new Set(dates)].filter((date) => date >= from && date < today).sort();
  const [first, last] = [before[0], before.at(-1)];
  if (first === undefined || last === undefined)
    throw new Error(
      `rain: expected days before ${today} in the table rain-days, it has ${dates.length} rows from ${dates[0]} on. Pull the history.`
    );
  const start = dayNumber(first);
  const days = Array.from({length: dayNumber(last) - start + 1}, (_, d) => addDays(first, d));
  const place = new Map(towns.map(({station}, t) => [station, t]));
  const values = Object.fromEntries(
    [...measures, ...directions].map((name) => [
      name,
      new Float64Array(days.length * towns.length).fill(Number.NaN)
    ])
  ) as Record<Variable, Float64Array>;
  const turns = new Map<unknown, number>(compass.map((name, i) => [name, i]));
  dates.forEach((date, i) => {
    if (date < from || date >= today) return;
    const t = place.get(cells.station![i] as string) ?? townIndex(cells.station![i] as string);
    const at = (dayNumber(date) - start) * towns.length + t;
    for (const name of measures) values[name][at] = (cells[name]![i] as number | null) ?? Number.NaN;
    for (const name of directions) values[name][at] = turns.get(cells[name]![i]) ?? Number.NaN;
  });
  return {towns: towns.map(({station}) => station), days, values};
}

function townIndex(station: string): number {
  return towns.indexOf(townOf(station));
}
