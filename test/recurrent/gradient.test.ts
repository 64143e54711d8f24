import {expect, test} from "vitest";
import {mulberry32} from "../../src/lib/random.js";
import {answer, gradientOf} from "../../src/lib/recurrent/batch.js";
import {openLstm, putWeights, takeWeights} from "../../src/lib/recurrent/memory.js";
import {initialWeights} from "../../src/lib/recurrent/weights.js";
import {type Arrays, doubles, meanSquare, relative, slowForward} from "./reference.js";

/** A shape of which nothing fills a tile, and seven windows for it. */
const shape = {steps: 6, features: 3, units: 5, outputs: 2};
const count = 7;
const chosen = Uint32Array.from({length: count}, (_, i) => i);
const random = mulberry32(11);
const uniform = (n: number) => Float32Array.from({length: n}, () => 2 * random() - 1);
const examples = {windows: uniform(count * 18), targets: uniform(count * 2)};
const weights = {
  ...initialWeights(shape, random),
  bias: uniform(20),
  denseBias: uniform(2)
};

/** Central differences of the slow net's loss by every weight. */
function differences(keep?: (window: number, unit: number) => number): Arrays {
  const arrays = doubles(weights);
  const loss = () => meanSquare(slowForward(shape, arrays, examples.windows, keep), examples.targets);
  const slope = (array: Float64Array) =>
    array.map((value, i) => {
      const at = (moved: number) => {
        array[i] = moved;
        return loss();
      };
      const slope = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
      array[i] = value;
      return slope;
    });
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, slope(array)])) as Arrays;
}

function open(batch: number) {
  const lstm = openLstm(shape, batch);
  putWeights(lstm, weights);
  return lstm;
}

test("answers are those of the equations, however many windows are read at a time", () => {
  const slow = slowForward(shape, doubles(weights), examples.windows);
  for (const batch of [1, 4, 7, 32]) {
    const got = answer(open(batch), examples.windows, 0, count);
    got.forEach((value, i) => void expect(Math.abs(value - slow[i])).toBeLessThan(1e-6));
  }
});

test("gradients are the central differences of the equations", () => {
  const lstm = open(count);
  const loss = gradientOf(lstm, examples, chosen) / examples.targets.length;
  const slow = meanSquare(slowForward(shape, doubles(weights), examples.windows), examples.targets);
  expect(Math.abs(loss - slow)).toBeLessThan(1e-6);
  const gradient = takeWeights(lstm, "gradient");
  for (const [name, expected] of Object.entries(differences()))
    expect(relative(gradient[name as keyof Arrays], expected), name).toBeLessThan(1e-5);
});

test("gradients go through the dropout of the batch", () => {
  const lstm = open(count);
  gradientOf(lstm, examples, chosen, {rate: 0.4, random: mulberry32(5)});
  const again = mulberry32(5);
  const kept = Array.from({length: count * 5}, () => (again() < 0.4 ? 0 : 1 / 0.6));
  expect(new Set(kept).size).toBe(2);
  const gradient = takeWeights(lstm, "gradient");
  for (const [name, expected] of Object.entries(differences((window, unit) => kept[window * 5 + unit])))
    expect(relative(gradient[name as keyof Arrays], expected), name).toBeLessThan(1e-5);
});

test("a small batch after a large one leaves nothing behind", () => {
  const few = [3, 1];
  const used = open(count);
  gradientOf(used, examples, chosen);
  const fresh = open(count);
  expect(gradientOf(used, examples, few)).toBe(gradientOf(fresh, examples, few));
  expect(takeWeights(used, "gradient")).toEqual(takeWeights(fresh, "gradient"));
});
