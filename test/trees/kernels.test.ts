import {readFile} from "node:fs/promises";
import fc from "fast-check";
import {expect, test} from "vitest";
import {compileKernels, moduleText} from "../../scripts/product.js";
import {openArena} from "../../src/lib/trees/arena.js";
import {openTreeKernels, treeKernelBytes} from "../../src/lib/trees/kernels.js";
import {logistic} from "../../src/lib/trees/logistic.js";
import {pairScale, powerAbove} from "../../src/lib/trees/pairs.js";
import {noSplit, splitCategories, splitNumber} from "../../src/lib/trees/split.js";

test("the committed module is what its source compiles to", async () => {
  const bytes = await compileKernels("trees");
  expect(Buffer.from(treeKernelBytes()).equals(Buffer.from(bytes))).toBe(true);
  expect(await readFile("src/lib/trees/module.ts", "utf8")).toBe(moduleText(bytes));
});

test("the module asks for nothing but a memory", async () => {
  const module = await WebAssembly.compile(treeKernelBytes());
  expect(WebAssembly.Module.imports(module)).toEqual([{module: "env", name: "memory", kind: "memory"}]);
  expect(openTreeKernels(new WebAssembly.Memory({initial: 1})).partition).toBeTypeOf("function");
});

test("partition keeps the order on both sides", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(255), {minLength: 1, maxLength: 50}), fc.nat(255), (codes, last) => {
      const arena = openArena(Uint8Array.from(codes), codes.length, 0, 1);
      arena.rows.set(codes.map((_, row) => row));
      arena.left.fill(0).fill(1, 0, last + 1);
      const {kernels, at} = arena;
      const n = kernels.partition(at.rows, codes.length, at.codes, 0, at.left, at.spare);
      const rows = codes.map((_, row) => row);
      const [left, right] = [
        rows.filter((row) => codes[row] <= last),
        rows.filter((row) => codes[row] > last)
      ];
      expect(n).toBe(left.length);
      expect([...arena.rows]).toEqual([...left, ...right]);
    })
  );
});

/** An arena with the histogram of one column: a code, a gradient and a weight of each row. */
function histogramOf(rows: readonly {code: number; gradient: number; weight: number}[]) {
  const arena = openArena(
    Uint8Array.from(rows, ({code}) => code),
    rows.length,
    0,
    4
  );
  const {unit} = pairScale(rows.length, 8, 8);
  rows.forEach(({gradient, weight}, row) => {
    arena.pairs.set([gradient, weight + unit], 2 * row);
    arena.rows[row] = row;
  });
  const {kernels, at} = arena;
  const [a] = [at.codes];
  kernels.addFour(at.rows, rows.length, at.pairs, a, a, a, a, at.histograms);
  const sum = (of: typeof rows) => ({
    g: of.reduce((total, {gradient}) => total + gradient, 0),
    h: of.reduce((total, {weight}) => total + weight, 0)
  });
  const {g, h} = sum(rows);
  const node = {gradient: g, packed: h + rows.length * unit};
  return {arena, unit, sum, node: {...node, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY}};
}

const drawn = fc.array(
  fc.record({code: fc.nat(6), gradient: fc.integer({min: -8, max: 8}), weight: fc.integer({min: 1, max: 8})}),
  {minLength: 2, maxLength: 40}
);

test("the best split of a number is that of a search through all", () => {
  fc.assert(
    fc.property(
      drawn,
      fc.integer({min: 1, max: 4}),
      fc.nat(3),
      fc.boolean(),
      (rows, leastRows, l2, bound) => {
        const {arena, unit, node, sum} = histogramOf(rows);
        const rules = {leastRows, leastHessian: 2, l2, categoryL2: 0, categorySmoothing: 0, unit};
        const best = noSplit();
        // Bounds that bind nothing take the other way through the code.
        splitNumber(
          arena,
          arena.at.histograms,
          7,
          3,
          bound ? {...node, low: -1e9, high: 1e9} : node,
          rules,
          best
        );
        const score = (of: typeof rows) => sum(of).g ** 2 / (sum(of).h + l2);
        let most = 0;
        for (let code = 1; code < 7; ++code)
          for (const missingLeft of [true, false]) {
            const goes = (row: (typeof rows)[0]) => (row.code ? row.code <= code : missingLeft);
            const sides = [rows.filter(goes), rows.filter((row) => !goes(row))];
            if (sides.some((side) => side.length < leastRows || sum(side).h < 2)) continue;
            most = Math.max(most, score(sides[0]) + score(sides[1]) - score(rows));
          }
        expect(best.gain).toBeCloseTo(most, 9);
        if (!best.gain) return;
        const left = rows.filter(({code}) => (code ? code <= best.code : best.missingLeft));
        expect(best.column).toBe(3);
        expect(best.gradient).toBe(sum(left).g);
        expect(best.packed).toBe(sum(left).h + left.length * unit);
      }
    ),
    {numRuns: 300}
  );
});

test("the best split of categories is that of a search through all groups", () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const {arena, unit, node, sum} = histogramOf(rows);
      const rules = {leastRows: 1, leastHessian: 0, l2: 0, categoryL2: 0, categorySmoothing: 0, unit};
      const best = noSplit();
      splitCategories(arena, arena.at.histograms, 7, 0, node, rules, best);
      const score = (of: typeof rows) => (of.length ? sum(of).g ** 2 / sum(of).h : 0);
      let most = 0;
      for (let group = 1; group < 127; ++group) {
        const [left, right] = [1, 0].map((side) => rows.filter(({code}) => ((group >> code) & 1) === side));
        most = Math.max(most, score(left) + score(right) - score(rows));
      }
      expect(best.gain).toBeCloseTo(most, 9);
      if (best.gain) expect(best.gradient).toBe(sum(rows.filter(({code}) => best.left![code])).g);
    }),
    {numRuns: 200}
  );
});

test("sums of pairs are exact, whatever their order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({min: -1, max: 1, noNaN: true}), {minLength: 1, maxLength: 500}),
      (values) => {
        const {unit, gradientRounder, hessianRounder} = pairScale(values.length, 1, 1);
        const pairs = values.map((g) => ({
          g: g + gradientRounder - gradientRounder,
          p: Math.abs(g) + hessianRounder - hessianRounder + unit
        }));
        const total = (of: typeof pairs) =>
          of.reduce(({g, p}, pair) => ({g: g + pair.g, p: p + pair.p}), {g: 0, p: 0});
        const sums = total(pairs);
        expect(total(pairs.toReversed())).toEqual(sums);
        expect(Math.floor(sums.p / unit)).toBe(values.length);
        pairs.forEach(({g}, i) => {
          expect(Math.abs(g - values[i])).toBeLessThan(1e-9);
        });
      }
    )
  );
  expect([0, 0.3, 1, 1.5, 2 ** 40 + 1].map(powerAbove)).toEqual([1, 0.5, 1, 2, 2 ** 41]);
});

test("the logistic function is right to about its last bit, everywhere", () => {
  for (let x = -690; x < 690; x += 0.37) {
    const exact = 1 / (1 + Math.exp(-x));
    expect(Math.abs(logistic(x) / exact - 1)).toBeLessThan(4e-16);
  }
  expect([-1e9, 0, 1e9].map(logistic)).toEqual([0, 0.5, 1]);
  expect(logistic(Number.NaN)).toBeNaN();
});
