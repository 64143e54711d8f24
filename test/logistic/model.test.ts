import fc from "fast-check";
import {expect, test} from "vitest";
import {
  chancesOf,
  logisticContributions,
  marginOf,
  marginsOf,
  trainLogistic
} from "../../src/lib/logistic/model.js";
import {standardOf, standardRows} from "../../src/lib/logistic/standardise.js";
import {columns, farthest, happened, reference} from "./reference.js";

const names = ["a", "b", "c", "d"];
const model = trainLogistic({names, columns}, happened, {penalty: 1, tolerance: 1e-9});

test("standardises as scikit-learn's scaler and fits as its regression does", () => {
  expect(farthest(model.means, reference.means)).toBeLessThan(1e-6);
  expect(farthest(model.spreads, reference.spreads)).toBeLessThan(1e-8);
  // Its rows are standardised in 32 bits.
  expect(farthest(model.weights, reference.logistic["1"].weights)).toBeLessThan(1e-6);
  expect(model.intercept).toBeCloseTo(reference.logistic["1"].intercept, 6);
});

test("contributions and the intercept make the margin, and a JSON copy the same bits", () => {
  const copy = JSON.parse(JSON.stringify(model)) as typeof model;
  const value = fc.oneof(fc.double({min: -2000, max: 2000, noNaN: true}), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(value, {minLength: 4, maxLength: 4}), (row) => {
      const parts = logisticContributions(model, row);
      const margin = marginOf(copy, row);
      expect(parts.reduce((sum, part) => sum + part, model.intercept)).toBeCloseTo(margin, 9);
      const one = marginsOf(
        model,
        row.map((x) => Float64Array.of(x))
      );
      expect(one[0]).toBe(margin);
      row.forEach((x, j) => {
        if (Number.isNaN(x)) expect(Math.abs(parts[j])).toBe(0);
      });
    })
  );
});

test("a missing value counts as the mean, in learning and in forecasting", () => {
  const gaps = columns[1].map((x, row) => (row % 4 ? x : Number.NaN));
  const {means, spreads} = standardOf([gaps]);
  const known = gaps.filter((x) => !Number.isNaN(x));
  expect(means[0]).toBeCloseTo(known.reduce((sum, x) => sum + x, 0) / 90, 9);
  const filled = gaps.map((x) => (Number.isNaN(x) ? means[0] : x));
  expect([...standardRows([gaps], {means, spreads})]).toEqual([...standardRows([filled], {means, spreads})]);
  expect(marginOf(model, [Number.NaN, Number.NaN, Number.NaN, Number.NaN])).toBe(model.intercept);
  expect(marginOf(model, model.means)).toBe(model.intercept);
});

test("a column that never varies, or has no value, counts for nothing", () => {
  for (const value of [0.1, -3, Number.NaN]) {
    const more = [...columns, new Float64Array(120).fill(value)];
    const own = trainLogistic({names: [...names, "e"], columns: more}, happened, {
      penalty: 1,
      tolerance: 1e-9
    });
    expect(own.spreads[4]).toBe(0);
    expect(own.weights[4]).toBeCloseTo(0, 12);
    expect(marginOf(own, [0.5, 1020, 0.005, 4, 99])).toBeCloseTo(marginOf(model, [0.5, 1020, 0.005, 4]), 6);
  }
});

test("the unit of a feature changes nothing", () => {
  const other = columns.map((column, j) => (j === 1 ? column.map((x) => 1.8 * x + 32) : column));
  const own = trainLogistic({names, columns: other}, happened, {penalty: 1, tolerance: 1e-9});
  expect(farthest(chancesOf(own, other), chancesOf(model, columns))).toBeLessThan(1e-6);
});

test("a block's end loses no row", () => {
  const column = Float64Array.from({length: 701}, (_, row) => row);
  const standard = standardOf([column, column]);
  expect(standard.means[0]).toBe(350);
  const rows = standardRows([column, column], standard);
  expect(rows).toHaveLength(1402);
  // Of all rows only that of the mean is 0, in both columns.
  expect([...rows.keys()].filter((i) => rows[i] === 0)).toEqual([700, 701]);
  expect(rows[2 * 700]).toBeCloseTo(350 / standard.spreads[0], 5);
});

test("what does not fit is refused", () => {
  const train =
    (own: object, target = happened) =>
    () =>
      trainLogistic({names, columns, ...own}, target, {penalty: 1});
  expect(train({names: ["a"]})).toThrow("expected 1 features, got 4");
  expect(train({columns: [...columns.slice(1), new Float64Array(3)]})).toThrow("of 120 rows, got 3 in d");
  expect(train({}, new Float64Array(5))).toThrow("expected one target for each of 120 rows, got 5");
  expect(train({names: [], columns: []})).toThrow("expected a feature or more, got none");
  expect(train({columns: columns.with(2, columns[2].with(3, Number.POSITIVE_INFINITY))})).toThrow(
    "got an infinite one in column 2"
  );
  expect(() => marginOf(model, [1, 2])).toThrow("expected 4 features, got 2");
  expect(() => logisticContributions(model, [1, 2])).toThrow("expected 4 features, got 2");
  expect(() => standardRows(columns, standardOf(columns.slice(1)))).toThrow(
    "expected the means of 4 columns, got 3"
  );
  expect(() => standardOf([])).toThrow("expected columns with a row or more, got none");
});
