import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Cells, Column} from "../../data-loaders/columns.js";
import {readParquet, writeParquet} from "../../data-loaders/parquet.js";
import {brestWeather} from "../../data-loaders/tables/brest-weather.js";
import {updateTables} from "../../data-loaders/tables.js";
import {readBrest} from "../../models/brest/read.js";
import {forecastAreas, readAreas} from "../../models/brest/record.js";
import {brest} from "../../models/brest.js";
import type {TableFiles} from "../../models/study.js";
import {localDay} from "../../src/lib/time/zone.js";

let state: string;
let tables: TableFiles;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "almanac-brest-"));
  const updated = await updateTables(brest.tables, {state, sources: "sample"});
  expect(updated.today).toBe(brest.sampleDay);
  tables = Object.fromEntries(Object.entries(updated.tables).map(([id, {path}]) => [id, path]));
});
afterAll(() => rm(state, {recursive: true}));

describe("the recorded stand-in", () => {
  it("is forecast daily from local midnight over the last whole months, under its own name", async () => {
    const {scheme, scoredFrom, scoredTo} = await readBrest(tables, "2024-03-24");
    expect(scheme.series).toEqual(["Bretagne (Enedis < 36 kVA)"]);
    const day = (o: number) => localDay("Europe/Paris", scheme.origins[o]);
    expect([day(scoredFrom), day(scoredTo - 1), day(scheme.origins.length - 1)]).toEqual([
      "2023-04-01",
      "2024-03-23",
      "2024-03-24"
    ]);
    expect(scheme.leads).toBe(7);
    // The 26th has 23 hours: midnights are 23 hours apart.
    const march = scheme.origins.indexOf(Date.parse("2023-03-25T23:00:00Z"));
    expect(scheme.times[march * 7 + 1] - scheme.times[march * 7]).toBe(23 * 3_600_000);
  });

  it("scales MASE by last week's error over the record before the first scored day", async () => {
    const {data, scoredFrom, naiveError} = await readBrest(tables, "2024-03-24");
    const [{load}] = data.records;
    const errors = Array.from({length: data.originDays[scoredFrom] - 7}, (_, i) =>
      Math.abs(load[i + 7] - load[i])
    );
    expect(naiveError).toBeCloseTo(errors.reduce((sum, x) => sum + x, 0) / errors.length, 9);
  });

  it("shows no load on or after the origin, though the record goes on", async () => {
    const {data, truth, scheme} = await readBrest(tables, "2024-03-20");
    const [{days, load}] = data.records;
    const origin = days.indexOf("2024-03-20");
    expect(load.subarray(origin).every(Number.isNaN)).toBe(true);
    expect(load[origin - 1]).toBeGreaterThan(500);
    scheme.times.forEach((time, i) => {
      if (time >= Date.parse("2024-03-19T23:00:00Z")) expect(truth.actual[i]).toBeNaN();
    });
  });

  it("is the same for an origin as its own edition would have read it", async () => {
    const earlier = await readBrest(tables, "2024-03-10");
    const later = await readBrest(tables, "2024-03-24");
    const [a, b] = [earlier.data.records[0], later.data.records[0]];
    const origin = a.days.indexOf("2024-03-10");
    expect(a.load.slice(0, origin)).toEqual(b.load.slice(0, origin));
    expect(a.weather.temperature).toEqual(b.weather.temperature.slice(0, a.days.length));
  });

  it("keeps the mistake of October beside the truth", async () => {
    const {areas, days} = await readAreas(tables, "2024-03-24");
    const d = days.indexOf("2023-10-28");
    expect(areas[0].repaired[d]).toBe(1);
    expect(areas[0].record.load[d]).toBeCloseTo((areas[0].recorded[d] * 24) / 25, 2);
    expect(areas[0].record.load[d + 1]).toBe(areas[0].recorded[d + 1]);
  });

  it("goes on from the last known weather where some is missing, as its contract allows", async () => {
    const columns: readonly Column[] = brestWeather.columns;
    const cells = await readParquet(tables["brest-weather"], columns);
    const gaps = ["2022-01-01", "2023-07-01", "2023-07-02", "2024-03-30"];
    const holed: Cells = {
      ...cells,
      temperature_mean: cells.temperature_mean.map((value, row) =>
        gaps.includes(cells.date[row] as string) ? null : value
      )
    };
    const path = join(state, "holed.parquet");
    await writeParquet(path, columns, holed);
    const {areas, days} = await readAreas({...tables, "brest-weather": path}, "2024-03-24");
    const {temperature, wind} = areas[0].record.weather;
    const whole = (await readAreas(tables, "2024-03-24")).areas[0].record.weather;
    const before: Readonly<Record<string, string>> = {
      "2022-01-01": "2022-01-02",
      "2023-07-01": "2023-06-30",
      "2023-07-02": "2023-06-30",
      "2024-03-30": "2024-03-29"
    };
    expect(wind).toEqual(whole.wind);
    expect([...temperature]).toEqual(days.map((day) => whole.temperature[days.indexOf(before[day] ?? day)]));
  });

  it("cannot be forecast without a year of training", async () => {
    await expect(readBrest(tables, "2023-02-01")).rejects.toThrow(/expected 498 days of load/);
  });

  it("leaves out an area whose record begins too late", async () => {
    const whole = await readAreas(tables, "2024-03-24");
    const [area] = whole.areas;
    const late = {...area, from: "2023-06-01"};
    expect(forecastAreas({...whole, areas: [area, late]}, 440)).toEqual([area]);
  });
});
