import {expect, test} from "vitest";
import {mulberry32, normal} from "../../src/lib/random.js";
import {blendedVolatility, ewma, ewmaAbsolute, ewmaDeviation} from "../../src/lib/volatility/ewma.js";
import {garchLogLikelihood, garchVariances} from "../../src/lib/volatility/garch.js";
import {fitGarch} from "../../src/lib/volatility/garch-fit.js";
import {simulateGarch} from "../../src/lib/volatility/garch-paths.js";

const truth = {variance: 4e-4, shock: 0.12, memory: 0.8, freedom: 6};

/** Returns of a GARCH with t errors of unit variance: normals over the root of a chi-squared of six squares. */
function drawn(days: number, seed: number): Float64Array {
  const draw = normal(mulberry32(seed));
  let now = truth.variance;
  return Float64Array.from({length: days}, () => {
    let squares = 0;
    for (let k = 0; k < truth.freedom; ++k) squares += draw() ** 2;
    const error =
      (draw() / Math.sqrt(squares / truth.freedom)) * Math.sqrt((truth.freedom - 2) / truth.freedom);
    const r = Math.sqrt(now) * error;
    now = truth.variance * (1 - truth.shock - truth.memory) + truth.shock * r * r + truth.memory * now;
    return r;
  });
}

test("averages weigh a value half after the half-life, sum their weights to 1 and pass over gaps", () => {
  const values = Float64Array.of(Number.NaN, 2, Number.NaN, -6);
  // After a half-life of one value the weights are ½ and 1.
  expect([...ewma(values, 1)]).toEqual([Number.NaN, 2, 2, (1 - 6) / 1.5]);
  expect(ewmaAbsolute(values, 1)[3]).toBeCloseTo((1 + 6) / 1.5, 12);
  expect(ewmaDeviation(values, 1)[3]).toBeCloseTo(Math.sqrt((2 + 36) / 1.5), 12);
  const parts = [
    {halfLife: 1, weight: 0.7},
    {halfLife: 2, weight: 0.3}
  ];
  const slow = (2 * Math.SQRT1_2 + 6) / (Math.SQRT1_2 + 1);
  expect(blendedVolatility(values, {parts, least: 0})[3]).toBeCloseTo((14 / 3) ** 0.7 * slow ** 0.3, 12);
  expect(blendedVolatility(values, {parts, least: 5})[3]).toBe(5);
  expect(() => ewma(values, 0)).toThrow("half-life above 0 days, got 0");
});

test("the likelihood of two returns is that of two t densities of known variances", () => {
  // Student's t of 6 degrees of freedom has the density (15 ∕ 16 √6) (1 + t² ∕ 6)^−3.5.
  const density = (r: number, variance: number) => {
    const unit = Math.sqrt((variance * 4) / 6);
    return ((15 / (16 * Math.sqrt(6))) * (1 + (r / unit) ** 2 / 6) ** -3.5) / unit;
  };
  const [first, second] = [0.03, -0.01];
  const next = 4e-4 * 0.08 + 0.12 * first ** 2 + 0.8 * 4e-4;
  expect([...garchVariances(truth, [first])]).toEqual([4e-4, next]);
  expect(garchLogLikelihood(truth, [first, second])).toBeCloseTo(
    Math.log(density(first, 4e-4)) + Math.log(density(second, next)),
    10
  );
  expect(garchLogLikelihood({...truth, memory: 0.9}, [first])).toBe(Number.NEGATIVE_INFINITY);
});

test("a fit is likelier than the truth that made the returns, near it, and at the top", () => {
  const returns = drawn(4000, 3);
  const fit = fitGarch(returns);
  const top = garchLogLikelihood(fit, returns);
  expect(top).toBeGreaterThan(garchLogLikelihood(truth, returns));
  for (const name of ["variance", "shock", "memory", "freedom"] as const)
    for (const factor of [0.97, 1.03])
      expect(garchLogLikelihood({...fit, [name]: fit[name] * factor}, returns)).toBeLessThan(top);
  expect(fit.shock).toBeCloseTo(0.12, 1);
  expect(fit.memory).toBeGreaterThan(0.7);
  expect(fit.memory).toBeLessThan(0.88);
  expect(fit.freedom).toBeGreaterThan(4.5);
  expect(fit.freedom).toBeLessThan(8);
  const again = fitGarch(returns, {start: fit});
  expect(garchLogLikelihood(again, returns)).toBeCloseTo(top, 4);
});

test("returns that cannot be learned from are refused", () => {
  expect(() => fitGarch(new Float64Array(200))).toThrow("returns that vary");
  expect(() => fitGarch(new Float64Array(99).fill(1))).toThrow("100 returns or more");
  expect(() => fitGarch(new Float64Array(200).fill(Number.NaN))).toThrow("got NaN in row 0");
});

test("paths have the variance that the model expects of them, and the same seed the same paths", () => {
  const draw = normal(mulberry32(8));
  const errors = Float64Array.from({length: 3000}, () => 7 + 3 * draw());
  const options = {variance: 9e-4, errors, paths: 20_000, days: 5, seed: 1};
  const sums = simulateGarch(truth, options);
  let [expected, next] = [0, 9e-4];
  for (let day = 0; day < 5; ++day) {
    expected += next;
    next = truth.variance * 0.08 + 0.92 * next;
    const own = sums.subarray(day * 20_000, (day + 1) * 20_000);
    const square = own.reduce((sum, r) => sum + r * r, 0) / own.length;
    expect(square / expected).toBeGreaterThan(0.96);
    expect(square / expected).toBeLessThan(1.04);
  }
  expect(simulateGarch(truth, {...options, paths: 50})).toEqual(
    simulateGarch(truth, {...options, paths: 50})
  );
  expect(simulateGarch(truth, {...options, paths: 50})).not.toEqual(
    simulateGarch(truth, {...options, paths: 50, seed: 2})
  );
  expect(() => simulateGarch(truth, {...options, errors: Float64Array.of(2, 2)})).toThrow("errors that vary");
});
