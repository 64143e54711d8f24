import {expect, it} from "vitest";
import {leastSquares} from "../../src/lib/algebra/least-squares.js";
import {minimise} from "../../src/lib/optimise/minimise.js";

it("finds the bottom of Rosenbrock's valley", () => {
  const found = minimise(([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, Float64Array.of(-1.2, 1));
  expect(found.converged).toBe(true);
  expect([...found.at]).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
});

it("stays out of where the function is not finite", () => {
  const found = minimise(([x]) => (x > 0 ? x - Math.log(x) : Number.NaN), Float64Array.of(0.01));
  expect(found.at[0]).toBeCloseTo(1, 5);
  expect(() => minimise(() => Number.NaN, Float64Array.of(1))).toThrow(
    "expected a finite value at the start (1), got NaN"
  );
});

it("says where it ran out of steps, and needs none without variables", () => {
  const valley = ([x, y]: Float64Array) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  expect(minimise(valley, Float64Array.of(-1.2, 1), {iterations: 3})).toMatchObject({
    converged: false,
    iterations: 3
  });
  expect(minimise(() => 7, new Float64Array(0))).toMatchObject({value: 7, converged: true});
});

it("least squares finds a plane, leaves gaps out, and refuses columns that go together", () => {
  const [a, b] = [Float64Array.of(1, 1, 1, 1, 1), Float64Array.of(0, 1, 2, 3, 4e5)];
  const y = Float64Array.from(b, (x, t) => (t === 2 ? Number.NaN : 5 - 3 * x));
  expect([...leastSquares(y, [a, b])]).toEqual([expect.closeTo(5, 6), expect.closeTo(-3, 8)]);
  expect(() => leastSquares(y, [a, a])).toThrow("got column 1 of 2 that goes with the ones before it");
  expect(() => leastSquares(y, [a, new Float64Array(5)])).toThrow("got column 1 of 2 with zeros only");
});
