import {expect, test} from "vitest";
import {answer, gradientOf} from "../../src/lib/dense/batch.js";
import {openDense, putDense, takeDense} from "../../src/lib/dense/memory.js";
import {holdExamples} from "../../src/lib/dense/passes.js";
import {relative} from "../recurrent/reference.js";
import {doubles, drawn, meanSquare, slowForward} from "./reference.js";

/** Nothing here fills a tile. */
const uneven = drawn({inputs: 5, units: [7, 3, 2]}, 11);
const {shape, examples, weights, chosen} = uneven;
const count = chosen.length;

function open(rows: number, {shape, weights, examples, chosen} = uneven) {
  const net = openDense(shape, rows, chosen.length);
  putDense(net, weights);
  holdExamples(net, examples.inputs);
  return net;
}

/** Central differences of the slow net's loss on some examples, array by array. */
function differences({shape, weights}: typeof uneven, inputs: Float32Array, targets: Float32Array) {
  const arrays = doubles(weights);
  return arrays.map((array) =>
    array.map((value, i) => {
      const at = (moved: number) => {
        array[i] = moved;
        return meanSquare(slowForward(shape, arrays, inputs), targets);
      };
      const slope = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
      array[i] = value;
      return slope;
    })
  );
}

test("answers are those of the equations, however many rows are read at a time", () => {
  const slow = slowForward(shape, doubles(weights), examples.inputs);
  for (const rows of [1, 4, 7, 32]) {
    const got = answer(open(rows), examples.inputs);
    expect(got).toHaveLength(2 * count);
    got.forEach((value, i) => void expect(Math.abs(value - slow[i])).toBeLessThan(1e-6));
    expect(got).toEqual(answer(open(5), examples.inputs));
  }
});

test.each([
  ["that fits at once", 32, uneven],
  ["of some rows at a time", 4, uneven],
  ["of a net of one layer", 8, drawn({inputs: 3, units: [1]}, 10)],
  ["of a net that fills its tiles", 8, drawn({inputs: 7, units: [16, 8]}, 16)]
])("gradients of a batch %s are the central differences of the equations", (_, rows, some) => {
  const net = open(rows, some);
  const {inputs, targets} = some.examples;
  const loss = gradientOf(net, targets, some.chosen) / targets.length;
  const slow = meanSquare(slowForward(some.shape, doubles(some.weights), inputs), targets);
  expect(Math.abs(loss - slow)).toBeLessThan(1e-6);
  const gradient = doubles(takeDense(net, "gradient"));
  differences(some, inputs, targets).forEach(
    (expected, k) => void expect(relative(gradient[k], expected), `array ${k}`).toBeLessThan(1e-5)
  );
});

test("only the chosen examples count, and a small batch after a large one leaves nothing behind", () => {
  const few = Uint32Array.of(9, 2, 2);
  const used = open(32);
  gradientOf(used, examples.targets, chosen);
  answer(
    used,
    examples.inputs.map(() => Number.NaN)
  );
  const fresh = open(32);
  expect(gradientOf(used, examples.targets, few)).toBe(gradientOf(fresh, examples.targets, few));
  const gradient = takeDense(used, "gradient");
  expect(gradient).toEqual(takeDense(fresh, "gradient"));
  const pick = (array: Float32Array, width: number) =>
    Float32Array.from([...few].flatMap((i) => [...array.subarray(i * width, (i + 1) * width)]));
  const [inputs, targets] = [pick(examples.inputs, 5), pick(examples.targets, 2)];
  differences(uneven, inputs, targets).forEach(
    (expected, k) => void expect(relative(doubles(gradient)[k], expected)).toBeLessThan(1e-5)
  );
});
