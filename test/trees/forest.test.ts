import {expect, test} from "vitest";
import {mulberry32} from "../../src/lib/random.js";
import {
  type ForestShare,
  growShare,
  joinForest,
  prepareForest,
  trainForest
} from "../../src/lib/trees/forest.js";
import type {ForestOptions} from "../../src/lib/trees/forest-options.js";
import {predictForest} from "../../src/lib/trees/forest-predict.js";
import {permutationImportance} from "../../src/lib/trees/permutation.js";
import {leafOf} from "../../src/lib/trees/trees.js";
import {above, digest, meanSquare, uniformColumns, waveAndProduct} from "./rows.js";

const columns = uniformColumns(6, 500, 3);
const table = {columns};
const target = waveAndProduct(columns, 0.2, 4);
const event = above(target);
const options: ForestOptions = {goal: "probability", trees: 30, depth: 10, leastRows: 3, seed: 1};

test("learns probabilities, and its out-of-bag score is that of new rows", () => {
  const {model, outOfBag} = trainForest(table, event, {...options, trees: 100});
  const fresh = uniformColumns(6, 2000, 9);
  const truth = above(waveAndProduct(fresh, 0.2, 10));
  const predicted = predictForest(model, {columns: fresh});
  for (const p of predicted) expect(p >= 0 && p <= 1).toBe(true);
  const brier = meanSquare(predicted, truth);
  expect(brier).toBeLessThan(0.12);
  expect(outOfBag.rows).toBe(500);
  expect(Math.abs(outOfBag.squaredError - brier)).toBeLessThan(0.02);
  expect(outOfBag.accuracy).toBeGreaterThan(0.85);
  expect(meanSquare(outOfBag.predictions, event)).toBeCloseTo(outOfBag.squaredError, 12);
  expect(meanSquare(predictForest(model, table), event)).toBeLessThan(outOfBag.squaredError / 2);
});

test("learns means within its quantum", () => {
  const {model, outOfBag} = trainForest(table, target, {
    ...options,
    goal: "mean",
    trees: 60,
    depth: undefined,
    leastRows: undefined
  });
  expect(meanSquare(predictForest(model, table), target)).toBeLessThan(0.02);
  expect(outOfBag.squaredError).toBeLessThan(0.1);
  expect(outOfBag.accuracy).toBeUndefined();
  const flat = trainForest(
    table,
    target.map(() => 1 / 3),
    {...options, goal: "mean"}
  );
  expect(new Set(predictForest(flat.model, table))).toEqual(new Set([1 / 3]));
  expect(flat.model.trees.column).toHaveLength(30);
});

test("gives the same bytes in however many shares it is grown", () => {
  const whole = trainForest(table, event, options);
  const task = structuredClone(prepareForest(table, event, options));
  const shares = [growShare(task, 20, 30), growShare(task, 0, 7), growShare(task, 7, 20)];
  expect(digest(joinForest(task, structuredClone(shares)))).toBe(digest(whole));
  expect(digest(trainForest(table, event, {...options, seed: 2}))).not.toBe(digest(whole));
});

test("a share that is missing or there twice is refused", () => {
  const task = prepareForest(table, event, {...options, trees: 4});
  const [a, b] = [growShare(task, 0, 2), growShare(task, 2, 4)];
  const refused = (shares: ForestShare[], message: string) =>
    expect(() => joinForest(task, shares)).toThrow(message);
  refused([b], "expected a share from tree 0, got one from 2");
  refused([a, a, b], "expected a share from tree 2, got one from 0");
  refused([a], "expected 4 trees in all, got 2");
});

test("keeps to its depth and to the rows of a leaf", () => {
  const small = {...options, bootstrap: false, depth: 3, leastRows: 40, trees: 5};
  const task = prepareForest(table, event, small);
  const {trees} = growShare(task, 0, 5);
  for (const root of trees.roots) {
    const counts = new Map<number, number>();
    for (let row = 0; row < 500; ++row) {
      const leaf = leafOf(trees, root, task.codes, 500, row);
      counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
    }
    expect(counts.size).toBeLessThanOrEqual(8);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(40);
  }
});

test("a rising transform changes nothing, a constant column is never asked", () => {
  const other = {
    columns: columns.map((column, i) => (i === 5 ? new Float64Array(500) : column.map(Math.exp)))
  };
  const plain = {columns: columns.map((column, i) => (i === 5 ? new Float64Array(500) : column))};
  const [a, b] = [plain, other].map((rows) => trainForest(rows, event, options));
  expect(digest(b.model.trees)).toBe(digest(a.model.trees));
  expect(digest(predictForest(b.model, other))).toBe(digest(predictForest(a.model, plain)));
  expect(a.model.importance.splits[5]).toBe(0);
});

test("a weight of 2 is the row twice", () => {
  const random = mulberry32(5);
  const weights = event.map(() => Math.floor(3 * random()));
  const rows = [...weights.keys()].flatMap((row) => Array<number>(weights[row]).fill(row));
  const twice = {columns: columns.map((column) => Float64Array.from(rows, (row) => column[row]))};
  const all = {...options, bootstrap: false, features: 6, trees: 1, depth: 6, leastRows: 1};
  const a = trainForest(table, event, {...all, weights}).model;
  const b = trainForest(
    twice,
    Float64Array.from(rows, (row) => event[row]),
    all
  ).model;
  expect(digest(predictForest(b, table))).toBe(digest(predictForest(a, table)));
});

test("rows of weight 0 are neither learned from nor counted out of the bag", () => {
  const weights = event.map((_, row) => (row < 100 ? 0 : 1));
  const {outOfBag, model} = trainForest(table, event, {...options, weights});
  const upside = event.map((value, row) => (row < 100 ? 1 - value : value));
  expect(digest(trainForest(table, upside, {...options, weights}).model)).toBe(digest(model));
  expect(outOfBag.rows).toBe(400);
  expect(outOfBag.predictions.findIndex((p) => !Number.isNaN(p))).toBe(100);
});

test("class weights move the forecasts to the rare class", () => {
  const rare = target.map((value) => (value > 1.2 ? 1 : 0));
  const mean = (classWeights: ForestOptions["classWeights"]) =>
    trainForest(table, rare, {...options, depth: 2, classWeights}).outOfBag.predictions.reduce(
      (sum, p) => sum + p / 500,
      0
    );
  const [plain, balanced] = [mean(undefined), mean("balanced")];
  const share = rare.reduce((sum, one) => sum + one / 500, 0);
  expect(plain).toBeCloseTo(share, 1);
  expect(balanced).toBeGreaterThan(plain + 0.05);
  expect(mean([1 / (2 * (1 - share)), 1 / (2 * share)])).toBeCloseTo(balanced, 6);
});

test("impurity and permutation find the columns that matter", () => {
  const {model} = trainForest(table, target, {...options, goal: "mean", trees: 40});
  const fresh = uniformColumns(6, 400, 11);
  const truth = waveAndProduct(fresh, 0, 12);
  const loss = (predicted: Float64Array) => meanSquare(predicted, truth);
  const rise = permutationImportance(model, {columns: fresh}, loss, {seed: 1, repeats: 2});
  for (const of of [rise, model.importance.gain]) {
    expect(of.indexOf(Math.max(...of))).toBe(0);
    for (const weak of [3, 4, 5]) for (const strong of [0, 1, 2]) expect(of[weak]).toBeLessThan(of[strong]);
  }
  expect(permutationImportance(model, {columns: fresh}, loss, {seed: 1, repeats: 2})).toEqual(rise);
  // The column's values are put back before the next one's are dealt out.
  expect(Math.max(...rise.map(Math.abs).slice(3))).toBeLessThan(0.05);
});

test("what cannot be learned from is refused", () => {
  const refused = (message: string, change: Partial<ForestOptions>, y = event) =>
    expect(() => trainForest(table, y, {...options, ...change})).toThrow(message);
  refused("expected targets 0 and 1 for a probability", {}, target);
  refused("got NaN in row 3", {goal: "mean"}, target.with(3, Number.NaN));
  refused("from 1 to the 6 columns, got 7 as features", {features: 7});
  refused("got 0 as trees", {trees: 0});
  refused("got 0 as leastRows", {leastRows: 0});
  refused("class weights for the goal of a probability only", {goal: "mean", classWeights: [1, 2]});
  refused('"probability" or "mean", got median', {goal: "median" as "mean"});
});
