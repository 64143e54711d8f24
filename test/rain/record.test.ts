import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {writeParquet} from "../../data-loaders/parquet.js";
import {rainDays} from "../../data-loaders/tables/rain-days.js";
import {readRainRecord} from "../../models/rain/record.js";
import {towns} from "../../src/lib/towns.js";

let folder: string;
let tables: {"rain-days": string};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rain-record-"));
  tables = {"rain-days": join(folder, "rain-days.parquet")};
  const rows = [
    {station: "Cairns", date: "2024-12-22", rainfall: 3, gust_dir: "NNW", humidity_3pm: 80},
    {station: "Cairns", date: "2024-12-24", rainfall: 0, gust_dir: null, humidity_3pm: null},
    {station: "Cairns", date: "2024-12-25", rainfall: 40, gust_dir: "S", humidity_3pm: 99},
    {station: "Sydney", date: "2024-12-24", rainfall: 1.2, gust_dir: "N", humidity_3pm: 60}
  ];
  const cells = Object.fromEntries(
    rainDays.columns.map(({name}) => [
      name,
      rows.map((row) => (name in row ? row[name as keyof typeof row] : null))
    ])
  );
  await writeParquet(tables["rain-days"], rainDays.columns, cells);
});

afterAll(() => rm(folder, {recursive: true}));

const place = (station: string, day: number) =>
  day * towns.length + towns.findIndex((town) => town.station === station);

it("reads days without a gap up to the day before today, and nothing of today", async () => {
  const {days, values, towns: names} = await readRainRecord(tables, "2024-12-25");
  expect(days).toEqual(["2024-12-22", "2024-12-23", "2024-12-24"]);
  expect(names).toEqual(towns.map(({station}) => station));
  const cairns = [0, 1, 2].map((day) => place("Cairns", day));
  expect(cairns.map((at) => values.rainfall[at])).toEqual([3, Number.NaN, 0]);
  expect(cairns.map((at) => values.gust_dir[at])).toEqual([15, Number.NaN, Number.NaN]);
  expect(values.humidity_3pm[cairns[2]]).toBeNaN();
  expect([values.rainfall[place("Sydney", 2)], values.gust_dir[place("Sydney", 2)]]).toEqual([1.2, 0]);
  expect(values.rainfall.filter((rain) => !Number.isNaN(rain))).toHaveLength(3);
});

it("begins with the day that is asked for", async () => {
  expect((await readRainRecord(tables, "2024-12-26", "2024-12-24")).days).toEqual([
    "2024-12-24",
    "2024-12-25"
  ]);
});

it("says what is missing where no day is left", async () => {
  await expect(readRainRecord(tables, "2024-12-22")).rejects.toThrow(
    "expected days before 2024-12-22 in the table rain-days, it has 4 rows from 2024-12-22 on"
  );
});
