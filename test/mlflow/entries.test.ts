import * as tf from "@tensorflow/tfjs";
import {expect, test} from "vitest";
import {batches, experimentName, runEntries} from "../../models/mlflow/entries.js";
import {modelFolder} from "../../models/mlflow/model-folder.js";
import {isPlainPath} from "../../models/mlflow/put-files.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import {trainBoosted} from "../../src/lib/trees/boost.js";
import {encodeModel} from "../../src/lib/trees/file.js";
import {members} from "./members.js";
import {brest, netFiles} from "./store.js";

const run: Run = {
  ...{runId: "0123456789abcdef", study: "brest", candidate: "lstm", status: "finished"},
  ...{startedAt: "2024-03-24T12:00:00Z", seconds: 3, cpuSeconds: null, peakMemoryMB: null},
  ...{params: {}, metrics: {}, history: {}, tags: {}, artifacts: []},
  lineage: {commit: "unknown", dataHash: "d".repeat(64), codeHash: "c", seed: 1}
};
const valueFor = (entries: readonly {key: string; value: unknown}[], key: string) =>
  entries.find((entry) => entry.key === key)?.value;

test("what MLflow cannot hold is left out or cut, and a tag says so", () => {
  const {params, metrics, tags} = runEntries(brest, "live", {
    ...run,
    params: {"été à Brest %": 0.1, long: "x".repeat(7000), up: "a/../b"},
    metrics: {mae: 1, mape: Number.NaN},
    history: {
      loss: [
        {step: 1, value: Number.POSITIVE_INFINITY},
        {step: 2, value: 0.5}
      ]
    }
  });
  expect(params.map(({key}) => key)).toEqual(["_t_ _ Brest _", "long", "up", "seed"]);
  expect(valueFor(params, "_t_ _ Brest _")).toBe("0.1");
  expect(String(valueFor(params, "long"))).toHaveLength(6000);
  expect(metrics.map(({key, step}) => [key, step])).toEqual([
    ["seconds", 0],
    ["mae", 0],
    ["loss", 2]
  ]);
  expect(valueFor(tags, "almanac.omitted")).toBe(
    "long has 7000 characters and is cut; mape is NaN at step 0; loss is Infinity at step 1"
  );
});

test("a final number of the name of a series by step has a name of its own", () => {
  const history = {
    loss: [
      {step: 1, value: 4},
      {step: 2, value: 3}
    ]
  };
  const {metrics, startTime, endTime} = runEntries(brest, "live", {...run, metrics: {loss: 2}, history});
  expect(metrics.filter(({key}) => key.startsWith("loss"))).toEqual([
    {key: "loss_final", value: 2, step: 0, timestamp: endTime},
    {key: "loss", value: 4, step: 1, timestamp: startTime + 1500},
    {key: "loss", value: 3, step: 2, timestamp: endTime}
  ]);
});

test("equal records give equal entries", () => {
  expect(runEntries(brest, "live", run)).toEqual(runEntries(brest, "live", structuredClone(run)));
});

test("batches stay within the limits of one call, and lose nothing", () => {
  const params = Array.from({length: 250}, (_, i) => ({key: `p${i}`, value: "1"}));
  const metrics = Array.from({length: 2001}, (_, i) => ({key: "m", value: i, timestamp: i, step: i}));
  const parts = batches(params, metrics);
  expect(parts.flatMap((part) => part.params)).toEqual(params);
  expect(parts.flatMap((part) => part.metrics)).toEqual(metrics);
  for (const part of parts) {
    expect(part.params.length).toBeLessThanOrEqual(100);
    expect(part.params.length + part.metrics.length).toBeLessThanOrEqual(1000);
  }
  expect(batches([], [])).toEqual([]);
});

test("an experiment is named by its study and subject", () => {
  expect(experimentName(brest)).toBe("brest_consumption_forecast");
  const rain = {...brest, id: "rain", subject: "rain"};
  expect(experimentName(rain)).toBe("rain_forecast");
  const {name, dataset} = runEntries(rain, "live", {...run, study: "rain", candidate: "mean"});
  expect([name, dataset.name]).toEqual(["mean_rain", "rain"]);
  expect(runEntries(brest, "live", run).name).toBe("lstm_brest_consumption");
});

test.each([
  ["model/a b+é.json", true],
  ["a#b", false],
  ["../a", false],
  ["/a", false],
  ["a%23b", false],
  ["a//b", false]
])("a file may be called %s: %s", (path, plain) => expect(isPlainPath(path)).toBe(plain));

const flavours = async (files: Readonly<Record<string, Uint8Array>>) =>
  JSON.parse(new TextDecoder().decode((await modelFolder(run, files, {runId: "r"})).MLmodel));

test("a net of several members has the signature of the whole", async () => {
  await tf.setBackend("cpu");
  const {files} = await members();
  expect((await flavours(files)).signature).toEqual({
    inputs: '[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,7]}}]',
    outputs: '[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,2]}}]',
    params: null
  });
});

test("a model of trees has the columns that it takes as its signature", async () => {
  const columns = [Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(0, 1, 0, 1, 0, 1)];
  const model = trainBoosted({columns, categorical: [1]}, Float64Array.of(0, 0, 0, 1, 1, 1), {
    ...{loss: "logistic" as const, trees: 2, seed: 1, leastRows: 1}
  });
  const {description, bytes} = encodeModel(model, ["humidity_3pm", "gust_dir"]);
  const files = {
    "trees.bin": bytes,
    "trees.json": new TextEncoder().encode(JSON.stringify(description)),
    "calibration.json": new TextEncoder().encode('{"a":1}')
  };
  const {flavors, signature} = await flavours(files);
  expect(flavors).toEqual({
    almanac: {candidate: "lstm", files: ["calibration.json", "trees.bin", "trees.json"]}
  });
  expect(JSON.parse(signature.inputs)).toEqual([
    {type: "double", name: "humidity_3pm", required: false},
    {type: "double", name: "gust_dir", required: false}
  ]);
  expect(JSON.parse(signature.outputs)).toEqual([{type: "double", required: true}]);
  expect((await flavours({"calibration.json": files["calibration.json"]})).signature).toBeUndefined();
});

test("a candidate without files of its own has a folder that says whose it is", async () => {
  const folder = await modelFolder({...run, candidate: "climatology"}, {}, {runId: "r"});
  expect(Object.keys(folder)).toEqual(["MLmodel"]);
  const described = JSON.parse(new TextDecoder().decode(folder.MLmodel));
  expect(described.flavors).toEqual({almanac: {candidate: "climatology", files: []}});
  expect(described.signature).toBeUndefined();
});

test("a net in a folder of its own is found there, and one without its weights is none", async () => {
  const deeper = Object.fromEntries(Object.entries(netFiles).map(([path, bytes]) => [`area/${path}`, bytes]));
  const {flavors} = await flavours(deeper);
  expect(flavors.tfjs.model).toBe("area/model.json");
  expect(flavors.python_function.data).toBe("area");
  const {"weights.bin": _, ...without} = netFiles;
  expect(Object.keys((await flavours(without)).flavors)).toEqual(["almanac"]);
  expect(Object.keys((await flavours({"model.json": new Uint8Array([123])})).flavors)).toEqual(["almanac"]);
});
