import {execFile, spawn} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {promisify} from "node:util";
import * as tf from "@tensorflow/tfjs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {sha256} from "../../../data-loaders/store/files.js";
import {type Mirrored, mirrorToMlflow} from "../../../models/mlflow/mirror.js";
import type {Run} from "../../../src/lib/artifacts/runs.js";
import {predictLstm} from "../../../src/lib/recurrent/predict.js";
import {members} from "../members.js";
import {brest, history, net, netFiles, openStore, type Store, windows} from "../store.js";
import {type ReadBack, startMlflow} from "./mlflow.js";

const python = process.env.ALMANAC_MLFLOW_PYTHON;
if (!python)
  console.info(
    "skipped: the mirror to a real MLflow server, for ALMANAC_MLFLOW_PYTHON names no Python that has MLflow; npm run test:mlflow makes one"
  );

const names = {experiment: "brest_consumption_forecast", model: "brest"};
const examples = Array.from({length: 40}, (_, w) =>
  Array.from({length: 6}, (_, s) => Array.from(windows.subarray(18 * w + 3 * s, 18 * w + 3 * s + 3)))
);

describe.skipIf(!python)("a real MLflow server", () => {
  let store: Store;
  let runs: Run[];
  /** What was there when the first mirror was killed, after the second, and after the third. */
  let left: string[];
  let read: ReadBack;
  let again: ReadBack;
  let results: Mirrored[];
  const runOf = ({runId}: Run) => read.runs.find(({tags}) => tags["almanac.runId"] === runId)!;

  beforeAll(async () => {
    const server = await startMlflow(python!);
    try {
      store = await openStore();
      runs = [];
      for (let day = 1; day <= 8; ++day) {
        runs.push(await store.keep("naive", day, {params: {}}));
        runs.push(await store.keep("trees", day, {files: {"forest.bin": new Uint8Array([0, day, 255])}}));
        runs.push(
          await store.keep("lstm", day, {files: netFiles, history, params: {window_size: 6, units: 5}})
        );
      }
      const [naive, trees, , , , lstm] = runs;
      await store.decide("recorded", [trees, naive], [lstm, trees], [runs.at(-1)!, trees]);
      left = await killMirror(store.state, server.url, 10);
      const write = () => {};
      const mirror = () =>
        mirrorToMlflow({...{uri: server.url, credentials: {}, state: store.state, studies: [brest]}, write});
      results = [await mirror()];
      read = await server.readBack({...names, windows: examples});
      results.push(await mirror());
      again = await server.readBack({...names, windows: examples});
    } finally {
      await server.close();
    }
  }, 600_000);
  afterAll(() => store?.close());

  test("a mirror killed with -9 in the middle is completed by the next", () => {
    expect(left.length).toBeGreaterThanOrEqual(10);
    expect(left.length).toBeLessThan(runs.length);
    expect(left).toContain("RUNNING");
    expect(results[0]).toMatchObject({ok: true});
    expect(read.runs).toHaveLength(runs.length);
    expect(read.finished).toBe(runs.length);
  });

  test("one more adds nothing", () => {
    expect(results[1]).toEqual({ok: true, runs: 0, versions: 0, decisions: 0, aliases: 0});
    expect(again).toEqual(read);
  });

  test("experiment and runs, parameters, tags and data", () => {
    expect(read.experiment).toMatchObject({name: names.experiment, tags: {"almanac.study": "brest"}});
    expect(read.runs.map(({name}) => name).sort()).toEqual(
      runs.map(({candidate}) => `${candidate}_brest_consumption`).sort()
    );
    for (const run of runs) {
      const found = runOf(run);
      const start = Date.parse(run.startedAt);
      expect(found).toMatchObject({status: "FINISHED", start, end: start + 12_500});
      const params = Object.entries({...run.params, seed: 11}).map(([key, value]) => [key, String(value)]);
      expect(found.params).toEqual(Object.fromEntries(params));
      expect(found.tags).toMatchObject({
        ...{kind: "model", "almanac.realm": "recorded", "almanac.candidate": run.candidate},
        ...{"mlflow.source.git.commit": run.lineage.commit, "mlflow.source.type": "JOB"},
        "mlflow.note.content": `Forecasts as ${run.candidate} does: “à la façon de”.`
      });
      expect(found.inputs).toEqual([
        {
          name: "brest_consumption",
          digest: run.lineage.dataHash.slice(0, 36),
          context: {"mlflow.data.context": "training"}
        }
      ]);
    }
  });

  test("numbers, final and by step", () => {
    for (const run of runs) {
      const found = runOf(run);
      const end = Date.parse(run.startedAt) + 12_500;
      const final = {...run.metrics, seconds: 12.5, cpuSeconds: 11, peakMemoryMB: 120};
      for (const [name, value] of Object.entries(final))
        expect(found.history[name]).toEqual([[0, value, end]]);
      for (const [name, steps] of Object.entries(run.history)) {
        expect(found.history[name].map(([step, value]) => ({step, value}))).toEqual(steps);
        expect(found.history[name].at(-1)![2]).toBe(end);
      }
      expect(Object.keys(found.history)).toHaveLength(5 + Object.keys(run.history).length);
    }
  });

  test("files with their sha256, as far as they are kept", () => {
    const kept = runs.filter(({candidate}, i) => candidate !== "naive" && i >= 3 * 5);
    expect(kept).toHaveLength(6);
    for (const run of kept) {
      const {files, tags} = runOf(run);
      for (const {path, sha256: hash} of run.artifacts) expect(files[path]).toBe(hash);
      expect(files).toHaveProperty("model/MLmodel");
      expect(tags).not.toHaveProperty("almanac.artifacts");
    }
    const python = readFileSync(new URL("../../../models/mlflow/almanac_tfjs.py", import.meta.url));
    expect(runOf(kept[1]).files["model/code/almanac_tfjs.py"]).toBe(sha256(python));
    const gone = runOf(runs[1]);
    expect(gone.tags["almanac.artifacts"]).toMatch(/^not mirrored: model\/forest\.bin/);
    expect(Object.keys(gone.files)).toEqual(["run.json"]);
  });

  test("versions, aliases, decisions", () => {
    const {aliases, tags, description} = read.registered;
    expect(tags).toMatchObject({"almanac.study": "brest", "almanac.realm": "recorded"});
    expect(Object.keys(aliases).sort()).toEqual(["challenger", "champion", "previous"]);
    const of = (alias: string) => read.versions.find(({version}) => version === aliases[alias])!;
    expect(of("champion").tags).toMatchObject({
      ...{"almanac.candidate": "lstm", "almanac.version": "2", "almanac.runId": runs.at(-1)!.runId}
    });
    expect(of("champion").runId).toBe(runOf(runs.at(-1)!).id);
    expect(of("previous").tags["almanac.runId"]).toBe(runs[1].runId);
    expect(of("challenger").tags["almanac.runId"]).toBe(runs[1].runId);
    expect(read.versions).toHaveLength(4);
    expect(read.versions.every(({status}) => status === "READY")).toBe(true);
    expect(JSON.parse(of("champion").tags["almanac.decision.3"])).toMatchObject({
      ...{origin: "2024-03-12T23:00:00.000Z", reason: "lstm is the best on day 3."}
    });
    expect(description).toContain("2024-03-12: lstm is the best on day 2.");
  });

  test("logged models, ready and with the final numbers", () => {
    expect(read.logged.length).toBeGreaterThanOrEqual(6);
    expect(read.logged.every(({status}) => status === "READY")).toBe(true);
    expect(new Set(read.logged.map(({run}) => run)).size).toBe(read.logged.length);
    const {id, metrics} = read.logged.find(({run}) => run === runOf(runs.at(-1)!).id)!;
    expect(metrics).toMatchObject({mae: 41.25});
    expect(runOf(runs.at(-1)!).models).toEqual([id]);
  });

  test("the champion answers in Python as in Node", () => {
    expect(read.flavors).toEqual(["almanac", "python_function", "tfjs"]);
    expect(JSON.parse(read.signature!.inputs)[0]["tensor-spec"].shape).toEqual([-1, 6, 3]);
    expect(read.shape).toBe("refused");
    const expected = predictLstm(net.weights, windows);
    const got = read.prediction!.flat();
    expect(got).toHaveLength(expected.length);
    expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.1);
    for (const [i, value] of got.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-5);
  });

  test("a net of several members answers in Python as in tfjs", async () => {
    await tf.setBackend("cpu");
    const {files, rows, answers} = await members();
    const folder = mkdtempSync(join(tmpdir(), "almanac-members-"));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const script =
      "import json, sys; sys.path.insert(0, sys.argv[1]); import almanac_tfjs; " +
      "print(json.dumps(almanac_tfjs._load_pyfunc(sys.argv[2]).predict(json.loads(sys.argv[3])).ravel().tolist()))";
    const models = new URL("../../../models/mlflow", import.meta.url).pathname;
    const flags = ["-B", "-c", script, models, folder, JSON.stringify(rows)];
    const {stdout} = await promisify(execFile)(python!, flags);
    rmSync(folder, {recursive: true});
    const got = JSON.parse(stdout) as number[];
    expect(got).toHaveLength(answers.length);
    for (const [i, value] of got.entries()) expect(Math.abs(value - answers[i])).toBeLessThan(1e-5);
  });
});

/** Starts a mirror in a process of its own, kills it when the server has some runs, and gives the states of all. */
async function killMirror(state: string, url: string, after: number): Promise<string[]> {
  const script = new URL("./killed.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script, state, url], {stdio: "ignore"});
  const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
  const search = async (): Promise<string[]> => {
    const body = JSON.stringify({experiment_ids: ["1"], max_results: 100});
    const headers = {"content-type": "application/json"};
    const reply = await fetch(`${url}/api/2.0/mlflow/runs/search`, {method: "POST", headers, body});
    const {runs = []} = (await reply.json()) as {runs?: {info: {status: string}}[]};
    return runs.map(({info}) => info.status);
  };
  while ((await search()).length < after) {
    if (child.exitCode !== null)
      throw new Error(`The mirror ended before it could be killed: ${child.exitCode}`);
    await wait(20);
  }
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  return search();
}
