import {spawn} from "node:child_process";
import {existsSync, readdirSync, readFileSync, realpathSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {afterAll, beforeAll, expect, test, vi} from "vitest";
import {keepState} from "../../scripts/nightly/keep.js";
import {packState} from "../../scripts/nightly/manifest.js";
import type {Night} from "../../scripts/nightly/night.js";
import {publishNight} from "../../scripts/nightly/publish.js";
import {restoreState} from "../../scripts/nightly/restore.js";
import {bulk, durable, isIn} from "../../scripts/nightly/rooms.js";
import {hashes} from "../rehearsal/editions.js";
import {type Outside, outside} from "./runners.js";
import {refreshTiny} from "./tiny-night.js";

let world: Outside;
beforeAll(() => {
  world = outside();
});
afterAll(() => world.close());

/** Milliseconds that a night may take on a busy machine. */
vi.setConfig({testTimeout: 120_000});

/** What a night meets. */
interface Conditions {
  readonly number?: number;
  /** What the publisher gives. */
  readonly waves?: string;
  /** What a finishing check finds. */
  readonly finding?: string;
}

/** A whole night on a fresh runner: the steps of the workflow in their order. Gives the record and the runner's store. */
async function night(day: string, {number = 1, waves = "waves", finding}: Conditions = {}) {
  const {home, state} = world.runner(`${day}-${number}`);
  writeFileSync(join(home, "outside.txt"), waves);
  await restoreState(state, world.remote);
  let record: Night = await refreshTiny(state, day, number);
  if (record.refreshed) record = await publish(state, day, finding);
  const packed = join(home, "packed");
  await packState(state, packed, day);
  world.cache(state);
  await keepState(packed, world.remote, {at: new Date(`${day}T05:00:00Z`)});
  return {record, state};
}

const publish = (state: string, today: string, finding?: string): Promise<Night> =>
  publishNight(state, today, {
    to: world.site,
    from: realpathSync(join(state, "artifacts")),
    checks: [async () => expect(finding ?? "nothing", "a page is broken").toBe("nothing")]
  });
const subjects = (): string[] => world.git("log", "--format=%s", "almanac-state").split("\n");
const kept = (path: string): string => world.git("show", `almanac-state:${path}`);
const issued = (): string[] =>
  world
    .git("ls-tree", "-r", "--name-only", "almanac-state", "live/ledger/tiny/forecasts")
    .split("\n")
    .map((path) => path.slice(-"2024-12-25T000000.000Z.json".length).slice(0, 10));
/** The day of the published edition, and the origins of its ledger. */
const published = () => {
  const {edition} = JSON.parse(readFileSync(join(world.site, "api/health.json"), "utf8")) as {
    edition: string;
  };
  const rows = readFileSync(join(world.site, "api/tiny/ledger.csv"), "utf8")
    .split("\n")
    .slice(1)
    .filter(Boolean);
  return {day: edition.slice(0, 10), ledger: [...new Set(rows.map((row) => row.slice(0, 10)))]};
};

test("a healthy night publishes, and its state is one commit on a branch of its own", async () => {
  const {record, state} = await night("2024-12-21");
  expect(record).toMatchObject({refreshed: true, checked: true, reasons: []});
  expect(published()).toEqual({day: "2024-12-21", ledger: ["2024-12-21"]});
  expect(subjects()).toEqual(["Night of 2024-12-21"]);
  expect(issued()).toEqual(["2024-12-21"]);
  expect(JSON.parse(kept("nights/2024-12-21.json"))).toMatchObject({checked: true});
  expect(kept("live/registry/tiny.json")).toContain("yesterday");
  const rooms = Object.keys(hashes(state)).filter((path) => !isIn([...durable, ...bulk], path));
  expect(
    rooms,
    "a file of the store that is neither kept on the branch nor in the cache: see scripts/nightly/rooms.ts"
  ).toEqual([]);
});

test("a night with faults leaves the site and says why; its second try replaces the commit of the first", async () => {
  const {record} = await night("2024-12-22", {waves: "garbage"});
  expect(record).toMatchObject({refreshed: false, checked: false});
  expect(record.reasons.join()).toContain("waves were expected, and garbage came");
  expect(published()).toEqual({day: "2024-12-21", ledger: ["2024-12-21"]});
  expect(subjects()).toEqual(["Night of 2024-12-22", "Night of 2024-12-21"]);
  expect(issued()).toEqual(["2024-12-21"]);
  expect(world.git("log", "-1", "--format=%b", "almanac-state")).toContain("garbage came");

  const before = hashes(world.site);
  const {record: second} = await night("2024-12-22", {number: 2, finding: "a dead link"});
  expect(second).toMatchObject({refreshed: true, checked: false});
  expect(second.reasons.join()).toContain("a page is broken");
  expect(hashes(world.site)).toEqual(before);
  expect(subjects()).toEqual(["Night of 2024-12-22", "Night of 2024-12-21"]);
  expect(issued()).toEqual(["2024-12-21", "2024-12-22"]);
});

test("a night that is killed in the middle changes nothing that outlives its machine", async () => {
  const [site, tip] = [hashes(world.site), world.git("rev-parse", "almanac-state")];
  const {home, state} = world.runner("2024-12-23-1");
  writeFileSync(join(home, "outside.txt"), "waves");
  writeFileSync(join(home, "hang"), "");
  await restoreState(state, world.remote);
  const script = new URL("./tiny-night.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script, state, "2024-12-23"], {stdio: "ignore"});
  const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
  // A busy machine may need a while to come so far.
  while (!existsSync(join(home, "hangs")) && child.exitCode === null) await wait(25);
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  // By then the forecast was issued, on that machine alone.
  expect(readdirSync(join(state, "live/ledger/tiny/forecasts"))).toHaveLength(3);
  await expect(publish(state, "2024-12-23")).rejects.toThrow("no refresh that went well");
  expect(hashes(world.site)).toEqual(site);
  expect(world.git("rev-parse", "almanac-state")).toBe(tip);
});

test("a night with the cache gone gives the same edition as with it, and loses nothing", async () => {
  const {home, state: other} = world.runner("with-the-cache");
  writeFileSync(join(home, "outside.txt"), "waves");
  await restoreState(other, world.remote);
  await refreshTiny(other, "2024-12-24");
  const before = kept("live/ledger/tiny/forecasts/2024-12-21T000000.000Z.json");
  const decided = kept("live/registry/tiny/decisions/1.json");
  world.forget();
  const {record, state} = await night("2024-12-24");
  expect(record).toMatchObject({refreshed: true, checked: true});
  for (const name of ["ledger.csv", "forecast.json", "backtest.json", "backtest.parquet"])
    expect(hashes(join(state, "artifacts/api/tiny"))[name]).toBe(
      hashes(join(other, "artifacts/api/tiny"))[name]
    );
  expect(published()).toEqual({day: "2024-12-24", ledger: ["2024-12-21", "2024-12-22", "2024-12-24"]});
  expect(kept("live/ledger/tiny/forecasts/2024-12-21T000000.000Z.json")).toBe(before);
  expect(kept("live/registry/tiny/decisions/1.json")).toBe(decided);
  expect(JSON.parse(kept("live/registry/tiny.json")).decisions).toHaveLength(3);
});

test("the next healthy night goes on from there", async () => {
  const {record} = await night("2024-12-25");
  expect(record).toMatchObject({refreshed: true, checked: true});
  const days = ["2024-12-21", "2024-12-22", "2024-12-24", "2024-12-25"];
  expect(published()).toEqual({day: "2024-12-25", ledger: days});
  expect(issued()).toEqual(days);
  expect(subjects()).toEqual(days.map((day) => `Night of ${day}`).reverse());
  expect(kept("telemetry/5.json")).toContain("tiny/publish");
});
