import {describe, expect, test} from "vitest";
import {mulberry32} from "../../src/lib/random.js";
import {trainLstm} from "../../src/lib/recurrent/fit.js";
import {predictLstm} from "../../src/lib/recurrent/predict.js";
import {initialWeights} from "../../src/lib/recurrent/weights.js";
import {doubles, meanSquare, slowForward} from "./reference.js";

const [count, steps, features] = [150, 8, 2];

/** Windows of noise whose target is the smooth step of one early and one late number, plus as much noise as told. */
function examplesOf(noise: number) {
  const random = mulberry32(3);
  const windows = Float32Array.from({length: count * steps * features}, () => 2 * random() - 1);
  const targets = Float32Array.from({length: count}, (_, i) => {
    const window = windows.subarray(i * steps * features);
    return Math.tanh(window[14] + 0.5 * window[6]) + noise * (random() - 0.5);
  });
  return {windows, targets, steps, features};
}

const examples = examplesOf(0);
const options = {units: 6, epochs: 30, seed: 1, rate: 0.01};

test("learns what depends on an early and a late step", () => {
  const told: number[] = [];
  const onEpoch = (epoch: number) => void told.push(epoch);
  const {weights, losses, bestEpoch} = trainLstm(examples, {...options, epochs: 120, onEpoch});
  expect(told).toEqual(losses.train.map((_, i) => i + 1));
  expect(losses.train).toHaveLength(120);
  expect(losses.validation).toEqual([]);
  expect(bestEpoch).toBe(120);
  expect(losses.train[119]).toBeLessThan(losses.train[0] / 30);
  const slow = slowForward(weights.shape, doubles(weights), examples.windows);
  expect(meanSquare(slow, examples.targets)).toBeLessThan(losses.train[0] / 30);
});

test("the same seed gives the same bytes, another one others", () => {
  const same = {...options, epochs: 3, dropout: 0.3, validation: 0.2};
  const first = trainLstm(examples, same);
  expect(trainLstm(examples, same)).toEqual(first);
  const other = trainLstm(examples, {...same, seed: 2});
  expect(other.weights.kernel).not.toEqual(first.weights.kernel);
  expect(trainLstm(examples, {...same, dropout: 0.2}).losses.train).not.toEqual(first.losses.train);
});

test("stops without progress and goes back to the best weights", () => {
  const noisy = examplesOf(3);
  const held = 30;
  const {weights, losses, bestEpoch} = trainLstm(noisy, {
    ...options,
    units: 12,
    epochs: 200,
    rate: 0.03,
    validation: 0.2,
    patience: 5
  });
  expect(losses.validation.length).toBe(bestEpoch + 5);
  expect(losses.validation.length).toBeLessThan(200);
  expect(losses.validation[bestEpoch - 1]).toBe(Math.min(...losses.validation));
  const answers = predictLstm(weights, noisy.windows.subarray(-held * steps * features));
  expect(meanSquare(answers, noisy.targets.subarray(-held))).toBe(losses.validation[bestEpoch - 1]);
});

test("the last windows are never learned from", () => {
  const other = {...examples, targets: examples.targets.map((y, i) => (i < 120 ? y : -y))};
  const told = {...options, epochs: 4, validation: 0.2};
  const [a, b] = [trainLstm(examples, told), trainLstm(other, told)];
  expect(b.losses.train).toEqual(a.losses.train);
  expect(b.losses.validation).not.toEqual(a.losses.validation);
});

test("the first loss is that of the weights to start from", () => {
  const shape = {steps, features, units: 5, outputs: 1};
  const start = initialWeights(shape, mulberry32(9));
  const {losses} = trainLstm(examples, {...options, units: 5, epochs: 1, batch: count, start});
  const slow = meanSquare(slowForward(shape, doubles(start), examples.windows), examples.targets);
  expect(Math.abs(losses.train[0] - slow)).toBeLessThan(1e-6);
});

test("several outputs at once", () => {
  const two = {...examples, targets: Float32Array.from([...examples.targets].flatMap((y) => [y, -y]))};
  const {weights, losses} = trainLstm(two, {...options, epochs: 60});
  expect(weights.shape.outputs).toBe(2);
  expect(losses.train[59]).toBeLessThan(losses.train[0] / 10);
  expect(predictLstm(weights, examples.windows)).toHaveLength(2 * count);
});

test("weights start as Keras draws them", () => {
  const {kernel, recurrentKernel, bias} = initialWeights(
    {steps: 1, features: 4, units: 6, outputs: 1},
    mulberry32(1)
  );
  const limit = Math.sqrt(6 / 28);
  expect(Math.max(...kernel.map(Math.abs))).toBeLessThanOrEqual(Math.fround(limit));
  expect(Math.max(...kernel.map(Math.abs))).toBeGreaterThan(0.9 * limit);
  for (let i = 0; i < 6; ++i)
    for (let j = 0; j < 6; ++j) {
      let dot = 0;
      for (let k = 0; k < 24; ++k) dot += recurrentKernel[i * 24 + k] * recurrentKernel[j * 24 + k];
      expect(dot).toBeCloseTo(i === j ? 1 : 0, 6);
    }
  expect([...bias]).toEqual([0, 1, 0, 0].flatMap((value) => Array<number>(6).fill(value)));
});

describe("says what is wrong with", () => {
  const nan = (array: Float32Array, at: number) => array.map((value, i) => (i === at ? Number.NaN : value));
  test.each([
    ["windows of another size", {...examples, steps: 7}, {}, /windows of 7 steps × 2 features, got 2400/],
    [
      "targets of another number",
      {...examples, targets: examples.targets.subarray(1)},
      {},
      /150 windows, got 149/
    ],
    [
      "a gap in a window",
      {...examples, windows: nan(examples.windows, 3 * 16 + 5)},
      {},
      /NaN in window 3, step 2, feature 1/
    ],
    ["a gap in the targets", {...examples, targets: nan(examples.targets, 7)}, {}, /NaN as target 7/],
    ["no epochs", examples, {epochs: 0}, /epochs from 1, got 0/],
    ["half a unit", examples, {units: 2.5}, /units from 1, got 2.5/],
    ["a dropout of everything", examples, {dropout: 1}, /dropout from 0 to below 1, got 1/],
    ["a patience with nothing held out", examples, {patience: 3}, /validation share of one window or more/],
    ["nothing left to learn from", examples, {validation: 0.999}, /leaves a window to learn from, got 0.999/],
    ["a rate that overflows", examples, {rate: 1e38, epochs: 5}, /loss of epoch \d is (Infinity|NaN)/],
    [
      "weights of another net",
      examples,
      {start: initialWeights({steps, features: 3, units: 6, outputs: 1}, mulberry32(1))},
      /expected weights of 2 features, got 3/
    ]
  ])("%s", (_, wrong, more, message) => {
    expect(() => trainLstm(wrong, {...options, ...more})).toThrow(message);
  });

  test("windows to predict", () => {
    const weights = initialWeights({steps, features, units: 2, outputs: 1}, mulberry32(1));
    expect(() => predictLstm(weights, new Float32Array(17))).toThrow(/8 steps × 2 features, got 17/);
    const {bias: _, ...rest} = weights;
    expect(() => predictLstm({...rest, bias: new Float32Array(7)}, new Float32Array(16))).toThrow(
      /8 numbers in bias .*, got 7/
    );
  });
});
