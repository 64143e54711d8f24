import {existsSync} from "node:fs";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, beforeEach, describe, expect, it} from "vitest";
import type {Environment} from "../../data-loaders/environment.js";
import {createHttp} from "../../data-loaders/http.js";
import {readParquet} from "../../data-loaders/parquet.js";
import {writeSample} from "../../data-loaders/sample.js";
import {sha256} from "../../data-loaders/store/files.js";
import type {TablesResult} from "../../data-loaders/tables.js";
import {checkToday, tableOf, updateTable, updateTables} from "../../data-loaders/tables.js";
import {midnight} from "../../src/lib/time/zone.js";
import {loadAt} from "./generator.js";
import type {Upstream} from "./upstream.js";
import {startUpstream} from "./upstream.js";

const ids = ["france-load", "france-weather", "france-calendar"];
const machine = new Date("2021-07-01T12:00:00Z");
let upstream: Upstream;
let root: string;
let sample: string;
let first: TablesResult;
let said: string[] = [];

const http = () => createHttp({attempts: 2, firstDelay: 1, response: 5000, whole: 10_000});
const environment = (today: string, more: Partial<Environment> = {}): Environment => ({
  sources: "auto",
  upstream: upstream.url,
  today,
  state: join(root, "state"),
  ...more
});
/** Updates as on a day: the publishers know what they know at its end. */
function update(today: string, more: Partial<Environment> = {}): Promise<TablesResult> {
  upstream.until = today;
  upstream.log.length = 0;
  const say = (line: string): void => void said.push(line);
  return updateTables(ids, environment(today, more), {http: http(), machine, sample, say});
}
const requests = () => upstream.log.map(({url}) => decodeURIComponent(url));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "almanac-tables-"));
  sample = join(root, "sample");
  upstream = await startUpstream("2021-06-03");
  await writeSample({
    definitions: ids.map(tableOf),
    today: "2021-05-28",
    recordedTo: "2021-06-03",
    folder: sample,
    state: join(root, "sample-state"),
    upstream: upstream.url,
    http: http(),
    now: machine,
    attributions: {"open-meteo/historical-forecast": "Invented for a test"}
  });
  first = await update("2021-06-10");
});
beforeEach(() => {
  upstream.answer = () => false;
  upstream.spoil = (body) => body;
});
afterAll(async () => {
  await upstream.close();
  await rm(root, {recursive: true, force: true});
});

const failing = (part: string) => (request: {url?: string}, response: import("node:http").ServerResponse) => {
  if (!request.url?.includes(part)) return false;
  response.writeHead(503, {"content-type": "application/json"}).end('{"message":"maintenance"}');
  return true;
};

describe("a first run", () => {
  it("makes live tables with their provenance", async () => {
    expect(first.realm).toBe("live");
    expect(first.today).toBe("2021-06-10");
    for (const id of ids) {
      const {mode, asOf, path, record, breaches} = first.tables[id];
      expect([id, mode, asOf]).toEqual([id, "live", "2021-06-09"]);
      expect(breaches).toEqual([]);
      expect(path).toBe(join(root, "state", "live", "tables", `${id}.parquet`));
      expect(record.sources.length).toBeGreaterThan(0);
      for (const source of record.sources) {
        expect(source.licence).not.toBe("");
        expect(source.pulledAt).toBe("2021-06-10T12:00:00.000Z");
        expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(source.sha256).not.toBe(sha256(""));
      }
    }
  });

  it("writes every hour, forecasts from the origin on, and the school days of the zones", async () => {
    const read = (id: string) => readParquet(first.tables[id].path, tableOf(id).columns);
    const load = await read("france-load");
    const origin = midnight("Europe/Paris", "2021-06-10");
    const i = (load.time as number[]).indexOf(origin);
    expect(load.load[i]).toBe(loadAt(origin, 1));
    const weather = await read("france-weather");
    const forecast = (weather.time as number[]).filter((_, row) => weather.forecast[row]);
    expect(Math.min(...forecast)).toBe(origin);
    expect(Math.max(...forecast)).toBeGreaterThanOrEqual(origin + 167 * 3_600_000);
    const calendar = await read("france-calendar");
    const day = (calendar.date as string[]).indexOf("2021-05-13");
    expect(calendar.holiday[day]).toBe("Ascension Day");
    expect(calendar.date.at(-1)).toBe("2021-07-01");
    const easter = (calendar.date as string[]).indexOf("2021-04-09");
    expect([calendar.zone_b[easter], calendar.zone_b[easter + 1]]).toEqual([false, true]);
  });
});

describe("a later run", () => {
  it("on the same day asks only whether something changed, and makes the same bytes", async () => {
    const before = await readFile(first.tables["france-weather"].path);
    const again = await update("2021-06-10");
    expect(upstream.log.every(({conditional, status}) => conditional && status === 304)).toBe(true);
    expect(again.requests).toMatchObject({
      notModified: again.requests.requests,
      bytes: 0,
      changed: 0,
      same: 0
    });
    expect(first.requests).toMatchObject({changed: first.requests.requests, notModified: 0, kept: 0});
    // The years that are final.
    expect(again.requests.kept).toBe(first.requests.requests - again.requests.requests);
    expect(again.requests.kept).toBeGreaterThan(0);
    expect(again.tables["france-load"].record.sha256).toBe(first.tables["france-load"].record.sha256);
    expect((await readFile(again.tables["france-weather"].path)).equals(before)).toBe(true);
  });

  it("on the next day asks only for what is new or may be revised", async () => {
    await update("2021-06-11");
    const eco2mix = requests().filter((url) => url.includes("cons-def"));
    expect(eco2mix.map((url) => /date'(\d{4}-\d\d)/.exec(url)![1]).sort()).toEqual([
      "2021-04",
      "2021-05",
      "2021-06"
    ]);
    const weather = requests().filter((url) => url.includes("historical-forecast"));
    expect(weather.map((url) => /start_date=(\d{4}-\d\d)/.exec(url)![1]).sort()).toEqual([
      "2021-05",
      "2021-06"
    ]);
    expect(requests().filter((url) => url.includes("/forecast/v1"))).toHaveLength(1);
  });
});

describe("a pull that fails", () => {
  it("keeps the last good table, says why and touches nothing", async () => {
    await update("2021-06-11");
    const path = join(root, "state", "live", "tables", "france-load.parquet");
    const before = await readFile(path);
    upstream.answer = failing("/odre/");
    const {realm, reason, tables: made} = await update("2021-06-12");
    expect(realm).toBe("live");
    expect(made["france-load"]).toMatchObject({mode: "last-good", asOf: "2021-06-10", path});
    expect(made["france-load"].detail).toMatch(/odre: status 503: "{"message":"maintenance"}" .*at http/);
    expect(made["france-load"].reason).toBe("RTE (via ODRÉ) answered with an error (503)");
    expect(reason).toBe("RTE (via ODRÉ) answered with an error (503)");
    expect(made["france-weather"].mode).toBe("live");
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it("keeps it too where the contract is breached, and keeps the good raw bytes", async () => {
    await update("2021-06-11");
    const raw = join(root, "state", "pulls", "odre", "eco2mix-national-cons-def", "2021-06.csv");
    const before = await readFile(raw);
    upstream.spoil = (body, url) =>
      url.includes("cons-def") ? body.replaceAll(/réel;(\d{5});/g, "réel;$1000;") : body;
    const {tables: made} = await update("2021-06-12");
    expect(made["france-load"].mode).toBe("last-good");
    expect(made["france-load"].detail).toMatch(/breaches the contract: unit of load: values look like kW/);
    expect(made["france-load"].reason).toMatch(/^the pull breached the contract: values look like kW[^;]*$/);
    expect(made["france-load"].breaches.some(({code, level}) => code === "unit" && level === "error")).toBe(
      true
    );
    expect((await readFile(raw)).equals(before)).toBe(true);
    expect(existsSync(`${raw}.incoming`)).toBe(true);
    upstream.spoil = (body) => body;
    expect((await update("2021-06-11")).tables["france-load"].mode).toBe("live");
    expect(upstream.log.find(({url}) => url.includes("cons-def"))?.status).toBe(304);
    expect((await readFile(raw)).equals(before)).toBe(true);
    expect((await update("2021-06-12")).tables["france-load"].mode).toBe("live");
    expect(existsSync(`${raw}.incoming`)).toBe(false);
  });

  it("past the limit of the contract brings the sample for the whole study, or an error where only live will do", async () => {
    await update("2021-06-11");
    upstream.answer = failing("/odre/");
    const {realm, today, reason, detail, tables: made} = await update("2021-06-20");
    expect([realm, today]).toEqual(["recorded", "2021-05-28"]);
    expect(reason).toBe("RTE (via ODRÉ) answered with an error (503)");
    expect(detail).toMatch(
      /france-load: .*the last good table is for 2021-06-11, 9 days old, past its limit of 7 days/
    );
    for (const id of ids) expect(made[id]).toMatchObject({mode: "recorded", asOf: "2021-05-27"});
    expect(made["france-load"].path).toBe(join(root, "state", "recorded", "tables", "france-load.parquet"));
    const refused = update("2021-06-20", {sources: "live"});
    await expect(refused).rejects.toThrow(
      /ALMANAC_SOURCES=live, and there is no usable table for france-load: RTE \(via ODRÉ\) answered with an error \(503\)\. Try/
    );
    await expect(refused).rejects.toHaveProperty(
      "cause",
      expect.stringMatching(/odre: status 503.* at http/)
    );
  });

  it("makes a last good table that was damaged anew from the raw pulls, byte for byte, without asking for them", async () => {
    const state = join(root, "remade");
    const table = join(state, "live", "tables", "france-load.parquet");
    await update("2021-06-10", {state});
    const whole = await readFile(table);
    upstream.answer = failing("/odre/");
    const damages: readonly (() => Promise<void>)[] = [
      () => writeFile(table, "rubbish"),
      () => rm(table),
      async () => {
        const record = table.replace(".parquet", ".json");
        await writeFile(record, (await readFile(record, "utf8")).replace('"rows": ', '"rows": 1'));
      }
    ];
    const told = [
      /its record describes a file with sha256 .* was moved to .*parquet\.corrupt-\w+\. It was made anew from the raw pulls of 2021-06-10, byte for byte as it was/,
      /france-load\.parquet is gone\. It was made anew/,
      /france-load\.json is corrupt: its seal .* It was made anew from the raw pulls of 2021-06-11\./
    ];
    for (const [i, damage] of damages.entries()) {
      await damage();
      said = [];
      const {realm, tables} = await update("2021-06-11", {state});
      expect(said.join("\n")).toMatch(told[i]);
      expect([realm, tables["france-load"].mode]).toEqual(["live", "last-good"]);
      if (i < 2) expect((await readFile(table)).equals(whole)).toBe(true);
    }
  });

  it("does not use one whose raw pulls are damaged too, and makes it live again as soon as the publisher answers", async () => {
    const state = join(root, "corrupt");
    await update("2021-06-10", {state});
    await writeFile(join(state, "live", "tables", "france-load.parquet"), "rubbish");
    await writeFile(join(state, "pulls", "odre", "eco2mix-national-cons-def", "2021-03.csv"), "rubbish");
    upstream.answer = failing("/odre/");
    said = [];
    const {realm, detail} = await update("2021-06-10", {state});
    expect(realm).toBe("recorded");
    expect(detail).toMatch(
      /the last good table cannot be used: .*its record describes a file with sha256.*raw pulls that are kept do not make it anew \(for 2021-06-10: .*no copy is kept of http/
    );
    expect(said[0]).toMatch(
      /2021-03\.csv has other bytes than its record says: it was moved to .*2021-03\.csv\.corrupt-/
    );
    upstream.answer = () => false;
    const after = await update("2021-06-10", {state});
    expect([after.realm, after.detail]).toEqual(["live", undefined]);
  });

  it("repairs raw bytes and a table that were damaged on the disk, and names them", async () => {
    const state = join(root, "damaged");
    const {tables: before} = await update("2021-06-10", {state});
    await writeFile(join(state, "pulls", "odre", "eco2mix-national-cons-def", "2021-03.csv"), "rubbish");
    await writeFile(before["france-load"].path, "rubbish");
    said = [];
    const {tables: after} = await update("2021-06-10", {state});
    expect(said.join("\n")).toMatch(
      /france-load\.parquet: its record .* It was moved to .*parquet\.corrupt-\w+\./
    );
    expect(after["france-load"].mode).toBe("live");
    expect(after["france-load"].record.sha256).toBe(before["france-load"].record.sha256);
    expect(requests().filter((url) => url.includes("date'2021-03"))).toHaveLength(1);
  });
});

describe("the sample", () => {
  it("is used without a single request where it is asked for", async () => {
    const {
      realm,
      today,
      requests: counts,
      tables: made
    } = await update("2021-06-10", {sources: "sample", state: join(root, "s")});
    expect([realm, today, counts.requests, upstream.log.length]).toEqual(["recorded", "2021-05-28", 0, 0]);
    const origin = midnight("Europe/Paris", "2021-05-28");
    const weather = await readParquet(made["france-weather"].path, tableOf("france-weather").columns);
    expect((weather.time as number[]).every((time, i) => weather.forecast[i] === time >= origin)).toBe(true);
    const load = await readParquet(made["france-load"].path, tableOf("france-load").columns);
    expect(load.load.at(-1)).toBe(loadAt((load.time as number[]).at(-1)!, 1));
    expect(made["france-weather"].record.sources[0].citation).toMatch(/Invented for a test$/);
  });

  it("stands in within seconds where no publisher can be reached", async () => {
    const start = performance.now();
    const none = {upstream: "http://127.0.0.1:9", state: join(root, "none")};
    const {realm, reason, detail} = await updateTables(ids, environment("2021-06-10", none), {
      machine,
      sample
    });
    expect(realm).toBe("recorded");
    expect(detail).toMatch(/the host cannot be reached \(ECONNREFUSED\)/);
    expect(reason).toBe(
      "RTE (via ODRÉ), Open-Meteo and the French ministry of education could not be reached"
    );
    expect(performance.now() - start).toBeLessThan(8000);
  });

  it("that is damaged is refused with the way to get it back", async () => {
    const folder = join(root, "empty");
    const broken = updateTables(ids, environment("2021-06-10", {sources: "sample"}), {sample: folder});
    await expect(broken).rejects.toThrow(/the sample has no france-load in .*git checkout sample/);
  });
});

describe("a clock or a table that makes no sense", () => {
  it.each([
    ["2021-07-02", /ALMANAC_TODAY=2021-07-02 lies in the future: the machine's clock says 2021-07-01/],
    ["2020-01-01", /ALMANAC_TODAY=2020-01-01 lies before the data, which begin on 2021-03-23/]
  ])("is refused: %s", async (today, message) => {
    await expect(update(today)).rejects.toThrow(message);
    const sources = "sample" as const;
    const other = () => checkToday(ids, {today, sources}, machine);
    if (today > "2021-07-01") expect(other).toThrow(message);
    else expect(other).not.toThrow();
  });

  it("is refused: an unknown table", async () => {
    await expect(updateTable("france-lode", environment("2021-06-10"))).rejects.toThrow(
      /unknown table "france-lode": there are france-load/
    );
  });
});
