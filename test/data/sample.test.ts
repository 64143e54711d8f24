import {readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import type {Cells} from "../../data-loaders/columns.js";
import {readSample, sampleFolder} from "../../data-loaders/sample.js";
import {tableOf, tables} from "../../data-loaders/tables.js";
import {addDays, daysBetween, localDay, midnight} from "../../src/lib/time/zone.js";

const zone = "Europe/Paris";
const read = (id: string) => readSample(sampleFolder, tableOf(id));
const lateDaysOf = (cells: Cells) => [
  ...new Set((cells.time as number[]).filter((_, i) => cells.repaired[i]).map((time) => localDay(zone, time)))
];

describe("the sample that ships", () => {
  it("reads back through the contracts of live tables, each as of its study's day", async () => {
    for (const definition of tables) {
      const {cells, record} = await readSample(sampleFolder, definition);
      expect(definition.check(cells, record.today).filter(({level}) => level === "error")).toEqual([]);
      expect(record.today).toBe(definition.id.startsWith("brest-") ? "2024-03-24" : "2024-12-25");
      expect(Object.keys(cells).sort()).toEqual(definition.columns.map(({name}) => name).sort());
      for (const {licence, citation, url} of record.sources)
        expect([licence, citation, url]).not.toContain("");
    }
  });

  it("takes at most 2.5 MB for France", () => {
    const files = readdirSync(sampleFolder).filter((name) => name.startsWith("france"));
    const bytes = files.reduce((sum, name) => sum + statSync(join(sampleFolder, name)).size, 0);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThanOrEqual(2_500_000);
  });

  it("spans 2021-03-23 to 2024-12-31, with a week of weather after its origin", async () => {
    const {cells} = await read("france-load");
    expect(cells.time[0]).toBe(midnight(zone, "2021-03-23"));
    expect(cells.time.at(-1)).toBe(midnight(zone, "2025-01-01") - 3_600_000);
    const {cells: weather} = await read("france-weather");
    expect((weather.time as number[]).at(-1)).toBeGreaterThanOrEqual(
      midnight(zone, "2024-12-25") + 167 * 3_600_000
    );
  });

  it("has the late days of 2023 and 2024 marked, repaired, and nearer to RTE's forecast than as recorded", async () => {
    const {cells} = await read("france-load");
    const late = lateDaysOf(cells);
    expect(Math.abs(late.filter((day) => day.startsWith("2024-")).length - 60)).toBeLessThanOrEqual(5);
    for (const [from, to] of [
      ["2023-07-21", "2023-10-31"],
      ["2024-02-01", "2024-03-30"]
    ]) {
      const run = Array.from({length: daysBetween(from, to) + 1}, (_, i) => addDays(from, i));
      expect(run.filter((day) => !late.includes(day))).toEqual([]);
    }
    expect(late.filter((day) => day > "2024-03-31" || (day > "2023-10-31" && day < "2024-02-01"))).toEqual(
      []
    );
    const error = (column: string) => {
      let sum = 0;
      for (let i = 0; i < cells.time.length; ++i) {
        if (cells.repaired[i] && cells.load[i] !== null)
          sum += Math.abs((cells[column][i] as number) - (cells.forecast_j1[i] as number));
      }
      return sum;
    };
    expect(error("load")).toBeLessThan(0.7 * error("load_recorded"));
  });
});
