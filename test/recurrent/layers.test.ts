import * as tf from "@tensorflow/tfjs";
import {beforeAll, expect, test} from "vitest";
import {mulberry32, normal} from "../../src/lib/random.js";
import {trainLstm} from "../../src/lib/recurrent/fit.js";
import {layersFiles, lstmLayers} from "../../src/lib/recurrent/layers.js";
import {predictLstm} from "../../src/lib/recurrent/predict.js";
import {initialWeights, type LstmWeights} from "../../src/lib/recurrent/weights.js";

const shape = {steps: 30, features: 12, units: 50, outputs: 2};
const random = mulberry32(2);
const draw = normal(random);
const windows = Float32Array.from({length: 40 * 360}, draw);
const start = {...initialWeights(shape, random), denseBias: Float32Array.from([0.3, -0.2])};

beforeAll(async () => void (await tf.setBackend("cpu")));

/** The largest difference of a layers model's answers from ours, and the largest answer. */
function compare(model: tf.LayersModel, weights: LstmWeights) {
  const inputs = tf.tensor3d(windows, [40, 30, 12]);
  const expected = (model.predict(inputs) as tf.Tensor).dataSync();
  const got = predictLstm(weights, windows);
  expect(got).toHaveLength(expected.length);
  return {
    most: got.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0),
    largest: Math.max(...expected.map(Math.abs))
  };
}

/** The net as tf.layers builds it, with our weights put in as they are. */
function layersOf(weights: LstmWeights): tf.Sequential {
  const {units, features, outputs} = weights.shape;
  const model = tf.sequential({
    layers: [
      tf.layers.lstm({
        units,
        recurrentActivation: "sigmoid",
        recurrentInitializer: "zeros",
        inputShape: [30, features]
      }),
      tf.layers.dropout({rate: 0.2}),
      tf.layers.dense({units: outputs})
    ]
  });
  model.setWeights([
    tf.tensor2d(weights.kernel, [features, 4 * units]),
    tf.tensor2d(weights.recurrentKernel, [units, 4 * units]),
    tf.tensor1d(weights.bias),
    tf.tensor2d(weights.denseKernel, [units, outputs]),
    tf.tensor1d(weights.denseBias)
  ]);
  return model;
}

test("weights load unchanged into tf.layers: both answer alike, untrained and trained", () => {
  const targets = Float32Array.from({length: 80}, draw);
  const {weights} = trainLstm(
    {windows, targets, steps: 30, features: 12},
    {units: 50, epochs: 20, rate: 0.01, seed: 1, start}
  );
  expect(weights.kernel).not.toEqual(start.kernel);
  for (const one of [start, weights]) {
    const {most, largest} = compare(layersOf(one), one);
    expect(largest).toBeGreaterThan(0.3);
    expect(most).toBeLessThan(1e-6);
  }
});

test("the published files are a layers model of tfjs", async () => {
  const files = layersFiles(lstmLayers(start, {dropout: 0.2}));
  const {modelTopology, weightsManifest, format} = JSON.parse(new TextDecoder().decode(files["model.json"]));
  expect(format).toBe("layers-model");
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: files["weights.bin"].buffer as ArrayBuffer
    })
  );
  expect(compare(model, start).most).toBeLessThan(1e-6);
  expect(model.layers.map((layer) => layer.getClassName())).toEqual(["LSTM", "Dropout", "Dense"]);
});

test("weights whose lengths do not fit their shape are not published", () => {
  expect(() => lstmLayers({...start, bias: new Float32Array(3)})).toThrow(/200 numbers in bias .*, got 3/);
});
