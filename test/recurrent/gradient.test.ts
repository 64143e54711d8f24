import {expect, test} from "vitest";
import {mulberry32} from "../../src/lib/random.js";
import {answer, gradientOf} from "../../src/lib/recurrent/batch.js";
import {openLstm, putWeights, takeWeights} from "../../src/lib/recurrent/memory.js";
import {gradientRows} from "../../src/lib/recurrent/passes.js";
import {initialWeights, type LstmShape} from "../../src/lib/recurrent/weights.js";
import {type Arrays, doubles, meanSquare, relative, slowForward} from "./reference.js";

/** A net with drawn weights and some windows for it. */
function drawn(shape: LstmShape, count: number) {
  const random = mulberry32(11);
  const uniform = (n: number) => Float32Array.from({length: n}, () => 2 * random() - 1);
  const examples = {
    windows: uniform(count * shape.steps * shape.features),
    targets: uniform(count * shape.outputs)
  };
  const weights = {
    ...initialWeights(shape, random),
    bias: uniform(4 * shape.units),
    denseBias: uniform(shape.outputs)
  };
  return {shape, examples, weights, chosen: Uint32Array.from({length: count}, (_, i) => i)};
}

/** Nothing here fills a tile. */
const uneven = drawn({steps: 6, features: 3, units: 5, outputs: 2}, 7);
const {shape, examples, weights, chosen} = uneven;
const count = chosen.length;

/** Central differences of the slow net's loss by every weight. */
function differences(
  {shape, examples, weights}: typeof uneven,
  keep?: (window: number, unit: number) => number
): Arrays {
  const arrays = doubles(weights);
  const loss = () => meanSquare(slowForward(shape, arrays, examples.windows, keep), examples.targets);
  const slopes = (array: Float64Array) =>
    array.map((value, i) => {
      const at = (moved: number) => {
        array[i] = moved;
        return loss();
      };
      const slope = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
      array[i] = value;
      return slope;
    });
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, slopes(array)])) as Arrays;
}

function open(batch: number, {shape, weights} = uneven) {
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
  for (const [name, expected] of Object.entries(differences(uneven)))
    expect(relative(gradient[name as keyof Arrays], expected), name).toBeLessThan(1e-5);
});

test("gradients over more rows than one product takes", () => {
  const long = drawn({steps: 60, features: 1, units: 2, outputs: 1}, 8);
  expect(60 * 8).toBeGreaterThan(2 * gradientRows);
  const lstm = open(8, long);
  gradientOf(lstm, long.examples, long.chosen);
  const gradient = takeWeights(lstm, "gradient");
  for (const [name, expected] of Object.entries(differences(long)))
    expect(relative(gradient[name as keyof Arrays], expected), name).toBeLessThan(1e-5);
});

test("gradients go through the dropout of the batch", () => {
  const lstm = open(count);
  gradientOf(lstm, examples, chosen, {rate: 0.4, random: mulberry32(5)});
  const again = mulberry32(5);
  const kept = Array.from({length: count * 5}, () => (again() < 0.4 ? 0 : 1 / 0.6));
  expect(new Set(kept).size).toBe(2);
  const gradient = takeWeights(lstm, "gradient");
  for (const [name, expected] of Object.entries(
    differences(uneven, (window, unit) => kept[window * 5 + unit])
  ))
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
