import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {enterStore} from "../../data-loaders/store/enter.js";
import {checkStore, openStore, storeFormat} from "../../data-loaders/store/format.js";
import {readLedger} from "../../models/ledger/ledger.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import {registryPath} from "../../models/registry/registry.js";
import {readRegistry} from "../../models/registry/store.js";
import {readRuns} from "../../models/runs/list.js";
import {runsFolder} from "../../models/runs/runs.js";
import type {Study} from "../../models/study.js";
import {studyTasks} from "../../models/tasks.js";
import {hashes} from "../rehearsal/editions.js";
import {bundled} from "./bundled.js";
import {tiny} from "./tiny.js";

/** A store as the version before seals left it: two nights of the study "tiny", without what can be made again. */
const old = fileURLToPath(new URL("./fixtures/format-1", import.meta.url));

let folder: string;
let state: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-format-"));
  state = join(folder, "store");
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const text = (path: string): string => readFileSync(join(state, path), "utf8");
const json = (path: string) => JSON.parse(text(path)) as {seal?: string; format?: number};

describe("a new store", () => {
  test("gets the format of this version, once", async () => {
    expect(await checkStore(state)).toBeUndefined();
    mkdirSync(state);
    await openStore(state);
    expect(json("format.json")).toMatchObject({
      format: storeFormat,
      seal: expect.stringMatching(/^[0-9a-f]{64}$/)
    });
    const before = text("format.json");
    await openStore(state, (line) => expect.unreachable(line));
    expect(text("format.json")).toBe(before);
  });
});

describe("an old store", () => {
  beforeEach(() => cpSync(old, state, {recursive: true}));
  const study = tiny as Study;

  test("is migrated: its records are sealed, its ledger is as it was", async () => {
    const ledger = hashes(join(state, "live/ledger"));
    const runs = await readRuns(state, "live", "tiny");
    const said: string[] = [];
    await openStore(state, (line) => void said.push(line));
    expect(said).toEqual([
      "the store has format 1: its runs and registries are sealed, so that a changed digit is noticed"
    ]);
    expect(json("format.json").format).toBe(storeFormat);
    const sealed = readdirSync(runsFolder(state, "live", "tiny")).map((name) => `live/runs/tiny/${name}`);
    expect(sealed).toHaveLength(6);
    for (const path of [...sealed, "live/registry/tiny.json", "live/registry/tiny/decisions/2.json"])
      expect([path, json(path).seal?.length]).toEqual([path, 64]);
    expect(await readRuns(state, "live", "tiny")).toEqual(runs);
    expect((await readRegistry(state, "live", "tiny"))?.decisions).toHaveLength(2);
    expect(hashes(join(state, "live/ledger"))).toEqual(ledger);
  });

  test("that was migrated in half is migrated whole, with the same bytes", async () => {
    await openStore(state);
    const whole = hashes(state);
    rmSync(state, {recursive: true});
    cpSync(old, state, {recursive: true});
    await openStore(state);
    cpSync(join(old, "format.json"), join(state, "format.json"));
    cpSync(join(old, "live/registry"), join(state, "live/registry"), {recursive: true});
    await openStore(state);
    expect(hashes(state)).toEqual(whole);
  });

  test("goes on with the next night, as a later champion of the same history", async () => {
    writeFileSync(join(folder, "outside.txt"), "waves");
    const before = await readLedger(state, "live", "tiny");
    const tasks = studyTasks(study, {pull: new URL("./tiny-pull.ts", import.meta.url)}).filter(
      ({step}) => step !== "publish" && step !== "drift"
    );
    const environment = {sources: "sample" as const, today: "2024-12-26", state};
    const {ok} = await refreshTasks(tasks, {
      ...{environment, terminal: false, write: () => {}, bundle: bundled}
    });
    expect(ok).toBe(true);
    const after = await readLedger(state, "live", "tiny");
    expect(after.slice(0, 2)).toEqual(before);
    expect(after.map(({origin}) => origin.slice(0, 10))).toEqual(["2024-12-24", "2024-12-25", "2024-12-26"]);
    const {decisions} = (await readRegistry(state, "live", "tiny"))!;
    expect(decisions).toHaveLength(3);
  });

  test("whose format.json is damaged or gone is taken for the oldest", async () => {
    writeFileSync(join(state, "format.json"), '{"format":');
    expect(await checkStore(state)).toBe(1);
    const said: string[] = [];
    await openStore(state, (line) => void said.push(line));
    expect(said[0]).toMatch(/format\.json could not be used \(JSON was expected.*was moved to .*\.corrupt-/);
    expect(json("format.json").format).toBe(storeFormat);
    expect(json("live/registry/tiny.json").seal).toHaveLength(64);
    rmSync(join(state, "format.json"));
    expect(await checkStore(state)).toBe(1);
  });

  test("with a record that cannot be read is migrated without it", async () => {
    writeFileSync(join(state, "live/registry/tiny.json"), '{"study":');
    const said: string[] = [];
    await openStore(state, (line) => void said.push(line));
    expect(said[1]).toMatch(/^live\/registry\/tiny\.json is left as it is: JSON was expected/);
    expect((await readRegistry(state, "live", "tiny"))?.decisions).toHaveLength(2);
    expect(readFileSync(registryPath(state, "live", "tiny"), "utf8")).toContain('"seal"');
  });
});

describe("a store of a later version", () => {
  const message =
    /has format 99, and this version of Almanac reads up to format \d+; nothing was changed\. Use the version/;
  beforeEach(() => {
    cpSync(old, state, {recursive: true});
    writeFileSync(join(state, "format.json"), '{"format": 99}');
  });

  test("is refused, and nothing in it is changed", async () => {
    const before = hashes(state);
    await expect(enterStore(state)).rejects.toThrow(message);
    expect(hashes(state)).toEqual(before);
  });
});
