import * as tf from "@tensorflow/tfjs";
import {beforeAll, expect, test} from "vitest";
import {answer, learnBatch} from "../../src/lib/dense/batch.js";
import {denseLayers} from "../../src/lib/dense/layers.js";
import {openDense, putDense, takeDense} from "../../src/lib/dense/memory.js";
import {holdExamples} from "../../src/lib/dense/passes.js";
import type {DenseWeights} from "../../src/lib/dense/weights.js";
import {layersFiles} from "../../src/lib/recurrent/layers.js";
import {drawn} from "./reference.js";

const {shape, examples, weights, chosen} = drawn({inputs: 61, units: [64, 32, 1]}, 48);
const layers = ["first", "second", "out"];

beforeAll(async () => void (await tf.setBackend("cpu")));

/** The net as tf.layers builds it, with our weights put in as they are. */
function layersOf({kernels, biases}: DenseWeights): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({units: 64, activation: "elu", inputShape: [61]}),
      tf.layers.dense({units: 32, activation: "elu"}),
      tf.layers.dense({units: 1})
    ]
  });
  model.setWeights(
    model.getWeights().map(({shape}, i) => tf.tensor((i % 2 ? biases : kernels)[i >> 1], shape))
  );
  return model;
}

function answersOf(model: tf.LayersModel): Float32Array {
  return (model.predict(tf.tensor2d(examples.inputs, [48, 61])) as tf.Tensor).dataSync() as Float32Array;
}

function ours(weights: DenseWeights): Float32Array {
  const net = openDense(weights.shape, 32);
  putDense(net, weights);
  return answer(net, examples.inputs);
}

/** The largest difference of two arrays of one length. */
function apart(got: Float32Array, expected: Float32Array): number {
  expect(got).toHaveLength(expected.length);
  return got.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
}

// tfjs keeps 1 − β₂ in float32, which makes its steps 2e-5 of themselves shorter or longer.
test("three steps of Adam are those of tfjs, and the weights load unchanged into tf.layers", () => {
  const net = openDense(shape, 32, 48);
  putDense(net, weights);
  holdExamples(net, examples.inputs);
  const model = layersOf(weights);
  const optimizer = tf.train.adam(0.004);
  const [x, y] = [tf.tensor2d(examples.inputs, [48, 61]), tf.tensor2d(examples.targets, [48, 1])];
  expect(apart(ours(weights), answersOf(model))).toBeLessThan(1e-6);
  for (let step = 1; step <= 3; ++step) {
    const cost = optimizer.minimize(
      () => (model.apply(x) as tf.Tensor).sub(y).square().mean() as tf.Scalar,
      true
    )!;
    const loss = learnBatch(net, examples.targets, chosen, step, 0.004) / 48;
    expect(Math.abs(loss / cost.dataSync()[0] - 1)).toBeLessThan(1e-5);
    const got = takeDense(net);
    model.getWeights().forEach((weight, i) => {
      const array = (i % 2 ? got.biases : got.kernels)[i >> 1];
      expect(apart(array, weight.dataSync() as Float32Array), `step ${step}, array ${i}`).toBeLessThan(1e-6);
    });
  }
  const learned = takeDense(net);
  expect(learned.kernels[0]).not.toEqual(weights.kernels[0]);
  expect(apart(ours(learned), answersOf(layersOf(learned)))).toBeLessThan(1e-6);
});

test("epsilon is added to the corrected root, as tfjs does", () => {
  const small = drawn({inputs: 1, units: [1]}, 4);
  const zeros = {inputs: new Float32Array(4), targets: new Float32Array(4)};
  const start = {shape: small.shape, kernels: [Float32Array.of(0)], biases: [Float32Array.of(1e-7)]};
  const net = openDense(small.shape, 4, 4);
  putDense(net, start);
  holdExamples(net, zeros.inputs);
  learnBatch(net, zeros.targets, small.chosen, 1, 1e-7);
  expect(takeDense(net).biases[0][0] * 1e7).toBeCloseTo(1 - 2 / 3, 5);
});

test.each([1, 2])("the published files of %i members are a layers model of their mean", async (count) => {
  const members = [weights, drawn(shape, 1, 5).weights].slice(0, count);
  const {modelTopology, weightsManifest, format} = JSON.parse(
    new TextDecoder().decode(layersFiles(denseLayers(members, {layers}))["model.json"])
  );
  const {"weights.bin": bytes} = layersFiles(denseLayers(members, {layers}));
  expect(format).toBe("layers-model");
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: bytes.slice().buffer as ArrayBuffer
    })
  );
  const own = members.map(ours);
  const mean = own[0].map((_, i) => own.reduce((sum, answers) => sum + answers[i], 0) / count);
  expect(apart(mean, answersOf(model))).toBeLessThan(1e-6);
  expect(weightsManifest[0].weights[2]).toEqual({
    name: "member1_second/kernel",
    shape: [64, 32],
    dtype: "float32"
  });
  expect(weightsManifest[0].weights).toHaveLength(6 * count);
});

test("says what cannot be published", () => {
  expect(() => denseLayers([], {layers})).toThrow(/one member or more to publish, got none/);
  expect(() => denseLayers([weights], {layers: ["first"]})).toThrow(/names of 3 layers, got first/);
  const other = drawn({inputs: 61, units: [64, 31, 1]}, 1).weights;
  expect(() => denseLayers([weights, other], {layers})).toThrow(/61, 64, 32, 1 .*, got 61, 64, 31, 1/);
  const cut = {...weights, biases: [...weights.biases.slice(0, 2), new Float32Array(2)]};
  expect(() => denseLayers([cut], {layers})).toThrow(/kernel of 32 .* bias of 1 in layer 3 .*, got 32 and 2/);
});
