import {fileURLToPath} from "node:url";
import {split} from "../../models/rain/read.js";
import {readRainRecord} from "../../models/rain/record.js";
import {directions, measures, rainyDays, rainyNextDays} from "../../src/lib/rain/record.js";
import type {BenchRows} from "./folder.js";

const sample = fileURLToPath(new URL("../../sample/rain-days.parquet", import.meta.url));

/**
 * The rows of the sample up to the last scored day, 2017-06-25, whose rain of the next day is known: the town, 16 numbers, three wind directions, whether it rained
 * that day, and the month.
 */
export async function recordedRows(): Promise<BenchRows> {
  const record = await readRainRecord({"rain-days": sample}, split.end);
  const {days, towns, values} = record;
  const next = rainyNextDays(record);
  const rainy = rainyDays(record);
  const variables = Object.values(values);
  const cells = [...next.keys()].filter(
    (cell) => !Number.isNaN(next[cell]) && variables.some((variable) => !Number.isNaN(variable[cell]))
  );
  const column = (of: (cell: number) => number) => Float64Array.from(cells, of);
  const day = (cell: number) => Math.floor(cell / towns.length);
  return {
    table: {
      columns: [
        column((cell) => cell % towns.length),
        ...measures.map((name) => column((cell) => values[name][cell])),
        ...directions.map((name) => column((cell) => values[name][cell])),
        column((cell) => rainy[cell]),
        column((cell) => Number(days[day(cell)].slice(5, 7)))
      ],
      categorical: [0, ...directions.map((_, i) => 1 + measures.length + i)]
    },
    target: column((cell) => next[cell])
  };
}
