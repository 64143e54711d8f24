import {join} from "node:path";
import type {Cells, Column} from "../data-loaders/columns.js";
import {readParquet, writeParquet} from "../data-loaders/parquet.js";
import {mulberry32} from "../src/lib/random.js";
import {makeTables, scratch} from "./france.js";
import type {Bench} from "./measure.js";
import {once, typical} from "./measure.js";

/** The tables of the study from the sample: read, restored, checked by their contracts, written. */
export const tables: Bench = {
  name: "tables",
  about: "France's tables from the sample, contracts included",
  run: async () => {
    let rows = 0;
    const seconds = await once(async () => ({rows} = await makeTables(scratch())));
    return [
      {what: `three tables, ${rows} rows`, value: seconds, unit: "s"},
      {what: "rows of tables", value: rows / seconds, unit: "rows/s"}
    ];
  }
};

const columns: readonly Column[] = [
  {name: "time", type: "TIMESTAMP", unit: "UTC", description: "start of the hour"},
  {name: "load", type: "DOUBLE", unit: "MW", description: "invented"}
];

/** Parquet through DuckDB, beside JSON of the same cells. */
export const parquet: Bench = {
  name: "parquet",
  about: "Parquet written and read, beside JSON",
  run: async () => {
    const random = mulberry32(1);
    const n = 200_000;
    const cells: Cells = {
      time: Array.from({length: n}, (_, i) => i * 3_600_000),
      load: Array.from({length: n}, () => Math.round(30_000 + 60_000 * random()))
    };
    const path = join(scratch(), "cells.parquet");
    const written = await typical(() => writeParquet(path, columns, cells));
    const read = await typical(() => readParquet(path, columns));
    const json = await typical(() => JSON.parse(JSON.stringify(cells)));
    return [
      {what: `write ${n} rows`, value: written, unit: "s"},
      {what: `read ${n} rows`, value: read, unit: "s"},
      {what: "write and read / the same through JSON", value: (written + read) / json, unit: "×"}
    ];
  }
};
