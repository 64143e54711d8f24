import {describe, expect, it} from "vitest";
import {chooseEts} from "../../src/lib/ets/choose.js";
import {fitEts} from "../../src/lib/ets/fit.js";
import {extendEts, forecastEts, simulateEts} from "../../src/lib/ets/forecast.js";
import type {EtsForm} from "../../src/lib/ets/form.js";
import {mulberry32, normal} from "../../src/lib/random.js";

const simple: EtsForm = {error: "additive", trend: "none", season: "none", period: 1};
const weekly: EtsForm = {error: "multiplicative", trend: "additive", season: "multiplicative", period: 7};

/** A level that wanders, a weekly season that multiplies, and noise that grows with both. */
function series(n: number): Float64Array {
  const draw = normal(mulberry32(8));
  let level = 50;
  return Float64Array.from({length: n}, (_, t) => {
    level *= Math.exp(0.01 * draw());
    return level * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 7)) * (1 + 0.02 * draw());
  });
}

describe("the automatic choice", () => {
  it("finds the season that multiplies, and tells what it tried", () => {
    const {fit, trials} = chooseEts(series(140), 7);
    expect(fit.form).toMatchObject({error: "multiplicative", season: "multiplicative", period: 7});
    expect(trials).toHaveLength(15);
    expect(trials[0].aicc).toBe(fit.aicc);
    for (let k = 1; k < trials.length; ++k) expect(trials[k].aicc).toBeGreaterThanOrEqual(trials[k - 1].aicc);
    expect(trials.map(({label}) => label)).toContain("ETS(A,Ad,N)");
  });

  it("takes the simplest form of a random walk, and nothing that multiplies where values go below 0", () => {
    const draw = normal(mulberry32(3));
    let level = 0;
    const {fit, trials} = chooseEts(Float64Array.from({length: 300}, () => (level += draw())));
    expect(trials.map(({label}) => label).sort()).toEqual(["ETS(A,A,N)", "ETS(A,Ad,N)", "ETS(A,N,N)"]);
    expect(fit.form).toEqual(simple);
    expect(fit.parameters.alpha).toBeGreaterThan(0.8);
    // k = α, the level at the start and the variance.
    expect(fit.aicc).toBeCloseTo(6 - 2 * fit.logLikelihood + 24 / 296, 9);
  });
});

it("the simulated variance is the exact one where that is known", () => {
  const y = series(100).map(Math.log);
  const fit = fitEts(y, {...simple, trend: "damped", season: "additive", period: 7});
  expect(fit.start.subarray(2).reduce((sum, part) => sum + part, 0)).toBeCloseTo(0, 9);
  const {mean, variance} = forecastEts(fit, 9);
  const paths = simulateEts(fit, 9, {seed: 4, paths: 20_000});
  for (let h = 0; h < 9; ++h) {
    let [sum, squares] = [0, 0];
    for (let k = 0; k < 20_000; ++k) {
      sum += paths[k * 9 + h] - mean[h];
      squares += (paths[k * 9 + h] - mean[h]) ** 2;
    }
    expect(Math.abs(sum / 20_000)).toBeLessThan(4 * Math.sqrt(variance[h] / 20_000));
    expect(squares / 20_000 / variance[h]).toBeCloseTo(1, 1);
  }
  expect(simulateEts(fit, 9, {seed: 4, paths: 3})).toEqual(simulateEts(fit, 9, {seed: 4, paths: 3}));
  expect(simulateEts(fit, 9, {seed: 5, paths: 3})).not.toEqual(simulateEts(fit, 9, {seed: 4, paths: 3}));
});

it("an error that multiplies grows with the value", () => {
  const fit = fitEts(series(100), weekly);
  const {mean, variance, exact} = forecastEts(fit, 1, {seed: 2, paths: 20_000});
  expect(exact).toBe(false);
  expect(variance[0] / (fit.variance * mean[0] ** 2)).toBeCloseTo(1, 1);
});

it("days that arrive move the state as a pass over all of them, the season at its place", () => {
  const y = series(133);
  const fit = fitEts(y.slice(0, 100), weekly);
  let daily = fit;
  for (let t = 100; t < 133; ++t) daily = extendEts(daily, [y[t]]);
  expect([...daily.state]).toEqual([...extendEts(fit, y.slice(100)).state].map((v) => expect.closeTo(v, 10)));
  const ahead = forecastEts(daily, 14, {seed: 1}).mean;
  // A peak stands where the sine has it.
  for (let h = 0; h < 7; ++h) expect(ahead[h] / ahead[h + 7]).toBeCloseTo(1, 1);
  const sine = (t: number) => 1 + 0.3 * Math.sin((2 * Math.PI * t) / 7);
  expect(ahead[4] / ahead[1]).toBeCloseTo(sine(137) / sine(134), 1);
});

it("a search that runs out of steps says so", () => {
  expect(fitEts(series(60), weekly, {iterations: 1}).converged).toBe(false);
});

describe("bad input", () => {
  const y = series(60);
  it.each([
    [
      "no number",
      () =>
        fitEts(
          y.map(() => Number.NaN),
          simple
        ),
      "ETS(A,N,N): expected a series with values, got 60 of which none is a number"
    ],
    [
      "a gap",
      () =>
        fitEts(
          y.map((v, t) => (t === 5 ? Number.NaN : v)),
          simple
        ),
      "got NaN at step 5"
    ],
    [
      "too short",
      () => fitEts(y.slice(0, 4), simple),
      "expected at least 5 values for its parameters, got 4"
    ],
    [
      "constant",
      () =>
        fitEts(
          y.map(() => 2),
          simple
        ),
      "got 2 at each of 60 steps"
    ],
    ["season 0", () => fitEts(y, {...weekly, period: 0}), "expected a season of 2 steps or more, got 0"],
    [
      "a season longer than the record",
      () => fitEts(y, {...weekly, period: 90}),
      "ETS(M,A,M)[90]: expected at least 180 values for its season and parameters, got 60"
    ],
    [
      "a period without season",
      () => fitEts(y, {...simple, period: 7}),
      "expected period 1 without a season, got 7"
    ],
    [
      "a value of 0",
      () =>
        fitEts(
          y.map((v, t) => (t === 9 ? 0 : v)),
          weekly
        ),
      "expected values above 0 where something multiplies, got 0 at step 9"
    ],
    [
      "choosing with season 0",
      () => chooseEts(y, 0),
      "expected a season of whole steps, 1 where there is none, got 0"
    ],
    [
      "choosing with a season longer than the record",
      () => chooseEts(y, 90),
      "expected at least 180 values for its season and parameters, got 60"
    ],
    ["choosing from a constant", () => chooseEts(y.map(() => 2)), "expected a series that varies"],
    [
      "a simulation without seed",
      () => forecastEts(fitEts(y, weekly), 3),
      "expected a seed, for its variance is simulated"
    ],
    [
      "a horizon of 0",
      () => forecastEts(fitEts(y, simple), 0),
      "expected a whole number of steps from 1, got 0"
    ],
    ["another form to begin from", () => fitEts(y, simple, {from: fitEts(y, weekly)}), "got ETS(M,A,M)[7]"],
    [
      "a new value that is missing",
      () => extendEts(fitEts(y, simple), [3, Number.NaN]),
      "got NaN at place 1 of the new ones"
    ]
  ])("%s", (_, run, message) => {
    expect(run).toThrow(message);
  });
});
