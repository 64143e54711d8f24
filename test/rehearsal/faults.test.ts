import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {type End, rehearse} from "../../scripts/rehearse/case.js";
import {type Case, casesOf, nameOf} from "../../scripts/rehearse/matrix.js";
import {openReplay, type Replay} from "../../scripts/rehearse/replay.js";
import {makeStores, type Stores} from "../../scripts/rehearse/stores.js";
import {edition, hashes, replayGiven} from "./editions.js";

const given = replayGiven();
if (!given) console.log("Skipped: the rehearsal of faults, for ALMANAC_REPLAY names no replay.");

const LONG = 300_000;
const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** Table, publisher, fault, how often, from where, and the end that it must come to; npm run rehearse walks them all. */
const chosen: readonly [string, string, string, "once" | "ever", "last good" | "none", End][] = [
  ["france-load", "odre", "429:date:30", "once", "last good", "recovered"],
  ["france-load", "odre", "503", "ever", "last good", "last good"],
  ["france-load", "odre", "dup", "once", "last good", "recovered"],
  ["france-load", "odre", "gap", "once", "last good", "last good"],
  ["france-load", "odre", "scale:consommation:0.001", "once", "last good", "last good"],
  ["france-load", "odre", "yesterday", "ever", "last good", "last good"],
  ["france-load", "odre", "503", "ever", "none", "stopped"],
  ["france-weather", "open-meteo", "truncate", "once", "last good", "recovered"],
  ["france-weather", "open-meteo", "shift:1", "once", "last good", "last good"],
  ["france-weather", "open-meteo", "scale:temperature_2m:0.1", "once", "last good", "last good"],
  ["france-calendar", "education", "html", "once", "last good", "recovered"],
  ["france-calendar", "education", "garbage", "ever", "last good", "last good"],
  ["france-calendar", "education", "shift:24", "ever", "last good", "last good"],
  ["france-calendar", "education", "timeout", "ever", "none", "stopped"],
  ["rain-days", "bom", "reset", "once", "last good", "recovered"],
  ["rain-days", "bom", "shift:24", "once", "last good", "last good"],
  ["rain-days", "bom", "gap", "once", "last good", "last good"],
  ["rain-days", "rattle", "gap", "ever", "none", "stopped"],
  ["rain-days", "rattle", "scale:Rainfall:0.0394", "ever", "none", "stopped"],
  ["gas-days", "nationalgas", "dup", "once", "last good", "recovered"],
  ["gas-days", "nationalgas", "shift:24", "once", "last good", "last good"],
  ["gas-days", "github", "scale:Price:0.1", "once", "none", "stopped"],
  ["gas-days", "hadcet", "shift:24", "ever", "none", "stopped"]
];

const caseOf = ([table, publisher, fault, often, from]: (typeof chosen)[number]): Case => {
  const found = casesOf(
    (one) =>
      one.target.table === table &&
      one.target.publisher === publisher &&
      one.forever === (often === "ever") &&
      one.lastGood === (from === "last good")
  ).find((one) => one.fault === fault);
  if (!found) throw new Error(`the matrix has no ${table} ${publisher} ${fault}`);
  return found;
};

describe.skipIf(!given)("faults of publishers", () => {
  const folder = mkdtempSync(join(tmpdir(), "almanac-faults-"));
  const stores = new Map<string, Stores>();
  let replay: Replay;
  beforeAll(async () => {
    replay = (await openReplay({ALMANAC_REPLAY: given!.url}))!;
    for (const {target} of chosen.map(caseOf))
      if (!stores.has(target.table)) stores.set(target.table, await makeStores(replay, target, folder));
  }, LONG);
  afterAll(async () => {
    await replay?.set("2024-12-25");
    rmSync(folder, {recursive: true});
  });

  it.each(chosen.map((row) => ({name: nameOf(caseOf(row)), one: caseOf(row), end: row[5]})))(
    "$name: $end",
    async ({one, end}) => {
      const told = await rehearse(replay, one, stores.get(one.target.table)!, folder);
      expect(told.wrong, told.message).toEqual([]);
      expect(told.end, told.message).toBe(end);
    },
    LONG
  );

  it(
    "leave a refresh with last good data at exit 0, and one with none at exit 1, and say which and why",
    async () => {
      const state = join(folder, "command");
      const words = ["--study", "france", "--only", "pull"];
      await replay.set("2024-12-23");
      const healthy = await edition("refresh", replay, "2024-12-23", state, {words});
      expect(healthy.code, healthy.said).toBe(0);
      await replay.set("2024-12-24", ["*=503*inf"]);
      const failing = await edition("refresh", replay, "2024-12-24", state, {words});
      expect(failing.code, failing.said).toBe(0);
      expect(failing.said).toMatch(/france-load: last good table, of 2024-12-22, because odre: status 503/);
      const stopped = await edition("refresh", replay, "2024-12-24", join(folder, "empty"), {words});
      expect(stopped.code).toBe(1);
      expect(stopped.said).toMatch(/no usable table for france-load/);
      expect(stopped.said).toMatch(/data set eco2mix-national-cons-def; CSV with status 200 was expected/);
      expect(hashes(join(folder, "empty/live"))).toEqual({});
    },
    LONG
  );

  it(
    "leave the site in place where a build has nothing to show",
    async () => {
      const before = hashes(dist);
      await replay.set("2024-12-24", ["*=503*inf"]);
      const ran = await edition("build", replay, "2024-12-24", join(folder, "nothing"));
      expect(ran.code).not.toBe(0);
      expect(ran.seconds).toBeLessThan(60);
      expect(hashes(dist)).toEqual(before);
    },
    LONG
  );
});
