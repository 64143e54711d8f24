import {expect, it} from "vitest";
import {ridge} from "../../src/lib/algebra/normal-equations.js";
import {minimiseNumerically} from "../../src/lib/optimise/numerical.js";

it("finds the bottom of Rosenbrock's valley", () => {
  const found = minimiseNumerically(
    ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    Float64Array.of(-1.2, 1)
  );
  expect(found.converged).toBe(true);
  expect([...found.at]).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
});

it("stays out of where the function is not finite", () => {
  const found = minimiseNumerically(([x]) => (x > 0 ? x - Math.log(x) : Number.NaN), Float64Array.of(0.01));
  expect(found.at[0]).toBeCloseTo(1, 5);
  expect(() => minimiseNumerically(() => Number.NaN, Float64Array.of(1))).toThrow(
    "expected a finite value at the start (1), got Infinity"
  );
});

it("says where it ran out of steps, and needs none without variables", () => {
  const valley = ([x, y]: Float64Array) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  expect(minimiseNumerically(valley, Float64Array.of(-1.2, 1), {iterations: 3})).toMatchObject({
    converged: false,
    iterations: 3
  });
  expect(minimiseNumerically(() => 7, new Float64Array(0))).toMatchObject({value: 7, converged: true});
});

it("ridge regression finds a plane, leaves gaps out, and refuses columns that go together without a penalty", () => {
  const [a, b] = [Float64Array.of(1, 1, 1, 1, 1), Float64Array.of(0, 1, 2, 3, 4e5)];
  const y = Float64Array.from(b, (x, t) => (t === 2 ? Number.NaN : 5 - 3 * x));
  expect([...ridge(y, [a, b], 0)]).toEqual([expect.closeTo(5, 6), expect.closeTo(-3, 8)]);
  expect(() => ridge(y, [a, a], 0)).toThrow("got column 1 of 2 that goes with the ones before it");
  expect(() => ridge(y, [a, new Float64Array(5)], 0)).toThrow("got column 1 of 2 with zeros only");
  const [first, second] = ridge(a, [a, a], 1e-6);
  expect([first, second]).toEqual([expect.closeTo(0.5, 5), expect.closeTo(0.5, 5)]);
});
