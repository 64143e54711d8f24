import {readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {ledgerPath, readLedger} from "../../models/ledger/ledger.js";
import {type Outcome, type Progress, runTasks} from "../../models/pipeline/run.js";
import type {Result} from "../../models/pipeline/task.js";
import {indexRuns, readRuns} from "../../models/runs/list.js";
import {keepRun, runPath} from "../../models/runs/runs.js";
import {readJudgement} from "../../models/steps/judge.js";
import {readPromotion} from "../../models/steps/promote.js";
import type {Study} from "../../models/study.js";
import {studyTasks} from "../../models/tasks.js";
import {bundled} from "./bundled.js";
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
      /pull|read|roll|judge|runs|promote|issue|score/.test(name)
    ),
    shop.options({bundle: bundled, ...more})
  );
const resultOf = (outcomes: Outcome[], name: string): Result =>
  outcomes.find(({task}) => task.name === `tiny/${name}`)!.result!;
const ran = (outcomes: Outcome[]): string[] =>
  outcomes.filter(({state}) => state === "ran").map(({task}) => task.name);

test("a study is pulled, read, rolled, judged, promoted, issued and scored", async () => {
  expect(first.map(({task, state, reason}) => [task.name, state, reason])).toEqual([
    ["tiny/pull", "ran", "asked every time"],
    ["tiny/read", "ran", "never ran"],
    ["tiny/roll/yesterday", "ran", "never ran"],
    ["tiny/roll/before", "ran", "never ran"],
    ["tiny/roll/mean", "ran", "never ran"],
    ["tiny/judge", "ran", "never ran"],
    ["tiny/runs", "ran", "never ran"],
    ["tiny/promote", "ran", "never ran"],
    ["tiny/issue", "ran", "never ran"],
    ["tiny/score", "ran", "never ran"]
  ]);
  const judgement = await readJudgement(resultOf(first, "judge"));
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

test("a candidate's params concern it and those that combine it", async () => {
  const candidates = tiny.candidates.map((one) =>
    one.name === "before" ? {...one, params: {days: 3}} : one
  );
  const outcomes = await run({...tiny, candidates}, {only: "train"});
  expect(ran(outcomes)).toEqual(["tiny/roll/before", "tiny/roll/mean"]);
  expect(outcomes.find(({task}) => task.name === "tiny/roll/before")?.reason).toBe("params changed");
  expect(outcomes.find(({task}) => task.name === "tiny/roll/mean")?.reason).toBe(
    "input tiny/roll/before changed"
  );
});

test("the registry, the runs and the ledger say what was made", async () => {
  const {realm, registry, runs, origin} = await readPromotion(resultOf(first, "promote"));
  expect(realm).toBe("live");
  expect(registry.aliases.champion.candidate).toBe("yesterday");
  expect(runs.map(({candidate, params}) => [candidate, params.days]).sort()).toEqual([
    ["before", 2],
    ["mean", 0],
    ["yesterday", 1]
  ]);
  expect(new Set(runs.map(({lineage}) => lineage.dataHash)).size).toBe(1);
  expect(new Set(runs.map(({lineage}) => lineage.codeHash)).size).toBe(1);
  const [before, mean, yesterday] = ["before", "mean", "yesterday"].map(
    (name) => runs.find(({candidate}) => candidate === name)!
  );
  const rolled = resultOf(first, "roll/yesterday");
  expect(yesterday).toMatchObject({
    ...{status: "finished", seconds: rolled.made.seconds, cpuSeconds: rolled.made.cpuSeconds},
    peakMemoryMB: rolled.made.threadMemoryMB,
    metrics: {days: 1, mae: expect.any(Number)},
    history: {
      loss: [
        {step: 1, value: 0.333333},
        {step: 2, value: 0.166667}
      ]
    },
    tags: {kind: "baseline"}
  });
  expect(yesterday.artifacts.map(({path, bytes}) => [path, bytes])).toEqual([
    ["model/lag.json", 1],
    ["rolled.columns", readFileSync(join(rolled.folder, "rolled.columns")).length]
  ]);
  expect(Object.fromEntries(yesterday.artifacts.map(({path, sha256}) => [path, sha256]))).toEqual(
    rolled.outputs
  );
  expect(yesterday.lineage.commit).toBe(rolled.made.commit);
  expect(mean).toMatchObject({history: {}, tags: {kind: "model", combines: "yesterday, before"}});
  expect(mean.lineage.experts).toEqual({
    before: before.artifacts[1].sha256,
    yesterday: yesterday.artifacts[1].sha256
  });
  const [issued] = await readLedger(shop.environment.state, "live", "tiny");
  expect(issued).toMatchObject({origin, times: expect.objectContaining({length: 48})});
  expect(issued.forecasts.map(({candidate, alias}) => [candidate, alias])).toEqual([
    ["yesterday", "champion"],
    ["mean", "challenger"]
  ]);
});

test("a training that fails leaves a record of its own, once, and the next good one is kept beside it", async () => {
  const {state} = shop.environment;
  const candidates = tiny.candidates.map((one) =>
    one.name === "before"
      ? {...one, params: {days: 2, fail: "the barometer is broken\nin the second hall"}}
      : one
  );
  const said: string[] = [];
  const on = (progress: Progress): void => void (progress.kind === "say" && said.push(progress.message));
  const outcomes = await run({...tiny, candidates}, {on});
  expect(outcomes.find(({task}) => task.name === "tiny/roll/before")?.state).toBe("failed");
  const [failed, ...more] = (await readRuns(state, "live", "tiny")).filter(({status}) => status === "failed");
  expect(more).toEqual([]);
  expect(said).toContain(`kept as run ${failed.runId}, failed`);
  expect(failed).toMatchObject({
    ...{candidate: "before", metrics: {}, history: {}, artifacts: []},
    ...{tags: {kind: "model", error: "the barometer is broken"}, cpuSeconds: expect.any(Number)}
  });
  expect(failed.seconds).toBeGreaterThan(0);
  expect(failed.peakMemoryMB).toBeGreaterThan(1);
  expect(failed.lineage).toMatchObject({seed: 1, codeHash: resultOf(first, "roll/yesterday").made.code});
  const text = readFileSync(runPath(state, "live", "tiny", failed.runId), "utf8");
  await run({...tiny, candidates});
  expect(readFileSync(runPath(state, "live", "tiny", failed.runId), "utf8")).toBe(text);
  expect((await readRuns(state, "live", "tiny")).filter(({status}) => status === "failed")).toHaveLength(1);

  const after = await run(tiny);
  expect(ran(after)).toEqual(["tiny/pull", "tiny/runs", "tiny/promote", "tiny/issue", "tiny/score"]);
  const {runs} = await readPromotion(resultOf(after, "promote"));
  expect(runs.map(({candidate, status}) => [candidate, status]).sort()).toEqual([
    ["before", "failed"],
    ["before", "finished"],
    ["mean", "finished"],
    ["yesterday", "finished"]
  ]);
  expect(ran(await run(tiny))).toEqual(["tiny/pull"]);
});

test("a loss that is no number is a failure, said with its step", async () => {
  const candidates = tiny.candidates.map((one) =>
    one.name === "before" ? {...one, params: {days: 2, loss: "none"}} : one
  );
  const outcomes = await run({...tiny, candidates}, {only: "train"});
  expect(outcomes.find(({task}) => task.name === "tiny/roll/before")?.reason).toContain(
    'The training of "before" went astray: loss is NaN at step 1'
  );
});

test("a record that is gone is written again, with the same bytes", async () => {
  const {state} = shop.environment;
  const {runs} = await readPromotion(resultOf(await run(tiny), "promote"));
  const path = runPath(state, "live", "tiny", runs.find(({candidate}) => candidate === "mean")!.runId);
  const text = readFileSync(path, "utf8");
  rmSync(path);
  expect(ran(await run(tiny))).toEqual(["tiny/pull", "tiny/runs"]);
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("of many runs the newest 200 are published, and those that hold an alias however old they are", async () => {
  const {state} = shop.environment;
  const before = await readPromotion(resultOf(await run(tiny), "promote"));
  const [last] = before.runs;
  const paths = await Promise.all(
    Array.from({length: 201}, async (_, i) => {
      const startedAt = new Date(Date.UTC(2025, 0, 1) + i).toISOString();
      return (await keepRun(state, "live", {...last, runId: i.toString(16).padStart(16, "0"), startedAt}))
        .path;
    })
  );
  await indexRuns(state, "live", "tiny");
  const {runs, registry} = await readPromotion(resultOf(await run(tiny), "promote"));
  expect(runs.slice(0, 200).every(({startedAt}) => startedAt >= "2025-01-01T00:00:00.001Z")).toBe(true);
  const {champion, challenger} = registry.aliases;
  expect(
    runs
      .slice(200)
      .map(({runId}) => runId)
      .sort()
  ).toEqual([champion.runId, challenger!.runId].sort());
  for (const path of paths) rmSync(path);
  await indexRuns(state, "live", "tiny");
  expect((await readPromotion(resultOf(await run(tiny), "promote"))).runs).toEqual(before.runs);
});

test("the next day issues another forecast, and scores the one before", async () => {
  const {state} = shop.environment;
  const before = readFileSync(
    ledgerPath(state, "live", "tiny", "forecasts", "2024-12-25T00:00:00.000Z"),
    "utf8"
  );
  const outcomes = await run(tiny, {environment: {...shop.environment, today: "2024-12-26"}});
  const entries = await readLedger(state, "live", "tiny");
  expect(entries.map(({origin}) => origin)).toEqual(["2024-12-25T00:00:00.000Z", "2024-12-26T00:00:00.000Z"]);
  const scores = JSON.parse(readFileSync(join(resultOf(outcomes, "score").folder, "scores.json"), "utf8"));
  expect(scores).toHaveLength(1);
  expect(scores[0]).toMatchObject({
    origin: "2024-12-25T00:00:00.000Z",
    scores: [{candidate: "yesterday", n: 24}, {n: 24}]
  });
  expect(
    readFileSync(ledgerPath(state, "live", "tiny", "forecasts", "2024-12-25T00:00:00.000Z"), "utf8")
  ).toBe(before);
  expect(ran(await run(tiny, {environment: {...shop.environment, today: "2024-12-26"}}))).toEqual([
    "tiny/pull"
  ]);
});

test("words about a candidate concern no forecast", async () => {
  const candidates = tiny.candidates.map((one) => ({...one, description: "Said better."}));
  expect(ran(await run({...tiny, candidates}, {only: "train"}))).toEqual([]);
});

test("other bytes of a table that give the same data go no further than the reading", async () => {
  await run(tiny);
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
  expect(outcomes.filter(({state}) => state === "stopped").map(({task}) => task.step)).not.toContain("pull");
  expect(outcomes.filter(({state}) => state === "ran")).toEqual([]);
});
