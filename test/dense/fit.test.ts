import {describe, expect, test} from "vitest";
import {answer} from "../../src/lib/dense/batch.js";
import {type DenseExamples, trainDense} from "../../src/lib/dense/fit.js";
import {openDense, putDense} from "../../src/lib/dense/memory.js";
import {type DenseWeights, initialDense} from "../../src/lib/dense/weights.js";
import {mulberry32} from "../../src/lib/random.js";
import {doubles, drawn, meanSquare, slowForward} from "./reference.js";

const shape = {inputs: 4, units: [12, 6, 1]};
const start = initialDense(shape, mulberry32(1));

/** Rows whose target bends and depends on two numbers, and on noise as told. */
function examplesOf(count: number, noise: number, seed = 3): DenseExamples {
  const random = mulberry32(seed);
  const inputs = Float32Array.from({length: count * 4}, () => 2 * random() - 1);
  const targets = Float32Array.from({length: count}, (_, i) => {
    const row = inputs.subarray(4 * i);
    return Math.abs(row[0]) - row[1] * row[2] + noise * (random() - 0.5);
  });
  return {inputs, targets};
}

const examples = examplesOf(300, 0);
const options = {epochs: 30, rate: 0.02, batch: 32};
const train = (more: Partial<Parameters<typeof trainDense>[2]> = {}, seed = 7) =>
  trainDense(start, examples, {...options, random: mulberry32(seed), ...more});

function answers(weights: DenseWeights, inputs: Float32Array): Float32Array {
  const net = openDense(weights.shape, 8);
  putDense(net, weights);
  return answer(net, inputs);
}

test("learns what bends", () => {
  const {weights, losses, bestEpoch} = train({epochs: 80});
  expect(losses.train).toHaveLength(80);
  expect(losses.validation).toEqual([]);
  expect(bestEpoch).toBe(80);
  expect(losses.train[79]).toBeLessThan(losses.train[0] / 50);
  const slow = slowForward(shape, doubles(weights), examples.inputs);
  expect(meanSquare(slow, examples.targets)).toBeLessThan(losses.train[0] / 50);
});

test("the same draws give the same bytes, others give others", () => {
  const same = train();
  expect(train()).toEqual(same);
  expect(train({}, 8).weights.kernels[0]).not.toEqual(same.weights.kernels[0]);
  expect(start).toEqual(initialDense(shape, mulberry32(1)));
});

test("the first loss is that of the weights to start from, over whole batches", () => {
  const slow = (count: number) =>
    meanSquare(
      slowForward(shape, doubles(start), examples.inputs.subarray(0, 4 * count)),
      examples.targets.subarray(0, count)
    );
  const first = (batch: number, random: () => number) => train({epochs: 1, batch, random}).losses.train[0];
  expect(Math.abs(first(300, mulberry32(1)) - slow(300))).toBeLessThan(1e-6);
  expect(Math.abs(first(200, () => 1 - 2 ** -32) - slow(200))).toBeLessThan(1e-6);
});

test("the rate falls along a cosine to a fiftieth", () => {
  const moved = (epochs: number) => {
    const {weights} = train({epochs, rate: 1e-6, batch: 300});
    return Math.abs(weights.biases[2][0]);
  };
  const steps = Array.from({length: 20}, (_, k) => 0.51 + 0.49 * Math.cos((Math.PI * k) / 20));
  const sum = steps.reduce((a, b) => a + b, 0) * 1e-6;
  expect(moved(1) / 1e-6).toBeCloseTo(1, 3);
  expect(moved(20) / sum).toBeCloseTo(1, 2);
});

test("stops without progress and goes back to the best weights", () => {
  const noisy = examplesOf(64, 3);
  const held = examplesOf(100, 3, 4);
  const {weights, losses, bestEpoch} = trainDense(start, noisy, {
    epochs: 300,
    rate: 0.03,
    batch: 16,
    random: mulberry32(2),
    held,
    patience: 5
  });
  expect(losses.validation).toHaveLength(bestEpoch + 5);
  expect(losses.train).toHaveLength(bestEpoch + 5);
  expect(losses.validation[bestEpoch - 1]).toBe(Math.min(...losses.validation));
  expect(meanSquare(answers(weights, held.inputs), held.targets)).toBe(losses.validation[bestEpoch - 1]);
});

test("kernels start normal with variance 2 / inputs, biases at 0", () => {
  const {kernels, biases} = initialDense({inputs: 50, units: [80, 3]}, mulberry32(1));
  const variance = (array: Float32Array) => array.reduce((sum, w) => sum + w * w, 0) / array.length;
  expect(variance(kernels[0]) * 25).toBeCloseTo(1, 1);
  expect(variance(kernels[1]) * 40).toBeCloseTo(1, 0);
  expect(kernels.map(({length}) => length)).toEqual([4000, 240]);
  expect(biases).toEqual([new Float32Array(80), new Float32Array(3)]);
});

describe("says what is wrong with", () => {
  const nan = (array: Float32Array, at: number) => array.map((value, i) => (i === at ? Number.NaN : value));
  test.each([
    ["rows of another size", {...examples, inputs: examples.inputs.subarray(1)}, {}, /4 inputs .*, got 1199/],
    ["too few targets", {...examples, targets: examples.targets.subarray(1)}, {}, /1 targets, got .* 299/],
    ["a gap in a row", {...examples, inputs: nan(examples.inputs, 4 * 16 + 3)}, {}, /NaN in row 16, input 3/],
    ["a gap in the targets", {...examples, targets: nan(examples.targets, 7)}, {}, /NaN as target 7/],
    ["no epochs", examples, {epochs: 0}, /epochs from 1, got 0/],
    ["a rate of 0", examples, {rate: 0}, /rate above 0, got 0/],
    ["half a batch", examples, {batch: 0.5}, /batch from 1, got 0.5/],
    ["less than a batch", examples, {batch: 301}, /batch of 301 rows or more .*, got 300/],
    ["a patience with nothing held out", examples, {patience: 3}, /held-out rows .*, got none/],
    [
      "held-out rows of another size",
      examples,
      {held: {...examples, targets: examples.targets.subarray(2)}},
      /1 targets, got .* 298/
    ],
    ["no patience", examples, {patience: 0, held: examples}, /patience of an epoch or more, got 0/],
    ["a rate that overflows", examples, {rate: 1e38, epochs: 5}, /loss of epoch \d is (Infinity|NaN)/]
  ])("%s", (_, wrong, more, message) => {
    expect(() => trainDense(start, wrong, {...options, random: mulberry32(1), ...more})).toThrow(message);
  });

  test("a net, its weights and its rows", () => {
    expect(() => openDense({inputs: 2, units: []}, 4)).toThrow(/one layer or more, got none/);
    expect(() => openDense({inputs: 2, units: [3, 0.5]}, 4)).toThrow(/units in layer 2 from 1, got 0.5/);
    const net = openDense(shape, 4);
    expect(() => putDense(net, drawn({inputs: 4, units: [12, 1]}, 1).weights)).toThrow(
      /4, 12, 6, 1 .*, got 4, 12, 1/
    );
    expect(() => answer(net, new Float32Array(6))).toThrow(/rows of 4 inputs, got 6 numbers/);
  });
});
