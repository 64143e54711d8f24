import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {type BoostedModel, trainBoosted} from "../../src/lib/trees/boost.js";
import type {BoostOptions} from "../../src/lib/trees/boost-options.js";
import {predictBoosted} from "../../src/lib/trees/boost-predict.js";
import {trainForest} from "../../src/lib/trees/forest.js";
import {predictForest} from "../../src/lib/trees/forest-predict.js";

/** What LightGBM and scikit-learn make of the same rows; see test/reference/make_trees.py. */
const reference = JSON.parse(readFileSync("test/reference/trees.json", "utf8")) as {
  columns: number[][];
  gaps: (number | null)[][];
  target: number[];
  event: number[];
  weight: number[];
  boosted: Record<string, {predictions: number[]; splits: number[]; gain: number[]}>;
  tree: {probability: number[]; importance: number[]; balanced: number[]};
};
const table = {columns: reference.columns.map((column) => Float64Array.from(column))};
const gaps = {
  columns: reference.gaps.map((column) => Float64Array.from(column, (value) => value ?? Number.NaN))
};
const target = Float64Array.from(reference.target);
const event = Float64Array.from(reference.event);
const options: BoostOptions = {
  ...{loss: "squared", trees: 12, leaves: 7, rate: 0.3, leastRows: 6, l2: 1, seed: 1}
};
const weights = Float64Array.from(reference.weight);
const byHessian = {leastRows: 1, leastHessian: 3};

function farthest(a: Float64Array, b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

test.each<[string, () => BoostedModel]>([
  ["squared", () => trainBoosted(table, target, options)],
  ["weighted", () => trainBoosted(table, target, {...options, ...byHessian, weights})],
  ["missing", () => trainBoosted(gaps, target, options)],
  ["logistic", () => trainBoosted(table, event, {...options, ...byHessian, loss: "logistic"})]
])("boosting predicts what LightGBM does: %s", (name, train) => {
  const {predictions, splits, gain} = reference.boosted[name];
  const model = train();
  expect(farthest(predictBoosted(model, name === "missing" ? gaps : table), predictions)).toBeLessThan(2e-5);
  expect([...model.importance.splits]).toEqual(splits);
  model.importance.gain.forEach((sum, column) => {
    expect(sum / gain[column]).toBeCloseTo(1, 4);
  });
});

test("a tree of all rows and columns is scikit-learn's decision tree", () => {
  const whole = {
    goal: "probability",
    trees: 1,
    bootstrap: false,
    features: 4,
    depth: 4,
    leastRows: 5,
    seed: 1
  } as const;
  const {model} = trainForest(table, event, whole);
  expect(farthest(predictForest(model, table), reference.tree.probability)).toBeLessThanOrEqual(0.5001 / 255);
  // Of columns that split a node equally well either may be asked.
  const gains = model.importance.gain.reduce((sum, gain) => sum + gain, 0);
  model.importance.gain.forEach((gain, column) => {
    expect(Math.abs(gain / gains - reference.tree.importance[column])).toBeLessThan(0.01);
  });
  const balanced = trainForest(table, event, {...whole, classWeights: "balanced"}).model;
  expect(farthest(predictForest(balanced, table), reference.tree.balanced)).toBeLessThanOrEqual(0.502 / 255);
});
