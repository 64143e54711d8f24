import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {mulberry32} from "../../src/lib/random.js";
import {type BoostedModel, trainBoosted} from "../../src/lib/trees/boost.js";
import type {BoostOptions} from "../../src/lib/trees/boost-options.js";
import {predictBoosted, scoreBoosted} from "../../src/lib/trees/boost-predict.js";
import {above, digest, meanSquare, uniformColumns, waveAndProduct} from "./rows.js";

const columns = uniformColumns(5, 400, 1);
const table = {columns};
const target = waveAndProduct(columns, 0.2, 2);
const options: BoostOptions = {loss: "squared", trees: 40, leaves: 8, rate: 0.2, leastRows: 5, seed: 1};

/** The same rows with one column changed. */
function changed(column: number, values: Float64Array) {
  return {columns: columns.map((own, i) => (i === column ? values : own))};
}

test("learns, and predicts what it said while it learned", () => {
  const model = trainBoosted(table, target, {...options, trees: 200, followTraining: true});
  const {train} = model.losses;
  expect(meanSquare(predictBoosted(model, table), target)).toBeCloseTo(train[199], 12);
  expect(train[199]).toBeLessThan(0.003);
  for (let tree = 1; tree < 200; ++tree) expect(train[tree]).toBeLessThan(train[tree - 1]);
  expect(model.trees.roots).toHaveLength(200);
});

test("rows that a tree did not see are scored as they will be predicted", () => {
  const sampled = {...options, rowShare: 0.5, columnShare: 0.6, followTraining: true};
  const model = trainBoosted(table, target, sampled);
  expect(meanSquare(predictBoosted(model, table), target)).toBeCloseTo(model.losses.train[39], 12);
  expect(digest(trainBoosted(table, target, sampled))).toBe(digest(model));
  expect(digest(trainBoosted(table, target, {...sampled, seed: 2}).trees)).not.toBe(digest(model.trees));
});

test("a rising transform of a column changes nothing", () => {
  const transforms: ((x: number) => number)[] = [(x) => Math.exp(9 * x), (x) => x ** 3, (x) => 1e6 * x - 5];
  fc.assert(
    fc.property(fc.nat(4), fc.constantFrom(...transforms), (column, transform) => {
      const other = changed(column, columns[column].map(transform));
      const [a, b] = [table, other].map((rows) => trainBoosted(rows, target, {...options, trees: 5}));
      expect(digest(b.trees)).toBe(digest(a.trees));
      expect(digest(predictBoosted(b, other))).toBe(digest(predictBoosted(a, table)));
    }),
    {numRuns: 15}
  );
});

test("a constant column, and one without a value, are never asked", () => {
  for (const value of [3, Number.NaN]) {
    const model = trainBoosted(changed(0, new Float64Array(400).fill(value)), target, options);
    expect(model.importance.splits[0]).toBe(0);
    expect(model.importance.gain[0]).toBe(0);
    expect([...model.trees.column]).not.toContain(0);
  }
});

test.each(["squared", "logistic"] as const)("a weight of 2 is the row twice, 0 leaves it out: %s", (loss) => {
  const random = mulberry32(5);
  // More distinct values than bins.
  const weights = target.map(() => Math.floor(3 * random()));
  const rows = [...weights.keys()].flatMap((row) => Array<number>(weights[row]).fill(row));
  const twice = {columns: columns.map((column) => Float64Array.from(rows, (row) => column[row]))};
  const y = loss === "squared" ? target : above(target);
  const own = {...options, loss, leastRows: 1, leastHessian: 0.5};
  const a = predictBoosted(trainBoosted(table, y, {...own, weights}), table);
  const b = predictBoosted(
    trainBoosted(
      twice,
      Float64Array.from(rows, (row) => y[row]),
      own
    ),
    table
  );
  a.forEach((value, row) => {
    expect(Math.abs(value - b[row])).toBeLessThan(1e-4);
  });
});

test("the direction of missing values is learned, also when it is not that of the most rows", () => {
  for (const high of [0, 1]) {
    const column = columns[0].map((x, row) => (row % 8 === 0 ? Number.NaN : x));
    const y = column.map((x) => (Number.isNaN(x) ? high : x > 0.7 ? 1 : 0));
    const model = trainBoosted({columns: [column]}, y, {...options, trees: 1, leaves: 2, rate: 1});
    const [missing, low, top] = predictBoosted(model, {columns: [Float64Array.of(Number.NaN, 0.1, 0.9)]});
    expect([missing, low, top].map((value) => Math.abs(Math.round(value * 1e5)) / 1e5)).toEqual([high, 0, 1]);
  }
});

test("values against missing ones alone are a split too; unseen gaps go with the most rows", () => {
  const column = columns[0].map((x, row) => (row % 3 === 0 ? Number.NaN : x));
  const y = column.map((x) => (Number.isNaN(x) ? 5 : 1));
  const one = {...options, trees: 1, leaves: 2, rate: 1};
  const model = trainBoosted({columns: [column]}, y, one);
  const [missing, known] = predictBoosted(model, {columns: [Float64Array.of(Number.NaN, 0.5)]});
  expect(missing).toBeCloseTo(5, 4);
  expect(known).toBeCloseTo(1, 4);
  for (const cut of [0.3, 0.7]) {
    const step = columns[0].map((x) => (x > cut ? 1 : 0));
    const [gap] = predictBoosted(trainBoosted({columns: [columns[0]]}, step, one), {
      columns: [Float64Array.of(Number.NaN)]
    });
    expect(gap).toBeCloseTo(cut < 0.5 ? 1 : 0, 4);
  }
});

test("a split lies in the middle of the gap between a node's own values", () => {
  // The lower half of the rows says that 4 … 7 are values too; the upper half has none of them.
  const [side, x] = [new Float64Array(40), new Float64Array(40)];
  for (let row = 0; row < 40; ++row) {
    side[row] = row < 20 ? 0 : 1;
    x[row] = row < 20 ? row % 12 : row % 2 ? 10 : 1;
  }
  const y = x.map((value, row) => (row < 20 ? -9 : value > 5 ? 3 : 1));
  const one = {...options, trees: 1, leaves: 3, rate: 1, leastRows: 1};
  const values = Float64Array.of(1, 4, 7, 10);
  const rows = {columns: [new Float64Array(4).fill(1), values]};
  const predicted = predictBoosted(trainBoosted({columns: [side, x]}, y, one), rows);
  expect([...predicted].map(Math.round)).toEqual([1, 1, 3, 3]);
});

test("monotone columns bind the prediction everywhere", () => {
  fc.assert(
    fc.property(fc.constantFrom(1, -1), fc.nat(2), fc.nat(399), (sign, column, row) => {
      const monotone = [0, 0, 0, 0, 0].with(column, sign);
      const model = trained(`${sign} ${column}`, () =>
        trainBoosted(table, target, {...options, leaves: 16, monotone})
      );
      const along = Float64Array.from({length: 101}, (_, i) => i / 100);
      const path = columns.map((own, i) => (i === column ? along : new Float64Array(101).fill(own[row])));
      const scores = scoreBoosted(model, {columns: path});
      expect(scores.findIndex((score, i) => i > 0 && sign * (score - scores[i - 1]) < 0)).toBe(-1);
    })
  );
});

const models = new Map<string, BoostedModel>();
function trained(key: string, train: () => BoostedModel): BoostedModel {
  const model = models.get(key) ?? train();
  models.set(key, model);
  return model;
}

describe("quantiles", () => {
  test.each([0.1, 0.5, 0.9])("a share of %f lies below", (quantile) => {
    const noisy = waveAndProduct(columns, 2, 7);
    const model = trainBoosted(table, noisy, {...options, trees: 60, leastRows: 20, loss: {quantile}});
    const below = predictBoosted(model, table).filter((value, row) => noisy[row] <= value).length / 400;
    expect(Math.abs(below - quantile)).toBeLessThan(0.05);
  });

  test("of a spread that grows with a column, around a mean that does not", () => {
    const [wide, noise] = uniformColumns(2, 3000, 4);
    const y = noise.map((value, row) => (2 * value - 1) * wide[row]);
    const own = {...options, trees: 30, leaves: 6, leastRows: 50, loss: {quantile: 0.9}};
    const predicted = predictBoosted(trainBoosted({columns: [wide]}, y, own), {columns: [wide]});
    expect(
      meanSquare(
        predicted,
        wide.map((value) => 0.8 * value)
      )
    ).toBeLessThan(0.003);
  });

  test("of a constant is the quantile itself", () => {
    const flat = {columns: [new Float64Array(5)]};
    const one = (quantile: number, weights?: Float64Array) => {
      const y = Float64Array.of(5, 1, 4, 2, 3);
      return predictBoosted(
        trainBoosted(flat, y, {...options, trees: 1, loss: {quantile}, weights}),
        flat
      )[0];
    };
    expect(one(0.5)).toBe(3);
    expect(one(0.2)).toBe(1.5);
    expect(one(0.9)).toBe(5);
    expect(one(0.5, Float64Array.of(9, 1, 1, 1, 1))).toBe(5);
  });
});

test("stops early on the held-out rows and keeps the best trees", () => {
  const noisy = waveAndProduct(columns, 3, 8);
  const [train, held] = [
    {columns: columns.map((column) => column.subarray(0, 250))},
    {columns: columns.map((column) => column.subarray(250))}
  ];
  const validation = {table: held, target: noisy.subarray(250)};
  const model = trainBoosted(train, noisy.subarray(0, 250), {
    ...options,
    trees: 500,
    validation,
    patience: 10
  });
  const losses = model.losses.validation;
  const kept = model.trees.roots.length;
  expect(losses).toHaveLength(kept + 10);
  expect(losses[kept - 1]).toBe(Math.min(...losses));
  expect(meanSquare(predictBoosted(model, held), validation.target)).toBeCloseTo(losses[kept - 1], 12);
  expect(model.importance.splits.reduce((sum, splits) => sum + splits, 0)).toBe(
    model.trees.column.filter((column) => column >= 0).length
  );
});

test("probabilities lie between 0 and 1, and a mean of them is the share of events", () => {
  const event = above(target);
  const model = trainBoosted(table, event, {...options, loss: "logistic"});
  const probabilities = predictBoosted(model, table);
  for (const p of probabilities) expect(p > 0 && p < 1).toBe(true);
  expect(probabilities.reduce((sum, p) => sum + p, 0) / 400).toBeCloseTo(0.5, 2);
  expect(meanSquare(probabilities, event)).toBeLessThan(0.05);
});

test("categories are split by their best two groups", () => {
  const town = Float64Array.from({length: 400}, (_, row) => (row * 7) % 12);
  const wet = new Set([1, 4, 5, 9]);
  const y = town.map((name) => (wet.has(name) ? 1 : 0));
  const one: BoostOptions = {...options, trees: 1, leaves: 2, rate: 1, categoryL2: 0};
  const named = {columns: [town], categorical: [0]};
  const predicted = predictBoosted(trainBoosted(named, y, one), named);
  expect(meanSquare(predicted, y)).toBeLessThan(1e-10);
  expect(meanSquare(predictBoosted(trainBoosted({columns: [town]}, y, one), named), y)).toBeGreaterThan(0.1);
});

test("what cannot be learned from is refused", () => {
  const refused = (message: string, change: Partial<BoostOptions>, y = target) =>
    expect(() => trainBoosted(table, y, {...options, ...change})).toThrow(message);
  refused("expected one target for each of 400 rows, got 3", {}, new Float64Array(3));
  refused("got NaN in row 7", {}, target.with(7, Number.NaN));
  refused("expected targets from 0 to 1 for log loss", {loss: "logistic"});
  refused("expected a quantile between 0 and 1, got 1", {loss: {quantile: 1}});
  refused('got "absolute"', {loss: "absolute" as "squared"});
  refused("expected a whole number from 1, got 0 as trees", {trees: 0});
  refused("got 2 as rate", {rate: 2});
  refused("as rowShare", {rowShare: 0});
  refused("expected held-out rows where there is a patience", {patience: 3});
  refused("1, −1 or 0 for each of 5 columns", {monotone: [1]});
  refused("no monotone constraint with the loss of a quantile", {
    monotone: [1, 0, 0, 0, 0],
    loss: {quantile: 0.5}
  });
  refused("expected weights from 0, got -1 in row 0", {weights: new Float64Array(400).fill(-1)});
  refused("got only zeros in 400 rows", {weights: new Float64Array(400)});
  refused("expected a table of 5 columns", {validation: {table: {columns: [target]}, target}});
});
