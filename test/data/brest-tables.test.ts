import {existsSync} from "node:fs";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, beforeEach, describe, expect, it} from "vitest";
import type {Environment} from "../../data-loaders/environment.js";
import {createHttp} from "../../data-loaders/http.js";
import {readParquet} from "../../data-loaders/parquet.js";
import {readSample, sampleFolder} from "../../data-loaders/sample.js";
import type {TablesResult} from "../../data-loaders/tables.js";
import {tableOf, updateTables} from "../../data-loaders/tables.js";
import {metropole} from "../../src/lib/areas.js";
import {addDays, hoursOfDay} from "../../src/lib/time/zone.js";
import {temperatureAt} from "./generator.js";
import type {Upstream} from "./upstream.js";
import {startUpstream} from "./upstream.js";

const zone = "Europe/Paris";
const ids = ["brest-load", "brest-weather", "brest-calendar"];
const machine = new Date("2023-01-01T12:00:00Z");
const brest = metropole("brest");
let upstream: Upstream;
let root: string;
let first: TablesResult;

const http = () => createHttp({attempts: 2, firstDelay: 1, response: 5000, whole: 10_000});
function environment(today: string, more: Partial<Environment> = {}): Environment {
  upstream.until = today;
  upstream.log.length = 0;
  return {sources: "auto", upstream: upstream.url, today, state: join(root, "state"), ...more};
}
const update = (today: string, more: Partial<Environment> = {}): Promise<TablesResult> =>
  updateTables(ids, environment(today, more), {http: http(), machine});
const read = (result: TablesResult, id: string) => readParquet(result.tables[id].path, tableOf(id).columns);
const served = (
  code: string,
  name: string,
  rows: "quarter-hours" | "daily",
  value?: (time: number) => number
) => ({
  ...{code, name, rows, value},
  to: Number.POSITIVE_INFINITY
});

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "almanac-areas-"));
  upstream = await startUpstream("2022-10-01");
  upstream.areas = [served(brest.code, brest.name, "quarter-hours")];
  first = await update("2022-10-01");
});
beforeEach(() => {
  upstream.areas = [served(brest.code, brest.name, "quarter-hours")];
});
afterAll(async () => {
  await upstream.close();
  await rm(root, {recursive: true, force: true});
});

describe("the tables of the daily study", () => {
  it("are live with the area that the publisher has, and a warning of the one that it has not", () => {
    expect([first.realm, first.today, first.reason]).toEqual(["live", "2022-10-01", undefined]);
    for (const id of ids) expect(first.tables[id]).toMatchObject({mode: "live", asOf: "2022-09-30"});
    const {breaches, record} = first.tables["brest-load"];
    expect(breaches.map(({code, level}) => `${code} ${level}`)).toEqual(["area warning"]);
    expect(breaches[0].message).toMatch(
      /^Bretagne \(Enedis < 36 kVA\): .* no load under the code 53 .* its newest rows are of 242900314 Brest Métropole$/
    );
    expect(record.sources.map(({publisher, dataset}) => `${publisher} ${dataset}`)).toEqual([
      "odre eco2mix-metropoles-tr"
    ]);
  });

  it("have every day up to the one before the edition's, those of 23 and 25 hours whole", async () => {
    const {area, date, share, load, load_recorded} = await read(first, "brest-load");
    expect(new Set(area)).toEqual(new Set([brest.code]));
    expect([date[0], date.at(-1)]).toEqual(["2021-03-24", "2022-09-30"]);
    expect(date).toHaveLength(556);
    expect(share.every((value) => value === 1)).toBe(true);
    expect(load).toEqual(load_recorded);
  });

  it("have the weather of local days, averaged over the places, to ten days ahead", async () => {
    const weather = await read(first, "brest-weather");
    const row = (code: string, day: string) =>
      (weather.date as string[]).findIndex((date, i) => date === day && weather.area[i] === code);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const day of ["2021-10-31", "2022-03-27", "2022-05-01"]) {
      const [one, two] = [0, 1].map((place) =>
        hoursOfDay(zone, day).map((time) => temperatureAt(time, place, 1))
      );
      const [alone, both] = [row(brest.code, day), row("53", day)];
      expect(weather.temperature_mean[alone]).toBeCloseTo(mean(one), 2);
      expect(weather.temperature_max[alone]).toBe(Math.max(...one));
      expect(weather.temperature_mean[both]).toBeCloseTo((mean(one) + mean(two)) / 2, 2);
      expect(weather.temperature_min[both]).toBeCloseTo((Math.min(...one) + Math.min(...two)) / 2, 2);
    }
    const dates = weather.date as string[];
    expect([dates[0], dates.at(-1)]).toEqual(["2021-03-24", "2022-10-11"]);
    expect(dates.every((day, i) => weather.forecast[i] === day >= "2022-10-01")).toBe(true);
    for (const column of Object.values(weather)) expect(column).not.toContain(null);
  });

  it("have the calendar of the national load", async () => {
    const {date, holiday} = await read(first, "brest-calendar");
    expect(date.at(-1)).toBe("2022-10-22");
    expect(holiday[date.indexOf("2022-05-26")]).toBe("Ascension Day");
  });

  it("stay where they are while the publisher sends nothing but zero", async () => {
    upstream.areas = [served(brest.code, brest.name, "quarter-hours", () => 0)];
    const before = await readFile(first.tables["brest-load"].path);
    const {realm, reason, tables} = await update("2022-10-03");
    expect(realm).toBe("live");
    expect(tables["brest-load"]).toMatchObject({mode: "last-good", asOf: "2022-09-30"});
    expect(tables["brest-weather"].mode).toBe("live");
    expect(reason).toBe(
      "the pull breached the contract: Brest Métropole: the same load for a week or longer; these days are left out"
    );
    expect((await readFile(first.tables["brest-load"].path)).equals(before)).toBe(true);
  });

  it("come from the sample where the publisher has no area, with the reason", async () => {
    upstream.areas = [];
    const {realm, today, reason, tables} = await update("2022-10-01", {state: join(root, "none")});
    expect([realm, today]).toEqual(["recorded", "2024-03-24"]);
    expect(reason).toBe(
      "the pull breached the contract: Brest Métropole: eco2mix-metropoles-tr has no load under the code 242900314 from 2021-03-24 to 2022-09-30, nor any other area's from 2022-09-29 on"
    );
    for (const id of ids) expect(tables[id]).toMatchObject({mode: "recorded", asOf: "2024-03-23"});
  });
});

describe("studies that are pulled at the same time", () => {
  it("ask once for what both need, and keep to two requests at a time together", async () => {
    const options = {state: join(root, "both")};
    const given = environment("2021-06-10", options);
    upstream.most = 0;
    upstream.delay = 5;
    const results = await Promise.all(
      [
        ["france-load", "france-calendar"],
        ["brest-load", "brest-calendar"]
      ].map((some) => updateTables(some, given, {machine}))
    );
    upstream.delay = 0;
    expect(results.map(({realm}) => realm)).toEqual(["live", "recorded"]);
    const schools = upstream.log.filter(({url}) => url.startsWith("/education/"));
    expect(schools).toHaveLength(1);
    expect(upstream.most).toBe(2);
    const kept = join(root, "both", "pulls", "education", "fr-en-calendrier-scolaire", "zones.json");
    expect(existsSync(kept)).toBe(true);
    expect(existsSync(`${kept}.incoming`)).toBe(false);
    // Bytes and record agree, so that the next run may ask whether they still hold.
    await updateTables(["brest-calendar"], environment("2021-06-10", options), {machine});
    expect(upstream.log).toMatchObject([{conditional: true, status: 304}]);
  });
});

describe("the sample of the daily study", () => {
  const sample = async (id: string) => (await readSample(sampleFolder, tableOf(id))).cells;

  it("has the days of Bretagne's area to a week after its origin, and is small", async () => {
    const {record} = await readSample(sampleFolder, tableOf("brest-load"));
    expect(record).toMatchObject({today: "2024-03-24", asOf: "2024-03-23", rows: 821});
    expect(record.sources).toMatchObject([{publisher: "enedis", licence: "Licence Ouverte 2.0 (Etalab)"}]);
    const {area, date, load} = await sample("brest-load");
    expect([...new Set(area)]).toEqual(["53"]);
    expect([date[0], date.at(-1)]).toEqual(["2022-01-01", "2024-03-31"]);
    expect(load).not.toContain(null);
    const parts = await Promise.all(ids.map((id) => readFile(join(sampleFolder, `${id}.parquet`))));
    expect(parts.reduce((bytes, part) => bytes + part.length, 0)).toBeLessThan(60_000);
  });

  it("is repaired at the changes of clock when it is read", async () => {
    const {date, load, load_recorded, repaired} = await sample("brest-load");
    const days = (date as string[]).filter((_, i) => repaired[i]);
    expect(days).toEqual(["2022-03-27", "2022-10-29", "2023-03-26", "2023-10-28", "2024-03-31"]);
    const i = date.indexOf("2022-10-29");
    expect([load_recorded[i], load[i]]).toEqual([912.268, 875.777]);
    const whole = date.indexOf("2024-01-15");
    expect(load[whole]).toBe(load_recorded[whole]);
  });

  it("has the weather and the calendar of those days", async () => {
    const weather = await sample("brest-weather");
    const dates = weather.date as string[];
    expect([dates[0], dates.at(-1)]).toEqual(["2021-03-24", "2024-03-31"]);
    expect(dates.every((day, i) => weather.forecast[i] === day >= "2024-03-24")).toBe(true);
    expect((await sample("brest-calendar")).date.at(-1)).toBe(addDays("2024-03-24", 21));
  });
});
