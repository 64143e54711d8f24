import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, it, vi} from "vitest";
import {noCounts} from "../../data-loaders/pulls.js";
import type {TableRecord} from "../../data-loaders/record.js";
import {sha256} from "../../data-loaders/store/files.js";
import type {TableResult, TablesResult} from "../../data-loaders/tables.js";
import {draft, hashFolder, keepResult} from "../../models/pipeline/results.js";
import {pull} from "../../models/steps/pull.js";

let now: TablesResult;
vi.mock("../../data-loaders/tables.js", () => ({updateTables: async () => now}));

const state = mkdtempSync(join(tmpdir(), "almanac-again-"));
afterAll(() => rmSync(state, {recursive: true}));

const source = {
  publisher: "nationalgas",
  dataset: "d",
  title: "t",
  licence: "l",
  citation: "c",
  url: "https://a.b"
};
const path = join(state, "live/tables/gas-days.parquet");
mkdirSync(join(path, ".."), {recursive: true});
writeFileSync(path, "PAR1");

/** What the tables are at an hour of the day. */
function tables(
  hour: number,
  {mode, day = "2024-12-25", bytes = "a"}: {mode?: TableResult["mode"]; day?: string; bytes?: string} = {}
): TablesResult {
  const at = `${day}T${String(hour).padStart(2, "0")}:00:00.000Z`;
  const record: TableRecord = {
    ...{
      id: "gas-days",
      title: "Gas",
      timeZone: "UTC",
      columns: [],
      rows: 1,
      from: day,
      to: day,
      today: day,
      asOf: day
    },
    ...{madeAt: at, sources: [{...source, pulledAt: at, sha256: `raw ${hour}`}], sha256: bytes, bytes: 4},
    ...{breaches: [], contract: [], days: {}}
  };
  const breaches =
    hour === 4
      ? [{code: "restated", level: "warning" as const, column: "", message: "", count: 1, sample: []}]
      : [];
  const table = {id: "gas-days", path, mode: mode ?? "live", asOf: day, record, breaches};
  return {
    realm: "live",
    today: day,
    tables: {"gas-days": table},
    requests: {...noCounts(), requests: 1, notModified: 1}
  };
}

/** Pulls as a task of a refresh: its files by name, and what it says of its pulls. */
async function pulled(given: TablesResult) {
  now = given;
  const folder = await draft(state, "gas/pull");
  const {value, pulls} = await pull({
    ...{params: {study: "gas", tables: ["gas-days"]}, needs: {}, failures: {}, modules: {}, folder},
    ...{environment: {sources: "live", state}, say: () => {}}
  });
  const {outputs} = await hashFolder(folder);
  const provenance = JSON.parse(readFileSync(join(folder, "provenance.json"), "utf8"));
  await keepResult(state, "gas/pull", sha256(JSON.stringify(outputs)).slice(0, 32), folder, {
    ...{
      outputs,
      value: JSON.parse(JSON.stringify(value)),
      leaves: {},
      startedAt: "2024-12-25T04:00:00.000Z",
      commit: "c"
    },
    ...{ingredients: {code: "", params: "", needs: {}}, rows: 0, bytes: 0, seconds: 0, cpuSeconds: 0},
    ...{peakMemoryMB: 0, bytesRead: 0}
  });
  return {
    outputs,
    pulls,
    madeAt: provenance.tables[0].record.madeAt as string,
    told: provenance.tables[0].breaches.length as number
  };
}

it("a pull that finds the same table on the same day gives what the first one gave, so that nothing after it runs", async () => {
  const first = await pulled(tables(4));
  const second = await pulled(tables(9));
  expect(second.outputs).toEqual(first.outputs);
  expect([second.madeAt, second.told]).toEqual(["2024-12-25T04:00:00.000Z", 1]);
  expect(second.pulls).toMatchObject({requests: 1, notModified: 1, changed: 0});
});

it("another table, another mode and another day are told anew", async () => {
  const first = await pulled(tables(10));
  expect((await pulled(tables(11, {bytes: "b"}))).madeAt).toContain("T11:");
  expect((await pulled(tables(12, {bytes: "b", mode: "last-good"}))).madeAt).toContain("T12:");
  expect((await pulled(tables(13, {bytes: "b"}))).madeAt).toContain("T13:");
  const next = await pulled(tables(5, {bytes: "b", day: "2024-12-26"}));
  expect(next.outputs["day.json"]).not.toBe(first.outputs["day.json"]);
  expect(next.madeAt).toBe("2024-12-26T05:00:00.000Z");
});
