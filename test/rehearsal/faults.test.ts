import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {type End, rehearse} from "../../scripts/rehearse/case.js";
import {type Case, casesOf, nameOf, targets, transport} from "../../scripts/rehearse/matrix.js";
import {openReplay, type Replay} from "../../scripts/rehearse/replay.js";
import {makeStores, type Stores} from "../../scripts/rehearse/stores.js";
import {edition, hashes, replayGiven} from "./editions.js";

const given = replayGiven();
if (!given) console.log("Skipped: the rehearsal of faults, for ALMANAC_REPLAY names no replay.");

const LONG = 300_000;
const dist = fileURLToPath(new URL("../../dist", import.meta.url));

type Often = "once" | "ever";
type From = "last good" | "none";
/** Table, publisher, fault, how often, from where, and the end that it must come to; npm run rehearse walks them all. */
type Chosen = readonly [table: string, publisher: string, fault: string, often: Often, from: From, end: End];

/** Each fault on the way for ever, of each publisher. */
const neverThere = (table: string, publisher: string, from: From): Chosen[] =>
  transport.map((fault): Chosen => {
    const end = fault.startsWith("slow") ? "recovered" : from === "last good" ? "last good" : "stopped";
    return [table, publisher, fault, "ever", from, end];
  });
/** Each fault in the data of a publisher: only rows that come twice do no harm. */
const spoilt = (table: string, publisher: string, from: From, often: Often): Chosen[] =>
  targets
    .find((target) => target.table === table && target.publisher === publisher && !target.dataset)!
    .spoilt.map((fault): Chosen => {
      const end = fault === "dup" ? "recovered" : from === "last good" ? "last good" : "stopped";
      return [table, publisher, fault, often, from, end];
    });

const chosen: readonly Chosen[] = [
  ...neverThere("brest-load", "odre", "last good"),
  ...spoilt("brest-load", "odre", "last good", "ever"),
  ["brest-load", "odre", "gap", "ever", "none", "stopped"],
  ["brest-load", "odre", "429:date:30", "once", "last good", "recovered"],
  ["brest-load", "odre", "503", "ever", "none", "stopped"],
  ["france-load", "odre", "gap", "once", "last good", "last good"],
  ["france-load", "odre", "shift:1", "once", "last good", "last good"],
  ["france-load", "odre", "scale:consommation:0.001", "once", "last good", "last good"],
  ["france-load", "odre", "yesterday", "ever", "last good", "last good"],
  ...neverThere("brest-weather", "open-meteo", "last good"),
  ...spoilt("brest-weather", "open-meteo", "last good", "once"),
  ["brest-weather", "open-meteo", "truncate", "once", "last good", "recovered"],
  ["brest-weather", "open-meteo", "reset", "ever", "none", "stopped"],
  // With a copy that holds, its answer is a 304 without a body that could be cut.
  ...neverThere("france-calendar", "education", "none"),
  ["france-calendar", "education", "garbage", "ever", "last good", "last good"],
  ...spoilt("france-calendar", "education", "last good", "once"),
  ["france-calendar", "education", "html", "once", "last good", "recovered"],
  // Their tables are large: some, and npm run rehearse walks the others.
  ["rain-days", "bom", "gap", "once", "last good", "last good"],
  ["rain-days", "bom", "shift:24", "once", "last good", "last good"],
  ["rain-days", "rattle", "shift:24", "once", "none", "stopped"],
  ["gas-days", "nationalgas", "dup", "once", "last good", "recovered"],
  ["gas-days", "nationalgas", "dup", "once", "none", "recovered"],
  ["gas-days", "nationalgas", "yesterday", "ever", "last good", "recovered"],
  ["gas-days", "ember", "dup", "once", "last good", "recovered"],
  ["gas-days", "nationalgas", "shift:24", "once", "last good", "last good"],
  ["gas-days", "github", "scale:Price:0.1", "once", "none", "stopped"],
  ["gas-days", "hadcet", "shift:24", "ever", "none", "stopped"]
];

const caseOf = ([table, publisher, fault, often, from]: Chosen): Case => {
  const found = casesOf(
    (one) =>
      one.target.table === table &&
      one.target.publisher === publisher &&
      one.target.dataset === undefined &&
      one.forever === (often === "ever") &&
      one.lastGood === (from === "last good")
  ).find((one) => one.fault === fault);
  if (!found) throw new Error(`the matrix has no ${table} ${publisher} ${fault}`);
  return found;
};

describe.skipIf(!given)("faults of publishers", () => {
  const folder = mkdtempSync(join(tmpdir(), "almanac-faults-"));
  const made = new Map<string, Promise<Stores>>();
  /** The stores of a target, made when the first of its cases comes. */
  const storesOf = ({target}: Case): Promise<Stores> => {
    const stores = made.get(target.table) ?? makeStores(replay, target, folder);
    made.set(target.table, stores);
    return stores;
  };
  let replay: Replay;
  beforeAll(async () => {
    replay = (await openReplay({ALMANAC_REPLAY: given!.url}))!;
  }, LONG);
  afterAll(async () => {
    await replay?.set("2024-12-25");
    rmSync(folder, {recursive: true});
  });

  it.each(chosen.map((row) => ({name: nameOf(caseOf(row)), one: caseOf(row), end: row[5]})))(
    "$name: $end",
    async ({one, end}) => {
      const told = await rehearse(replay, one, await storesOf(one), folder);
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
