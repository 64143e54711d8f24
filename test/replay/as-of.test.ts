import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import {asOfStore} from "../../models/replay/as-of.js";
import {replayedHeads} from "../../models/replay/heads.js";
import type {Study} from "../../models/study.js";
import {tasksOf} from "../../models/tasks.js";
import {main} from "../../scripts/replay.js";
import {syncLoaderCache} from "../../scripts/site/artifacts/cache.js";
import {healthSchema} from "../../src/lib/artifacts/health.js";
import {trackSchema} from "../../src/lib/artifacts/track.js";
import {stateOf} from "../../src/lib/report/state.js";
import {replayedText} from "../../src/lib/report/track/words.js";
import {bundled} from "../pipeline/bundled.js";
import {tiny} from "../pipeline/tiny.js";
import {type Travel, take, travel} from "./tiny.js";

const there: Travel = travel();
const built: {store?: string; output: string}[] = [];
const said: string[] = [];
let before: Record<string, string>;
let code: number;

const artifact = (path: string) =>
  JSON.parse(
    readFileSync(join(asOfStore(there.environment.state), "artifacts/api", path), "utf8")
  ) as unknown;

beforeAll(async () => {
  await there.go("2024-12-21", "2024-12-24");
  before = there.bytes();
  const argv = ["--as-of", "2024-12-23", "--output", "there"];
  code = await main(argv, {
    ...{environment: there.environment, studies: [tiny as Study], take, heavy: false},
    write: (line) => void said.push(line),
    build: async (output) => void built.push({store: process.env.ALMANAC_STATE, output})
  });
});
afterAll(() => there.close());

it("builds the site of the day from a store of its own, and names the usual one again", () => {
  expect([code, said.at(-1)]).toEqual([
    0,
    expect.stringMatching(/in there\/ is that of 2024-12-23, replayed/)
  ]);
  expect(built).toEqual([{store: asOfStore(there.environment.state), output: "there"}]);
  expect(process.env.ALMANAC_STATE).not.toBe(asOfStore(there.environment.state));
  expect(there.bytes()).toEqual(before);
  expect(existsSync(join(there.environment.state, "artifacts"))).toBe(false);
});

it("says in each artifact, and so above each page, that it is replayed", () => {
  const {edition, status, studies} = healthSchema.parse(artifact("health.json"));
  const [{provenance, message}] = studies as [(typeof studies)[number]];
  expect([edition.slice(0, 10), status, provenance.mode, provenance.replayed, provenance.asOf]).toEqual([
    ...["2024-12-23", "stale", "live", true, "2024-12-22"]
  ]);
  expect(message).toMatch(/^Replayed: .*known up to 2024-12-22/);
  expect(stateOf(provenance, edition).label).toBe("replayed, known up to 22 Dec 2024");
});

it("has the ledger of the replayed days before it, and nothing later", () => {
  const {ledger, issued} = trackSchema.parse(artifact("tiny/track.json"));
  expect([ledger.editions, ledger.to]).toEqual([3, "2024-12-23T00:00:00.000Z"]);
  expect(issued.editions.map(({origin}) => origin.slice(8, 10))).toEqual(["21", "22", "23"]);
  // The truth of the 23rd is not known on its morning.
  const known = issued.times.filter((_, i) => issued.actual[i] !== null);
  expect(known.at(-1)! < "2024-12-23").toBe(true);
});

it("gives the heads by which a usual edition shows what was replayed", async () => {
  const chain = JSON.parse(before["ledger/tiny/chain.json"]!) as {links: {hash: string}[]};
  expect(await replayedHeads(there.environment.state, [tiny])).toEqual({tiny: chain.links.at(-1)!.hash});
  expect(await replayedHeads(join(there.environment.state, "elsewhere"), [tiny])).toEqual({});
});

it("stands beside what was issued in a usual edition, and in none of its figures", async () => {
  const {state} = there.environment;
  writeFileSync(join(state, "../outside.txt"), "waves");
  const pull = new URL("../pipeline/tiny-pull.ts", import.meta.url);
  const replayed = await replayedHeads(state, [tiny]);
  const today = "2024-12-25";
  const tasks = tasksOf([tiny as Study], {today, replaced: {pull}, replayed});
  const {ok} = await refreshTasks(
    tasks.map((task) => ({...task, heavy: false})),
    {environment: {...there.environment, today}, terminal: false, write: () => {}, bundle: bundled}
  );
  expect(ok).toBe(true);
  const api = join(state, "artifacts/api");
  const track = trackSchema.parse(JSON.parse(readFileSync(join(api, "tiny/track.json"), "utf8")));
  expect([track.ledger.editions, track.issued.editions.length]).toEqual([1, 1]);
  expect([track.replayed?.ledger.editions, track.replayed?.ledger.head]).toEqual([4, replayed.tiny]);
  expect(track.provenance.replayed).toBeUndefined();
  expect(readFileSync(join(api, "tiny/ledger.csv"), "utf8")).not.toContain("2024-12-24T00:00:00.000Z,2024");
  const csv = readFileSync(join(api, "tiny/replayed.csv"), "utf8");
  expect(csv.split("\n")[1]).toMatch(/^2024-12-21T00:00:00.000Z,2024-12-21T00:00:00.000Z,/);
  expect(replayedText(track)).toMatch(/^4\seditions of 21\sDec\s2024 to 24\sDec\s2024 made afterwards/);
  expect(there.bytes()).toEqual(before);
});

it("leaves nothing of its edition in the cache that the next build reads", async () => {
  const root = join(there.environment.state, "..", "pages");
  const usual = join(there.environment.state, "..", "usual");
  mkdirSync(root);
  await syncLoaderCache(asOfStore(there.environment.state), root);
  const cached = join(root, ".observablehq/cache/api/tiny/forecast.json");
  expect(readFileSync(cached, "utf8")).toContain('"replayed"');
  await syncLoaderCache(usual, root);
  expect(existsSync(cached)).toBe(false);
});
