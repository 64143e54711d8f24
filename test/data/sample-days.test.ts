import {spawnSync} from "node:child_process";
import {existsSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, describe, expect, it} from "vitest";
import {checkSampleDays} from "../../data-loaders/sample.js";
import {tableOf} from "../../data-loaders/tables.js";

const now = new Date("2026-01-05T12:00:00Z");
const definitions = [tableOf("france-load")];
const folder = mkdtempSync(join(tmpdir(), "almanac-sample-days-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe("the days of a sample", () => {
  it("are those of each table, unless given", () => {
    expect(() => checkSampleDays(definitions, {}, now)).not.toThrow();
  });

  it.each([
    [
      {today: "2026-01-06"},
      /^--today 2026-01-06 cannot be used for france-load: it lies in the future, the machine's clock says 2026-01-05\. Nothing/
    ],
    [{recordedTo: "2026-01-06"}, /^--to 2026-01-06 .* lies in the future/],
    [{today: "2012-01-01"}, /^--today 2012-01-01 .* lies before the data, which begin on 20/],
    [
      {recordedTo: "2024-01-01"},
      /^--to 2024-01-01 .* lies before 2024-12-25, the day that the sample is as of/
    ]
  ])("%j make no sense", (days, message) => {
    expect(() => checkSampleDays(definitions, days, now)).toThrow(message);
  });
});

describe("the command", () => {
  it.each([
    [["--today", "2024-02-30"], /There is no day 2024-02-30/],
    [["--study", "franse"], /Expected one of france/]
  ])("refuses %j, and nothing is done", (words, message) => {
    const script = fileURLToPath(new URL("../../scripts/sample.ts", import.meta.url));
    const env = {...process.env, ALMANAC_STATE: join(folder, "store")};
    const {status, stderr} = spawnSync(process.execPath, ["--import", "tsx", script, ...words], {
      env,
      encoding: "utf8"
    });
    expect(stderr).toMatch(message);
    expect(status).toBe(1);
    expect(existsSync(join(folder, "store"))).toBe(false);
  });
});
