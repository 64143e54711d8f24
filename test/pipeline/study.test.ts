import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type Outcome, runTasks} from "../../models/pipeline/run.js";
import {readJudgement} from "../../models/steps/judge.js";
import type {Study} from "../../models/study.js";
import {studyTasks} from "../../models/tasks.js";
import {tiny} from "./tiny.js";
import {type Workshop, workshop} from "./workshop.js";

let shop: Workshop;
let first: Outcome[];
beforeAll(async () => {
  shop = workshop();
  shop.write("outside.txt", "waves");
  first = await run(tiny);
});
afterAll(() => shop.close());

const run = (study: Study, more = {}): Promise<Outcome[]> =>
  runTasks(
    studyTasks(study, {pull: new URL("./tiny-pull.ts", import.meta.url)}).filter(({name}) =>
      /pull|read|roll|judge/.test(name)
    ),
    shop.options(more)
  );
const ran = (outcomes: Outcome[]): string[] =>
  outcomes.filter(({state}) => state === "ran").map(({task}) => task.name);

test("a study is pulled, read, rolled and judged", async () => {
  expect(first.map(({task, state, reason}) => [task.name, state, reason])).toEqual([
    ["tiny/pull", "ran", "asked every time"],
    ["tiny/read", "ran", "never ran"],
    ["tiny/roll/yesterday", "ran", "never ran"],
    ["tiny/roll/before", "ran", "never ran"],
    ["tiny/roll/mean", "ran", "never ran"],
    ["tiny/judge", "ran", "never ran"]
  ]);
  const judgement = await readJudgement(first.at(-1)!.result!);
  expect(judgement.best).toBe("yesterday");
  const [yesterday, before, mean] = judgement.judged.map(({values}) => values[5 * 48 + 7]);
  expect(mean).toBeCloseTo((yesterday + before) / 2, 1);
});

test("a fitted model is among the files of its task", () => {
  const {result} = first.find(({task}) => task.name === "tiny/roll/before")!;
  expect(readFileSync(join(result!.folder, "model/lag.json"), "utf8")).toBe("2");
});

test("nothing but the pull runs again", async () => {
  expect(ran(await run(tiny))).toEqual(["tiny/pull"]);
});

test("a candidate's params concern it, those that combine it, and the judgement", async () => {
  const candidates = tiny.candidates.map((one) =>
    one.name === "before" ? {...one, params: {days: 3}} : one
  );
  expect(ran(await run({...tiny, candidates}))).toEqual([
    "tiny/pull",
    "tiny/roll/before",
    "tiny/roll/mean",
    "tiny/judge"
  ]);
});

test("words about a candidate concern no forecast", async () => {
  const candidates = tiny.candidates.map((one) => ({...one, description: "Said better."}));
  expect(ran(await run({...tiny, candidates}))).toEqual(["tiny/pull"]);
});

test("other bytes of a table that give the same data go no further than the reading", async () => {
  shop.write("outside.txt", "other waves");
  const outcomes = await run(tiny);
  expect(ran(outcomes)).toEqual(["tiny/pull", "tiny/read"]);
  expect(outcomes[1].reason).toBe("input tiny-wave changed");
});

test("a table that changed since its pull is refused, with the remedy", async () => {
  writeFileSync(join(shop.environment.state, "live/tables/tiny-wave.parquet"), "tampered");
  const outcomes = await run(tiny, {from: "features", force: true});
  expect(outcomes.find(({task}) => task.name === "tiny/read")?.reason).toMatch(
    /tiny-wave\.parquet was expected as the last pull left it .* run refresh without --from/
  );
  expect(outcomes.filter(({state}) => state === "stopped")).toHaveLength(4);
});
