import {expect, test} from "vitest";
import {answer, gradientOf, learnBatch} from "../../src/lib/recurrent/batch.js";
import {openLstm, putWeights, takeWeights} from "../../src/lib/recurrent/memory.js";
import type {LstmWeights} from "../../src/lib/recurrent/weights.js";
import reference from "../reference/keras-lstm.json";
import {relative} from "./reference.js";

const shape = {steps: 5, features: 3, units: 4, outputs: 1};
const names = ["kernel", "recurrentKernel", "bias", "denseKernel", "denseBias"] as const;
type Name = (typeof names)[number];

const examples = {
  windows: Float32Array.from(reference.x.flat(2)),
  targets: Float32Array.from(reference.y.flat())
};

function weightsOf(arrays: Record<Name, number[] | number[][]>): LstmWeights {
  const flat = (name: Name) => Float32Array.from(arrays[name].flat());
  return {
    shape,
    kernel: flat("kernel"),
    recurrentKernel: flat("recurrentKernel"),
    bias: flat("bias"),
    denseKernel: flat("denseKernel"),
    denseBias: flat("denseBias")
  };
}

function open() {
  const lstm = openLstm(shape, 2);
  putWeights(lstm, weightsOf(reference.weights));
  return lstm;
}

test("the forward pass is Keras'", () => {
  const lstm = open();
  const {prediction, lastHidden, lastCarry, hiddenSequence} = reference.forward;
  const got = answer(lstm, examples.windows, 0, 2);
  prediction.flat().forEach((value, i) => void expect(Math.abs(got[i] - value)).toBeLessThan(1e-6));
  const {sizes, at, numbers} = lstm;
  for (let n = 0; n < 2; ++n)
    for (let u = 0; u < 4; ++u) {
      for (let t = 0; t < 5; ++t) {
        const hidden = numbers[at.inputs + ((t + 1) * 4 + n) * sizes.width + u];
        expect(Math.abs(hidden - hiddenSequence[n][t][u])).toBeLessThan(1e-6);
      }
      expect(Math.abs(numbers[at.denseInputs + n * sizes.dense + u] - lastHidden[n][u])).toBeLessThan(1e-6);
      const cell = numbers[at.cells + (5 * 4 + n) * sizes.units + u];
      expect(Math.abs(cell - lastCarry[n][u])).toBeLessThan(1e-6);
    }
});

test("loss and gradients are Keras'", () => {
  const lstm = open();
  expect(Math.abs(gradientOf(lstm, examples, [0, 1]) / 2 - reference.loss)).toBeLessThan(1e-6);
  const gradient = takeWeights(lstm, "gradient");
  const expected = weightsOf(reference.gradient);
  for (const name of names) expect(relative(gradient[name], expected[name]), name).toBeLessThan(1e-5);
});

test("three steps of Adam are Keras'", () => {
  const lstm = open();
  reference.steps.forEach(({loss, weightsAfter}, k) => {
    expect(Math.abs(learnBatch(lstm, examples, [0, 1], k + 1, 1e-3) / 2 - loss)).toBeLessThan(2e-6);
    const [got, expected] = [takeWeights(lstm), weightsOf(weightsAfter)];
    for (const name of names)
      got[name].forEach((value, i) => void expect(Math.abs(value - expected[name][i])).toBeLessThan(1e-6));
  });
  expect(Math.abs(gradientOf(lstm, examples, [0, 1]) / 2 - reference.lossAfterStep3)).toBeLessThan(2e-6);
});
