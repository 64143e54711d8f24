import {describe, expect, it} from "vitest";
import {coefficientsAt, stationary, unbounded} from "../../src/lib/arima/coefficients.js";
import {arimaErrors} from "../../src/lib/arima/errors.js";
import {fitArima} from "../../src/lib/arima/fit.js";
import {extendArima, forecastArima} from "../../src/lib/arima/forecast.js";
import {likelihoodOf} from "../../src/lib/arima/likelihood.js";
import {fullOrder} from "../../src/lib/arima/order.js";
import {differenced} from "../../src/lib/arima/start.js";
import {mulberry32, normal} from "../../src/lib/random.js";

/** A random walk whose changes are an AR(1) with φ = .5, and what comes after it. */
function walk(n: number): Float64Array {
  const draw = normal(mulberry32(5));
  let [level, change] = [10, 0];
  return Float64Array.from({length: n}, () => (level += change = 0.5 * change + 0.1 * draw()));
}

describe("coefficients", () => {
  it("any numbers give a stationary autoregression, and come back from it", () => {
    const draw = normal(mulberry32(2));
    for (let round = 0; round < 20; ++round) {
      const x = Float64Array.from({length: 4}, draw);
      const phi = stationary(x);
      expect([...unbounded(phi)!]).toEqual([...x].map((value) => expect.closeTo(value, 8)));
      // An impulse dies out.
      const past = [1, 0, 0, 0];
      for (let t = 0; t < 20_000; ++t) {
        past.unshift(phi.reduce((sum, value, k) => sum + value * past[k], 0));
        past.pop();
      }
      expect(Math.max(...past.map(Math.abs))).toBeLessThan(1e-3);
    }
    expect(unbounded(Float64Array.of(1.2))).toBeUndefined();
    expect(unbounded(Float64Array.of(0.5, 0.6))).toBeUndefined();
  });

  it("differences", () => {
    const y = Float64Array.of(1, 4, 9, 16, 25, 36);
    expect([...differenced(y, fullOrder({p: 0, d: 2, q: 0}))]).toEqual([2, 2, 2, 2]);
    expect([...differenced(y, fullOrder({p: 0, d: 1, q: 0, D: 1, season: 2}))]).toEqual([4, 4, 4]);
  });
});

it("the likelihood of an AR(1) equals its closed form, and that of the differenced series with a difference", () => {
  const y = walk(60);
  const w = differenced(y, fullOrder({p: 0, d: 1, q: 0}));
  const ar1 = (phi: number) => {
    const squares = w.reduce(
      (sum, value, t) => sum + (t ? (value - phi * w[t - 1]) ** 2 : value ** 2 * (1 - phi ** 2)),
      0
    );
    return -0.5 * (59 * (Math.log((2 * Math.PI * squares) / 59) + 1) - Math.log(1 - phi ** 2));
  };
  for (const phi of [-0.9, 0, 0.5, 0.999]) {
    const order = fullOrder({p: 1, d: 1, q: 0});
    const coefficients = {...coefficientsAt(order, Float64Array.of(0)), ar: Float64Array.of(phi)};
    expect(likelihoodOf(order, coefficients, y, 60).logLikelihood).toBeCloseTo(ar1(phi), 8);
    expect(likelihoodOf({...order, d: 0}, coefficients, w, 59).logLikelihood).toBeCloseTo(ar1(phi), 8);
  }
});

it("a day that arrives moves the filter as if it had been there from the start", () => {
  const y = walk(200);
  const x = Float64Array.from(y, (_, t) => Math.sin(t));
  y[150] = Number.NaN;
  const order = {p: 1, d: 1, q: 1};
  const fit = fitArima(y.slice(0, 140), order, {regressors: [x.slice(0, 140)], constant: true});
  const before = [...fit.filter.mean, ...fit.filter.covariance];
  let daily = fit;
  for (let t = 140; t < 200; ++t) daily = extendArima(daily, [y[t]], [x.slice(t, t + 1)]);
  const atOnce = extendArima(fit, y.slice(140), [x.slice(140)]);
  expect(atOnce.steps).toBe(200);
  const rest = y.map((value, t) => value - fit.constant! * t - fit.weights[0] * x[t]);
  const whole = {
    ...fit,
    ...likelihoodOf(fit.order, fit, rest, 200),
    weights: fit.weights,
    variance: fit.variance,
    steps: 200
  };
  const ahead = Float64Array.of(0.3, 0.2, 0.1);
  const expected = forecastArima(whole, 3, [ahead]);
  for (const own of [daily, atOnce]) {
    const {mean, variance} = forecastArima(own, 3, [ahead]);
    for (let h = 0; h < 3; ++h) {
      expect(mean[h]).toBeCloseTo(expected.mean[h], 9);
      expect(variance[h]).toBeCloseTo(expected.variance[h], 9);
    }
  }
  // The fit itself stays where it was.
  expect([...fit.filter.mean, ...fit.filter.covariance]).toEqual(before);
});

it("a random walk's forecast is its last value, with a variance that grows by the noise's", () => {
  const y = walk(100);
  const fit = fitArima(y, {p: 0, d: 1, q: 0});
  const {mean, variance} = forecastArima(fit, 4);
  expect([...mean]).toEqual([1, 1, 1, 1].map((one) => expect.closeTo(one * y[99], 10)));
  expect([...variance]).toEqual([1, 2, 3, 4].map((h) => expect.closeTo(h * fit.variance, 10)));
  const drift = fitArima(y, {p: 0, d: 1, q: 0}, {constant: true});
  expect(drift.constant).toBeCloseTo((y[99] - y[0]) / 99, 10);
  expect(forecastArima(drift, 4).mean[3]).toBeCloseTo(y[99] + (4 * (y[99] - y[0])) / 99, 9);
});

it("a refit begins from the last one and ends at the same place", () => {
  const y = walk(300);
  const order = {p: 1, d: 1, q: 0};
  const from = fitArima(y.slice(0, 290), order);
  const [cold, warm] = [fitArima(y, order), fitArima(y, order, {from})];
  expect(warm.ar[0]).toBeCloseTo(cold.ar[0], 4);
  const oneStep = (ar: number) =>
    fitArima(y, order, {from: {...from, ar: Float64Array.of(ar)}, iterations: 0}).ar[0];
  expect(oneStep(from.ar[0])).toBeCloseTo(cold.ar[0], 2);
  expect(oneStep(-0.9)).toBeLessThan(0);
  expect(() => fitArima(y, {p: 1, d: 1, q: 1}, {from})).toThrow(
    "expected to begin from the same order, got (1,1,0)"
  );
});

it("a search that runs out of steps says so", () => {
  expect(fitArima(walk(200), {p: 2, d: 1, q: 2}, {iterations: 1}).converged).toBe(false);
});

describe("bad input", () => {
  const y = walk(50);
  const order = {p: 1, d: 1, q: 1};
  it.each([
    [
      "no number",
      () => fitArima(new Float64Array(50).fill(Number.NaN), order),
      "got 50 of which none is a number"
    ],
    ["no value", () => fitArima(new Float64Array(0), order), "got 0 of which none is a number"],
    [
      "too short",
      () => fitArima(y.slice(0, 4), order),
      "ARIMA(1,1,1): expected at least 5 values for its differences and parameters, got 4"
    ],
    [
      "infinite",
      () =>
        fitArima(
          y.map((v, t) => (t === 7 ? v / 0 : v)),
          order
        ),
      "got Infinity at step 7"
    ],
    ["constant", () => fitArima(new Float64Array(50).fill(3), order), "got a constant one (largest value 3)"],
    [
      "a straight line",
      () =>
        fitArima(
          y.map((_, t) => 2 * t),
          order,
          {constant: true}
        ),
      "got a constant one"
    ],
    [
      "a negative order",
      () => fitArima(y, {...order, p: -1}),
      "expected a whole number from 0 for p, got -1"
    ],
    [
      "season 0",
      () => fitArima(y, {...order, D: 1, season: 0}),
      "expected a season of 2 steps or more for the seasonal order (0,1,0), got 0"
    ],
    ["no season", () => fitArima(y, {...order, Q: 1}), "(0,0,1), got 1"],
    [
      "a season longer than the record",
      () => fitArima(y, {...order, D: 1, season: 60}),
      "expected at least 65 values for its season of 60 steps"
    ],
    [
      "a season with too many states",
      () => fitArima(y, {...order, P: 1, season: 365}),
      "expected at most 128 states, got 367"
    ],
    [
      "a constant with two differences",
      () => fitArima(y, {...order, d: 2}, {constant: true}),
      "expected a constant with one difference at most, got 2"
    ],
    [
      "a regressor too short",
      () => fitArima(y, order, {regressors: [y.slice(1)]}),
      "expected 50 numbers of regressor 0, one for each value, got 49"
    ],
    [
      "a regressor with a gap",
      () => fitArima(y, order, {regressors: [y.map((v, t) => (t === 3 ? Number.NaN : v))]}),
      "expected regressor 0 without gaps, got NaN at step 3"
    ],
    [
      "a constant regressor",
      () => fitArima(y, order, {regressors: [y.map(() => 2)]}),
      "got regressor 0 that does not"
    ],
    [
      "regressors that go together",
      () => fitArima(y, order, {regressors: [1, 2].map((k) => y.map((_, t) => k * Math.sin(t)))}),
      "expected independent columns, got column 1 of 2"
    ],
    [
      "a horizon of 0",
      () => forecastArima(fitArima(y, order), 0),
      "expected a whole number of steps from 1, got 0"
    ],
    [
      "a forecast without its regressor",
      () => forecastArima(fitArima(y, order, {regressors: [y.map((_, t) => Math.sin(t))]}), 3),
      "expected 1 regressors as in the fit, got 0"
    ],
    [
      "a new value that is infinite",
      () => extendArima(fitArima(y, order), [1 / 0]),
      "got Infinity at step 50"
    ],
    [
      "errors of another series",
      () => arimaErrors(fitArima(y, order), y.slice(1)),
      "expected the 50 values that were fitted, got 49"
    ]
  ])("%s", (_, run, message) => {
    expect(run).toThrow(message);
  });

  it("gaps that leave the level unknown", () => {
    // Each second value is missing: of two differences with a season of 2, half of the past is never seen.
    const holes = y.map((value, t) => (t % 2 ? Number.NaN : value));
    const fit = fitArima(holes, {p: 1, d: 0, q: 0, D: 1, season: 2});
    expect(() => forecastArima(fit, 2)).toThrow(
      "expected enough values to know the level that is differenced, got 1 too few"
    );
  });
});
