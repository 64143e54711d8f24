import {expect, test} from "vitest";
import {mulberry32} from "../../src/lib/random.js";
import {trainBoosted} from "../../src/lib/trees/boost.js";
import {predictBoosted} from "../../src/lib/trees/boost-predict.js";

test("learns a sum of a wave and a product, and predicts what it learned", () => {
  const random = mulberry32(1);
  const columns = Array.from({length: 5}, () => Float64Array.from({length: 400}, random));
  const target = columns[0].map((x, i) => Math.sin(5 * x) + columns[1][i] * columns[2][i]);
  const model = trainBoosted({columns}, target, {
    loss: "squared",
    trees: 200,
    leaves: 8,
    seed: 1,
    followTraining: true
  });
  const predicted = predictBoosted(model, {columns});
  const error = target.reduce((sum, y, i) => sum + (predicted[i] - y) ** 2, 0) / 400;
  expect(error).toBeCloseTo(model.losses.train[199], 12);
  expect(error).toBeLessThan(0.003);
});
