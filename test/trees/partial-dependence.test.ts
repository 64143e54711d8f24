import fc from "fast-check";
import {expect, test} from "vitest";
import {mulberry32} from "../../src/lib/random.js";
import {type BoostedModel, trainBoosted} from "../../src/lib/trees/boost.js";
import {predictBoosted} from "../../src/lib/trees/boost-predict.js";
import {type ForestModel, trainForest} from "../../src/lib/trees/forest.js";
import {predictForest} from "../../src/lib/trees/forest-predict.js";
import {partialDependence} from "../../src/lib/trees/partial-dependence.js";
import {above, uniformColumns, waveAndProduct} from "./rows.js";

// Numbers with gaps, a column of 12 categories, and one that is never asked.
const random = mulberry32(7);
const columns = [
  ...uniformColumns(3, 250, 1).map((column) => column.map((x) => (random() < 0.1 ? Number.NaN : x))),
  Float64Array.from({length: 250}, (_, row) => (row * 5) % 12),
  new Float64Array(250).fill(4)
];
const table = {columns, categorical: [3]};
const whole = columns.map((column) => column.map((x) => x || 0));
const target = waveAndProduct(whole, 0.1, 2).map((value, row) => value + (whole[3][row] % 3));

const boost = {trees: 30, leaves: 10, rate: 0.2, leastRows: 4, categoryL2: 0, seed: 1} as const;
const forest = {trees: 20, depth: 8, leastRows: 3, seed: 1} as const;
const models: [string, ForestModel | BoostedModel][] = [
  ["boosted chance", trainBoosted(table, above(target), {...boost, loss: "logistic"})],
  ["boosted number", trainBoosted(table, target, {...boost, loss: "squared"})],
  ["forest's chance", trainForest(table, above(target), {...forest, goal: "probability"}).model],
  ["forest's mean", trainForest(table, target, {...forest, goal: "mean"}).model]
];

/** The definition: the mean prediction of the table with a column set to one value. */
function meanWith(model: ForestModel | BoostedModel, column: number, value: number): number {
  const set = {columns: columns.with(column, new Float64Array(250).fill(value)), categorical: [3]};
  const of = model.kind === "forest" ? predictForest(model, set) : predictBoosted(model, set);
  return of.reduce((sum, p) => sum + p, 0) / 250;
}

test.each(models)("is the mean prediction with the column set, to the last bit: %s", (_, model) => {
  const value = fc.oneof(fc.double({min: -0.2, max: 1.2, noNaN: true}), fc.integer({min: -1, max: 12}));
  fc.assert(
    fc.property(
      fc.nat(4),
      fc.array(fc.oneof(value, fc.constant(Number.NaN)), {maxLength: 9}),
      (column, values) => {
        const [curve] = partialDependence(model, table, [{column, values}]);
        expect([...curve]).toEqual(values.map((x) => meanWith(model, column, x)));
      }
    ),
    {numRuns: 12}
  );
});

test.each(models)("more values than go down a tree together: %s", (_, model) => {
  const values = Array.from({length: 75}, (_, i) => i / 74);
  const [curve] = partialDependence(model, table, [{column: 1, values}]);
  expect([...curve]).toEqual(values.map((x) => meanWith(model, 1, x)));
});

test.each(models)("several columns at once are each by itself: %s", (_, model) => {
  const grids = [
    {column: 0, values: [0.1, 0.9]},
    {column: 3, values: [0, 1, 2]},
    {column: 0, values: [0.5]}
  ];
  const all = partialDependence(model, table, grids);
  expect(all).toEqual(grids.map((grid) => partialDependence(model, table, [grid])[0]));
  expect(all[1][2] - all[1][0]).toBeGreaterThan(0.1);
});

test("of a column that is never asked it is level", () => {
  for (const [, model] of models) {
    const [curve] = partialDependence(model, table, [{column: 4, values: [-1, 4, 9, Number.NaN]}]);
    expect(new Set(curve).size).toBe(1);
    expect(curve[0]).toBe(meanWith(model, 4, 4));
  }
});

test("a column or a table that the model has not is refused", () => {
  const [, model] = models[0];
  expect(() => partialDependence(model, table, [{column: 5, values: [1]}])).toThrow(
    "expected a column from 0 to 4, got 5"
  );
  expect(() => partialDependence(model, {columns: columns.slice(1)}, [])).toThrow(
    "expected a table of 5 columns"
  );
});
