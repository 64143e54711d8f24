import fc from "fast-check";
import {expect, test} from "vitest";
import {codeOf, codesIn, codesOf, findBins} from "../../src/lib/trees/bins.js";

const numbers = fc.array(fc.double({noNaN: true, noDefaultInfinity: true}), {minLength: 1, maxLength: 400});

test("codes keep the order of the values, and each distinct value has its own while there are enough", () => {
  fc.assert(
    fc.property(numbers, fc.integer({min: 2, max: 255}), (values, most) => {
      const column = Float64Array.from(values);
      const [bins] = findBins({columns: [column]}, most);
      const codes = codesOf([bins], {columns: [column]});
      const order = [...column.keys()].sort((a, b) => column[a] - column[b]);
      for (let i = 1; i < order.length; ++i) {
        const [a, b] = [order[i - 1], order[i]];
        expect(codes[a]).toBeLessThanOrEqual(codes[b]);
        if (column[a] === column[b]) expect(codes[a]).toBe(codes[b]);
      }
      const distinct = new Set(column.map((value) => value + 0)).size;
      expect(new Set(codes).size).toBe(distinct <= most ? distinct : codesIn(bins) - 1);
      expect(codesIn(bins) - 1).toBeLessThanOrEqual(most);
      expect(Math.min(...codes)).toBe(1);
    })
  );
});

test("many values fall into bins of about equal weight", () => {
  const column = Float64Array.from({length: 10_000}, (_, i) => (i * 7919) % 10_000);
  const sizes = (weights?: Float64Array) => {
    const bins = findBins({columns: [column]}, 50, weights);
    const sums = new Float64Array(51);
    codesOf(bins, {columns: [column]}).forEach((code, row) => {
      sums[code] += weights?.[row] ?? 1;
    });
    return [...sums.slice(1)];
  };
  for (const size of sizes()) expect(Math.abs(size - 200)).toBeLessThanOrEqual(2);
  for (const size of sizes(column.map((value) => 1 + (value < 1000 ? 9 : 0))))
    expect(Math.abs(size - 380)).toBeLessThanOrEqual(20);
});

test("a value that many rows have gets a bin to itself", () => {
  const column = Float64Array.from({length: 2000}, (_, i) => (i < 1300 ? 0 : i / 2000));
  const [bins] = findBins({columns: [column]}, 16);
  expect(codesIn(bins)).toBe(17);
  expect(codeOf(bins, 0)).toBe(1);
  expect(codeOf(bins, 0.66)).toBe(2);
});

test("edges lie in the middle, a missing value has code 0, and so has a category that nobody knows", () => {
  const columns = [Float64Array.of(4, Number.NaN, 1, 2), Float64Array.of(7, 3, Number.NaN, 7)];
  const bins = findBins({columns, categorical: [1]});
  expect([...bins[0].edges]).toEqual([1.5, 3]);
  expect([...bins[1].edges]).toEqual([3, 7]);
  expect([...codesOf(bins, {columns})]).toEqual([3, 0, 1, 2, 2, 1, 0, 2]);
  expect(codeOf(bins[0], 1.5)).toBe(1);
  expect(codeOf(bins[0], 1e9)).toBe(3);
  expect(codeOf(bins[1], 5)).toBe(0);
  expect(codeOf(bins[1], 7)).toBe(2);
});

test("neighbours so close that their middle is one of them stay apart", () => {
  const high = 1 + Number.EPSILON;
  const [bins] = findBins({columns: [Float64Array.of(1, high)]});
  expect([codeOf(bins, 1), codeOf(bins, high)]).toEqual([1, 2]);
  const [wide] = findBins({columns: [Float64Array.of(-Number.MAX_VALUE, Number.MAX_VALUE)]});
  expect([...wide.edges]).toEqual([0]);
});

test("an infinite value, too many categories and a wrong table are refused", () => {
  const infinite = {columns: [Float64Array.of(1, 2), Float64Array.of(1, Number.POSITIVE_INFINITY)]};
  expect(() => findBins(infinite)).toThrow("expected finite values or NaN, got Infinity in column 1, row 1");
  const many = {columns: [Float64Array.from({length: 300}, (_, i) => i)], categorical: [0]};
  expect(() => findBins(many)).toThrow("expected at most 255 categories, got 300 in column 0");
  expect(() => findBins({columns: []})).toThrow("expected a table with a column or more");
  expect(() => findBins({columns: [new Float64Array(2), new Float64Array(3)]})).toThrow(
    "2 rows in column 0 and 3 in column 1"
  );
  expect(() => findBins({columns: [new Float64Array(2)], categorical: [1]})).toThrow("got column 1");
  expect(() => findBins({columns: [new Float64Array(2)]}, 256)).toThrow("expected 2 to 255 bins");
  expect(() => codesOf([], {columns: [new Float64Array(2)]})).toThrow("expected a table of 0 columns");
});
