import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test, vi} from "vitest";
import {noCounts} from "../../data-loaders/pulls.js";
import type {Outcome} from "../../models/pipeline/run.js";
import type {Step} from "../../models/pipeline/task.js";
import {refreshesOf} from "../../models/watch/refreshes.js";
import {everything} from "../../scripts/nightly/asked.js";
import {dayLines, foundNothing, type Night} from "../../scripts/nightly/night.js";
import {publishNight} from "../../scripts/nightly/publish.js";
import {refreshNight} from "../../scripts/nightly/refresh.js";
import {hashes} from "../rehearsal/editions.js";
import {refreshTiny} from "./tiny-night.js";

/** Milliseconds that a night may take on a busy machine. */
vi.setConfig({testTimeout: 120_000});

const day = "2024-12-25";
let folder: string;
let state: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-check-"));
  state = join(folder, "store");
  mkdirSync(state);
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const hourly = {by: "hourly", studies: ["tiny"], onlyChanged: true};
/** What the publisher has from now on. */
const outside = (waves: string): void => writeFileSync(join(folder, "outside.txt"), waves);
const check = (): Promise<Night> => refreshTiny(state, day, 1, hourly);
let finding = "";
const built: string[] = [];
const publish = (): Promise<Night> =>
  publishNight(state, day, {
    to: join(folder, "site"),
    from: join(state, "artifacts"),
    checks: [
      async () => {
        built.push(finding);
        if (finding !== "") throw new Error(finding);
      }
    ]
  });
const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll("\u00a0", " "));

test("a check after a night that finds nothing new trains, publishes and changes nothing, and says so", async () => {
  outside("waves");
  await refreshTiny(state, day);
  expect(await publish()).toMatchObject({
    checked: true,
    refreshes: [{study: "tiny", trained: 3, skipped: 0}]
  });
  const before = hashes(join(state, "artifacts"));
  outside("waves");
  const record = await check();
  expect(foundNothing(record)).toBe(true);
  expect(record.refreshes).toMatchObject([
    {study: "tiny", requests: 1, kept: 2, trained: 0, skipped: 3, why: null}
  ]);
  expect(await publish()).toEqual(record);
  expect(built).toHaveLength(1);
  expect(hashes(join(state, "artifacts"))).toEqual(before);
  expect(plain(dayLines(record))).toEqual([
    "12:00 UTC, nightly, try 1, all studies: a new edition, checked. tiny: 1 request (0 answered “not modified”, 1 with other data), 2 kept copies not asked for; 3 trainings made: never ran.",
    "12:00 UTC, hourly, try 1, tiny: nothing changed, nothing published, the site that stands stays. tiny: 1 request (0 answered “not modified”, 1 with other data), 2 kept copies not asked for; no training made: nothing changed that 3 models depend on."
  ]);
  const told = JSON.parse(readFileSync(join(state, "telemetry/2.json"), "utf8"));
  expect(told.refreshes).toEqual(record.refreshes);
});

test("one that finds other data publishes; until the site has them the next one does", async () => {
  outside("other waves");
  const record = await check();
  expect(record).toMatchObject({refreshed: true, changed: true});
  expect(record.refreshes).toMatchObject([{trained: 0, skipped: 3, why: null}]);
  finding = "a dead link";
  expect(await publish()).toMatchObject({checked: false, reasons: ["a dead link"]});
  finding = "";
  const again = await check();
  expect(again).toMatchObject({changed: true, refreshes: [{trained: 0, skipped: 3}]});
  expect(await publish()).toMatchObject({checked: true});
  const {nights} = JSON.parse(readFileSync(join(state, "artifacts/api/pipeline.json"), "utf8"));
  expect(nights[0].refreshes).toEqual(record.refreshes);
});

test("trainings are counted by study, with the table that changed or what else they were made for", () => {
  const outcome = (name: string, step: Step, state: Outcome["state"], reason = "", more: object = {}) =>
    ({task: {name, study: name.split("/")[0], step}, state, reason, ...more}) as unknown as Outcome;
  const pulls = {...noCounts(), requests: 2, changed: 1};
  const why = (read: Outcome["state"], roll: Outcome["state"], reason: string) =>
    refreshesOf([
      outcome("gas/pull", "pull", "ran", "asked every time", {pulls}),
      outcome("gas/read", "features", read, "input gas-days changed"),
      outcome("gas/roll/a", "train", roll, reason),
      outcome("gas/roll/b", "train", "up to date"),
      outcome("rain/pull", "pull", "taken"),
      outcome("rain/roll/a", "train", "ran")
    ]);
  expect(why("ran", "ran", "input gas/read changed")).toEqual([
    {study: "gas", ...pulls, trained: 1, skipped: 1, why: "input gas-days changed"}
  ]);
  expect(why("up to date", "ran", "code changed")).toMatchObject([{trained: 1, why: "code changed"}]);
  expect(why("up to date", "up to date", "")).toMatchObject([{trained: 0, skipped: 2, why: null}]);
});

test("any other night builds the site whatever is new, and a refresh that fails is no check that found nothing", async () => {
  const night = await refreshTiny(state, day, 2);
  expect([night.changed, foundNothing(night)]).toEqual([false, false]);
  expect(await publish()).toMatchObject({checked: true});
  const run = () => Promise.reject(new Error("no such store"));
  const environment = {sources: "live", today: day, state} as const;
  const broken = await refreshNight(environment, {...everything, ...hourly}, {run});
  expect(foundNothing(broken)).toBe(false);
  expect(broken.earlier).toHaveLength(5);
});
