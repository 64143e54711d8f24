import {expect, it} from "vitest";
import {addOuter, factor, solveFactored} from "../../src/lib/algebra/cholesky.js";
import {mulberry32, normal} from "../../src/lib/random.js";

it("solves what it factored", () => {
  const n = 23;
  const draw = normal(mulberry32(1));
  const a = new Float64Array(n * n);
  for (let i = 0; i < 2 * n; ++i) addOuter(a, n, Float64Array.from({length: n}, draw), 0.5);
  const x = Float64Array.from({length: n}, draw);
  const at = (i: number, j: number) => (i >= j ? a[i * n + j] : a[j * n + i]);
  const b = Float64Array.from(x, (_, i) => x.reduce((s, xj, j) => s + at(i, j) * xj, 0));
  solveFactored(factor(a.slice(), n), n, b);
  for (let i = 0; i < n; ++i) expect(b[i]).toBeCloseTo(x[i], 9);
});

it("refuses a matrix that is not positive definite", () => {
  expect(() => factor(Float64Array.from([1, 0, 2, 1]), 2)).toThrow(
    "expected a positive pivot in row 1 of 2, got -3"
  );
  expect(() => factor(Float64Array.from([Number.NaN]), 1)).toThrow("positive pivot");
});
