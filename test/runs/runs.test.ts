import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {writeJson} from "../../data-loaders/store/files.js";
import {commitOf} from "../../models/pipeline/commit.js";
import {indexRuns, readRuns, runIndexPath} from "../../models/runs/list.js";
import {keepRun, runIdOf, runPath, runsFolder} from "../../models/runs/runs.js";
import {begunRun} from "../../models/runs/training.js";
import {type Run, runSchema} from "../../src/lib/artifacts/runs.js";

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "almanac-runs-"));
});
afterEach(() => rm(state, {recursive: true}));

const key = {
  study: "waves",
  candidate: "ridge",
  dataHash: "d",
  codeHash: "c",
  seed: 1,
  params: {memory: 600}
};

/** The run of a day in 2024, counted from 1. */
function run(day: number, more: Partial<Run> = {}): Run {
  return {
    runId: runIdOf({...key, dataHash: `day ${day}`}),
    study: "waves",
    candidate: "ridge",
    status: "finished",
    startedAt: new Date(Date.UTC(2024, 0, day, 12)).toISOString(),
    ...{seconds: 3.2, cpuSeconds: 3.1, peakMemoryMB: 80},
    params: {memory: 600},
    metrics: {mape: 1.4},
    history: {val_loss: [{step: 1, value: 0.5}]},
    tags: {kind: "model"},
    lineage: {commit: "unknown", dataHash: `day ${day}`, codeHash: "c", seed: 1},
    artifacts: [{path: "model/model.json", sha256: "ef", bytes: 12}],
    ...more
  };
}

const keepAll = (days: readonly number[]) =>
  Promise.all(days.map(async (day) => (await keepRun(state, "live", run(day))).path));
const days = (runs: readonly Run[]) => runs.map(({startedAt}) => Number(startedAt.slice(8, 10)));
const indexText = () => readFile(runIndexPath(state, "live", "waves"), "utf8");

describe("the id of a run", () => {
  it("is one for one training, whatever the order of its params", () => {
    expect(runIdOf({...key, params: {a: 1, b: 2}})).toBe(runIdOf({...key, params: {b: 2, a: 1}}));
    expect(runIdOf({...key, experts: []})).toBe(runIdOf(key));
  });

  it.each([
    {study: "winds"},
    {seed: 2},
    {dataHash: "e"},
    {codeHash: "e"},
    {params: {memory: 601}},
    {candidate: "net"},
    {experts: [["net", "f"]] as const},
    {error: "the barometer is broken"}
  ])("is another with %o", (other) => {
    expect(runIdOf({...key, ...other})).not.toBe(runIdOf(key));
  });

  it("covers the forecasts that are combined, in their order", () => {
    const one = runIdOf({
      ...key,
      experts: [
        ["a", "1"],
        ["b", "2"]
      ]
    });
    expect(
      runIdOf({
        ...key,
        experts: [
          ["b", "2"],
          ["a", "1"]
        ]
      })
    ).not.toBe(one);
    expect(
      runIdOf({
        ...key,
        experts: [
          ["a", "1"],
          ["b", "3"]
        ]
      })
    ).not.toBe(one);
  });
});

describe("what is known before a training", () => {
  const params = {
    ...{study: "waves", candidate: "mean", kind: "model" as const, params: {}, seed: 1},
    combines: ["a", "b"]
  };
  const forecasts = (sha: string) => ({outputs: {"rolled.columns": sha, "model/x": "x"}});
  const training = {
    ...{params, code: "c", commit: "abc", read: {outputs: {"data.columns": "d"}}},
    experts: {a: forecasts("1"), b: forecasts("2")}
  };

  it("says the forecasts that it combines, and whose seed it is", () => {
    const begun = begunRun({...training, params: {...params, seedOf: "one"}});
    expect(begun.tags).toEqual({kind: "model", combines: "a, b", seedOf: "one"});
    expect(begun.lineage).toMatchObject({commit: "abc", codeHash: "c", seed: 1, experts: {a: "1", b: "2"}});
  });

  it("gives another id where data, experts or the own seed are others, and not for another commit", () => {
    const {runId} = begunRun(training);
    expect(begunRun({...training, commit: "def"}).runId).toBe(runId);
    expect(begunRun({...training, experts: {...training.experts, b: forecasts("3")}}).runId).not.toBe(runId);
    expect(begunRun({...training, read: {outputs: {"data.columns": "e"}}}).runId).not.toBe(runId);
    const seeded = begunRun({...training, params: {...params, seed: 7}});
    expect(seeded.runId).not.toBe(runId);
    expect(seeded.lineage.seed).toBe(7);
  });

  it("cannot be told without the forecasts that it combines", () => {
    expect(() => begunRun({...training, experts: {a: forecasts("1")}})).toThrow(
      'waves/mean: it combines "b", which has no rolled.columns'
    );
  });
});

describe("a record", () => {
  it("is never rewritten", async () => {
    const {path} = await keepRun(state, "live", run(1));
    const written = await readFile(path, "utf8");
    const again = await keepRun(state, "live", {...run(1), seconds: 9});
    expect(again.run.seconds).toBe(3.2);
    expect(await readFile(path, "utf8")).toBe(written);
    expect(await readRuns(state, "recorded", "waves")).toEqual([]);
  });

  it("holds no alias, which may change", async () => {
    const {path} = await keepRun(state, "live", {...run(1), alias: "champion"});
    expect(JSON.parse(await readFile(path, "utf8"))).not.toHaveProperty("alias");
  });

  it("of an older store is read: what it cannot tell is null or empty", async () => {
    const {status: _, cpuSeconds: __, peakMemoryMB: ___, history: ____, artifacts: _____, ...old} = run(1);
    expect(runSchema.safeParse(old).success).toBe(false);
    const path = runPath(state, "live", "waves", old.runId);
    await writeJson(path, old, 1);
    const text = await readFile(path, "utf8");
    expect(await readRuns(state, "live", "waves")).toEqual([
      {...old, status: "finished", cpuSeconds: null, peakMemoryMB: null, history: {}, artifacts: []}
    ]);
    expect(await readFile(path, "utf8")).toBe(text);
  });

  it("that was cut in half is moved aside and named, and written anew when its training is kept again", async () => {
    const said: string[] = [];
    const {path} = await keepRun(state, "live", run(1));
    const text = await readFile(path, "utf8");
    await writeFile(path, text.slice(0, text.length / 2));
    await keepRun(state, "live", run(1), (message) => said.push(message));
    expect(said).toEqual([expect.stringContaining(`${path} is corrupt`)]);
    expect(await readFile(path, "utf8")).toBe(text);
    const aside = (await readdir(runsFolder(state, "live", "waves"))).filter((name) =>
      name.includes("corrupt")
    );
    expect(aside).toHaveLength(1);
  });
});

describe("the list of runs", () => {
  it("is newest first, then by candidate", async () => {
    await keepAll([2, 3, 1]);
    await keepRun(state, "live", {...run(3), candidate: "net", runId: runIdOf({...key, candidate: "net"})});
    const runs = await readRuns(state, "live", "waves");
    expect(days(runs)).toEqual([3, 3, 2, 1]);
    expect(runs.slice(0, 2).map(({candidate}) => candidate)).toEqual(["net", "ridge"]);
  });

  it("gives the newest, and older ones that are wanted as well", async () => {
    await keepAll([1, 2, 3, 4, 5]);
    const options = {newest: 2, also: [run(1).runId, run(5).runId]};
    expect(days(await readRuns(state, "live", "waves", options))).toEqual([5, 4, 1]);
  });

  it("opens only the records that are asked for, once they are indexed", async () => {
    const paths = await keepAll([1, 2, 3]);
    await indexRuns(state, "live", "waves");
    const before = await readFile(paths[0]!, "utf8");
    await writeFile(paths[0]!, "x".repeat(Buffer.byteLength(before)));
    const said: string[] = [];
    const say = (message: string): void => void said.push(message);
    expect(days(await readRuns(state, "live", "waves", {newest: 2, say}))).toEqual([3, 2]);
    expect(said).toEqual([]);
    expect(days(await readRuns(state, "live", "waves", {say}))).toEqual([3, 2]);
    expect(said).toHaveLength(1);
  });

  it("does without a record that was cut, and says which", async () => {
    const paths = await keepAll([1, 2, 3]);
    await indexRuns(state, "live", "waves");
    await writeFile(paths[1]!, (await readFile(paths[1]!, "utf8")).slice(0, 100));
    const said: string[] = [];
    const say = (message: string): void => void said.push(message);
    expect(days(await readRuns(state, "live", "waves", {newest: 1, say}))).toEqual([3]);
    expect(said).toEqual([expect.stringMatching(/is corrupt: JSON was expected.*moved to .*\.corrupt-/)]);
    expect(days(await readRuns(state, "live", "waves", {say}))).toEqual([3, 1]);
    expect(said).toHaveLength(1);
  });
});

describe("the index", () => {
  const entries = async () => (JSON.parse(await indexText()) as {runs: {runId: string}[]}).runs;

  it("is the same whether it grew with the runs or was made from all of them", async () => {
    for (const day of [3, 1, 2]) {
      await keepAll([day]);
      await indexRuns(state, "live", "waves");
    }
    const grown = await indexText();
    await rm(runIndexPath(state, "live", "waves"));
    await indexRuns(state, "live", "waves");
    expect(await indexText()).toBe(grown);
    expect(await entries()).toHaveLength(3);
  });

  it("that was cut is moved aside and made anew", async () => {
    await keepAll([1, 2]);
    await indexRuns(state, "live", "waves");
    const whole = await indexText();
    await writeFile(runIndexPath(state, "live", "waves"), whole.slice(0, 50));
    const said: string[] = [];
    const say = (message: string): void => void said.push(message);
    expect(days(await readRuns(state, "live", "waves", {say}))).toEqual([2, 1]);
    expect(said).toEqual([expect.stringContaining("index.json is corrupt")]);
    expect(await indexText()).toBe(whole);
  });

  it("forgets what is gone, learns what is new, and is not written where it is right", async () => {
    const paths = await keepAll([1, 2]);
    await indexRuns(state, "live", "waves");
    await rm(paths[0]!);
    await keepAll([3]);
    expect(days(await readRuns(state, "live", "waves"))).toEqual([3, 2]);
    expect((await entries()).map(({runId}) => runId)).toEqual([run(3).runId, run(2).runId]);
    const text = (await indexText()).trimEnd();
    await writeFile(runIndexPath(state, "live", "waves"), text);
    await indexRuns(state, "live", "waves");
    expect(await indexText()).toBe(text);
  });

  it("is not made where there are no runs", async () => {
    expect(await readRuns(state, "live", "waves")).toEqual([]);
    expect(await readdir(state)).toEqual([]);
  });
});

it("the commit is unknown outside a repository", async () => {
  expect(await commitOf(state)).toBe("unknown");
  expect(await commitOf()).toMatch(/^([0-9a-f]{40}|unknown)$/);
});
