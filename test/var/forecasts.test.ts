import {describe, expect, it} from "vitest";
import {fitVar, type VarModel} from "../../src/lib/var/fit.js";
import {conditionalForecast, conditionalPath} from "../../src/lib/var/forecast/conditional.js";
import {forecastCovariance, forecastDeviations} from "../../src/lib/var/forecast/covariance.js";
import {cumulated, forecastVar} from "../../src/lib/var/forecast/linear.js";
import {simulatedPaths} from "../../src/lib/var/forecast/paths.js";
import {minnesotaVar} from "../../src/lib/var/minnesota.js";
import {differences, panelOf} from "../../src/lib/var/panel.js";
import {responseBands} from "../../src/lib/var/response/bands.js";
import {orthogonalResponses} from "../../src/lib/var/response/impulse.js";
import {refitVar} from "../../src/lib/var/response/refit.js";
import more from "../reference/var-more.json" with {type: "json"};

const names = ["a", "b", "c"];
const panelFrom = (rows: number[][]) =>
  panelOf(Object.fromEntries(names.map((name, j) => [name, rows.map((row) => row[j])])));
const {conditional} = more;
const model: VarModel = {
  names,
  lags: 2,
  intercept: Float64Array.from(conditional.intercept),
  coefficients: Float64Array.from(conditional.coefs.flat(2)),
  covariance: Float64Array.from(conditional.covariance.flat())
};
const forecast = forecastVar(model, panelFrom(conditional.last), conditional.steps);
const conditions = conditional.conditions.map(([series, step, value]) => ({
  name: names[series],
  step,
  value
}));
const levels = panelFrom(more.levels);

function apart(actual: Float64Array, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return actual.reduce((worst, value, i) => Math.max(worst, Math.abs(value - expected[i])), 0);
}

describe("conditional forecasts", () => {
  it("equal the smallest orthogonal shocks that meet the conditions", () => {
    const {mean, covariance} = conditionalForecast(forecast, conditions);
    expect(apart(mean, conditional.mean)).toBeLessThan(1e-11);
    expect(apart(covariance, conditional["covariance left"].flat())).toBeLessThan(1e-11);
    conditional.conditions.forEach(([series, step, value]) => {
      expect(mean[(step - 1) * 3 + series]).toBe(value);
    });
  });

  it("stay where they are without conditions, and with the mean as condition", () => {
    expect(conditionalForecast(forecast, []).mean).toEqual(forecast.mean);
    const same = conditionalForecast(forecast, [{name: "b", step: 3, value: forecast.mean[7]}]);
    expect(apart(same.mean, forecast.mean)).toBeLessThan(1e-14);
    expect(same.covariance[0]).toBeLessThan(forecastCovariance(forecast)[0]);
  });

  it("hold for the levels of a forecast of differences", () => {
    const of = cumulated(forecast, {a: 10, b: 5});
    const {mean} = conditionalForecast(of, [{name: "a", step: 5, value: 12}]);
    expect(mean[12]).toBe(12);
    // The same said of the differences: their sum over five steps is 2.
    const covariance = forecastCovariance(forecast);
    const total = [0, 1, 2, 3, 4].map((h) => h * 3);
    const variance = total.reduce((sum, i) => sum + total.reduce((s, j) => s + covariance[i * 15 + j], 0), 0);
    const excess = 2 - total.reduce((sum, i) => sum + forecast.mean[i], 0);
    const c = 2 * 3 + 2;
    const moved = (total.reduce((sum, i) => sum + covariance[c * 15 + i], 0) / variance) * excess;
    expect(mean[c]).toBeCloseTo(forecast.mean[c] + moved, 12);
  });

  it("hold for the distance of one series over another", () => {
    // The same of a model whose series b is b − a.
    const turn = (matrix: Float64Array, blocks: number, sides: "left" | "both") =>
      Float64Array.from(matrix, (_, i) => {
        const [row, column] = [Math.floor((i % (9 * blocks)) / 3) % 3, i % 3];
        const at = (r: number, c: number) => matrix[i + 3 * (r - row) + c - column];
        const left = (c: number) => at(row, c) - (row === 1 ? at(0, c) : 0);
        if (sides === "left") return left(column) + (column === 0 ? left(1) : 0);
        return left(column) - (column === 1 ? left(0) : 0);
      });
    const {mean, responses, covariance, steps} = forecast;
    const turned = {
      ...{...forecast, mean: mean.map((value, i) => (i % 3 === 1 ? value - mean[i - 1] : value))},
      responses: turn(responses, steps, "left"),
      covariance: turn(covariance, 1, "both")
    };
    const over = conditionalForecast(forecast, [{name: "b", over: "a", step: 2, value: 0.3}]);
    const plain = conditionalForecast(turned, [{name: "b", step: 2, value: 0.3}]);
    expect(over.mean[4] - over.mean[3]).toBeCloseTo(0.3, 12);
    for (let h = 0; h < steps; ++h) {
      expect(over.mean[3 * h]).toBeCloseTo(plain.mean[3 * h], 12);
      expect(over.mean[3 * h + 1] - over.mean[3 * h]).toBeCloseTo(plain.mean[3 * h + 1], 12);
      expect(over.covariance[3 * h * (15 + 1)]).toBeCloseTo(plain.covariance[3 * h * (15 + 1)], 12);
    }
  });

  it("give the same path without the whole covariance, and how far they lie from the forecast", () => {
    const whole = conditionalForecast(forecast, conditions);
    const own = forecastCovariance(forecast);
    const {mean, deviations, distance} = conditionalPath(forecast, own, conditions);
    expect(mean).toEqual(whole.mean);
    deviations.forEach((deviation, i) => {
      expect(deviation ** 2).toBeCloseTo(whole.covariance[i * 16], 12);
    });
    expect(own).toEqual(forecastCovariance(forecast));
    expect(distance).toBeGreaterThan(0);
    const [one] = conditions;
    const place = (one.step - 1) * 3 + names.indexOf(one.name);
    const alone = conditionalPath(forecast, own, [one]).distance;
    expect(alone).toBeCloseTo((one.value - forecast.mean[place]) ** 2 / own[place * 16], 10);
  });

  it.each([
    ["an unknown series", [{name: "x", step: 1, value: 0}], "expected one of the series a, b, c, got x"],
    ["a step outside", [{name: "a", step: 6, value: 0}], "expected a step within 1 … 5, got 6"],
    ["no value", [{name: "a", step: 1, value: Number.NaN}], "expected a finite value, got NaN"],
    ["a place twice", [1, 2].map((value) => ({name: "a", step: 1, value})), "it is given twice"]
  ])("refuse %s", (_, bad, message) => {
    expect(() => conditionalForecast(forecast, bad)).toThrow(message);
  });

  it("refuse conditions that settle one another", () => {
    const twin = {...forecast, covariance: Float64Array.from([1, 1, 0, 1, 1, 0, 0, 0, 1])};
    const bad = ["a", "b"].map((name) => ({name, step: 1, value: 1}));
    expect(() => conditionalForecast(twin, bad)).toThrow("the conditions on a, b settle one another");
  });
});

describe("forecasts of levels", () => {
  it("from differences equal those of the same model in levels", () => {
    const last = {a: 3, b: -2, c: 7};
    const {mean, responses} = cumulated(forecast, last);
    let level = -2;
    for (let h = 0; h < 5; ++h) expect(mean[h * 3 + 1]).toBeCloseTo((level += forecast.mean[h * 3 + 1]), 12);
    // A VAR(2) of differences is a VAR(3) of levels: I + A1, A2 − A1, −A2.
    const [a1, a2] = conditional.coefs.map((a) => a.flat());
    const eye = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    const inLevels: VarModel = {
      ...model,
      lags: 3,
      coefficients: Float64Array.from([
        ...a1.map((v, i) => v + eye[i]),
        ...a2.map((v, i) => v - a1[i]),
        ...a2.map((v) => -v)
      ])
    };
    const before = names.map((name, i) => [
      last[name as "a"] - conditional.last[1][i] - conditional.last[0][i],
      last[name as "a"] - conditional.last[1][i],
      last[name as "a"]
    ]);
    const same = forecastVar(inLevels, panelFrom([0, 1, 2].map((t) => before.map((column) => column[t]))), 5);
    expect(apart(mean, same.mean)).toBeLessThan(1e-12);
    expect(apart(responses, same.responses)).toBeLessThan(1e-12);
  });

  it("refuse other series, too few rows, no steps and no last level", () => {
    expect(() => forecastVar(model, panelOf({a: [1, 2], b: [1, 2]}), 1)).toThrow(
      "expected the series a, b, c, got a, b"
    );
    expect(() => forecastVar(model, panelFrom([[1, 2, 3]]), 1)).toThrow(
      "expected at least 2 rows for 2 lags, got 1"
    );
    expect(() => forecastVar(model, levels, 0)).toThrow("expected a whole number of steps from 1, got 0");
    expect(() => cumulated(forecast, {a: Number.NaN})).toThrow("expected a finite last level of a, got NaN");
  });
});

describe("simulated paths", () => {
  const spread = (paths: Float64Array, count: number, place: number) => {
    const values = Float64Array.from({length: count}, (_, p) => paths[p * 15 + place]);
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    return {mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count)};
  };

  it("have the forecast's mean and deviation, and repeat with their seed", () => {
    const count = 20_000;
    const paths = simulatedPaths(forecast, count, {seed: 3});
    const deviations = forecastDeviations(forecast);
    for (let place = 0; place < 15; ++place) {
      const {mean, deviation} = spread(paths, count, place);
      expect(Math.abs(mean - forecast.mean[place]) / deviations[place]).toBeLessThan(0.03);
      expect(Math.abs(deviation / deviations[place] - 1)).toBeLessThan(0.03);
    }
    expect(simulatedPaths(forecast, 4, {seed: 3})).toEqual(paths.slice(0, 60));
    expect(simulatedPaths(forecast, 4, {seed: 4})).not.toEqual(paths.slice(0, 60));
  });

  it("draw whole rows of past errors, less their mean", () => {
    const residuals = Float64Array.from([1, 2, 3, 3, 0, 3]);
    const paths = simulatedPaths(forecast, 50, {seed: 1, residuals});
    for (let p = 0; p < 50; ++p) {
      const first = [0, 1, 2].map((i) => paths[p * 15 + i] - forecast.mean[i]);
      expect([-1, 1]).toContain(Math.round(first[0] * 1e9) / 1e9);
      expect(first[1]).toBeCloseTo(-first[0], 9);
      expect(first[2]).toBeCloseTo(0, 9);
    }
  });

  it("refuse a singular covariance, part of a row, no path", () => {
    const twin = {...forecast, covariance: Float64Array.from([1, 1, 0, 1, 1, 0, 0, 0, 1])};
    expect(() => simulatedPaths(twin, 1, {seed: 1})).toThrow(
      "the covariance of a, b, c is singular: b does not vary"
    );
    expect(() => simulatedPaths(forecast, 1, {seed: 1, residuals: new Float64Array(4)})).toThrow(
      "whole rows of 3 residuals, got 4"
    );
    expect(() => simulatedPaths(forecast, 0, {seed: 1})).toThrow("a whole number of them from 1, got 0");
  });
});

describe("the Minnesota prior", () => {
  const {lags, tightness, cross, decay} = more.minnesota;

  it("gives the textbook's posterior mean", () => {
    const {intercept, coefficients} = minnesotaVar(levels, {lags, ownFirst: 1, tightness, cross, decay});
    const expected = more.minnesota.coefficients;
    expect(
      apart(
        intercept,
        expected.map((row) => row[0])
      )
    ).toBeLessThan(1e-9);
    for (let l = 0; l < lags; ++l)
      for (let i = 0; i < 3; ++i)
        for (let j = 0; j < 3; ++j)
          expect(coefficients[(l * 3 + i) * 3 + j]).toBeCloseTo(expected[i][1 + l * 3 + j], 10);
  });

  it("is least squares when loose, the random walk or no change when tight", () => {
    const loose = minnesotaVar(levels, {lags: 2, ownFirst: 1, tightness: 1e5});
    expect(apart(loose.coefficients, fitVar(levels, 2).coefficients)).toBeLessThan(1e-6);
    const walk = minnesotaVar(levels, {lags: 1, ownFirst: 1, tightness: 1e-6, constant: 1e-6});
    expect(apart(walk.coefficients, [1, 0, 0, 0, 1, 0, 0, 0, 1])).toBeLessThan(1e-6);
    const still = minnesotaVar(differences(levels), {lags: 3, ownFirst: 0, tightness: 1e-6});
    expect(apart(still.coefficients, new Float64Array(27))).toBeLessThan(1e-6);
    expect(loose.standardErrors[1]).toBeGreaterThan(10 * walk.standardErrors[1]);
  });

  it("refuses strengths of 0 and too many lags", () => {
    expect(() => minnesotaVar(levels, {lags: 1, ownFirst: 1, tightness: 0})).toThrow(
      "expected tightness, cross and constant above 0"
    );
    expect(() => minnesotaVar(levels, {lags: 50, ownFirst: 1})).toThrow(
      "50 lags need at least 153 rows, got 140"
    );
  });
});

describe("bands of the responses", () => {
  const fit = fitVar(levels, 1);
  const options = {steps: 4, seed: 5, draws: 60};

  it("repeat with their seed, widen with the level, and hold the draws' middle", () => {
    const bands = responseBands(fit, levels, options);
    expect(responseBands(fit, levels, options)).toEqual(bands);
    expect(bands.value).toEqual(orthogonalResponses(fit, 4));
    const [narrow] = bands.bands;
    const both = responseBands(fit, levels, {...options, levels: [0.8, 0.95]});
    expect(both.bands[0]).toEqual(narrow);
    const [, wide] = both.bands;
    narrow.low.forEach((low, i) => {
      expect(low).toBeLessThanOrEqual(narrow.high[i]);
      expect(wide.low[i]).toBeLessThanOrEqual(low);
      expect(wide.high[i]).toBeGreaterThanOrEqual(narrow.high[i]);
    });
    // The own first response is the residuals' deviation: its bootstrap error is about σ / √(2 n).
    const half = (narrow.high[0] - narrow.low[0]) / 2;
    expect(half / (1.28 * (bands.value[0] / Math.sqrt(2 * 139)))).toBeGreaterThan(0.6);
    expect(half / (1.28 * (bands.value[0] / Math.sqrt(2 * 139)))).toBeLessThan(1.6);
  });

  it("sum up for models of differences", () => {
    const {value} = responseBands(fit, levels, {...options, summed: true});
    const plain = orthogonalResponses(fit, 4);
    expect(value[9 * 2 + 4]).toBeCloseTo(plain[4] + plain[13] + plain[22], 12);
  });

  it("are of an impulse of one unit where told, so that its own first response is certain", () => {
    const {value, bands} = responseBands(fit, levels, {...options, unit: true});
    const plain = orthogonalResponses(fit, 4);
    // The impulse of b, on c, two steps later.
    expect(value[9 * 2 + 7]).toBeCloseTo(plain[9 * 2 + 7] / plain[4], 12);
    expect([value[4], bands[0].low[4], bands[0].high[4]]).toEqual([1, 1, 1]);
    expect(bands[0].high[9 * 2 + 7]).toBeGreaterThan(bands[0].low[9 * 2 + 7]);
  });

  it("fit each draw as well as the fit itself", () => {
    const again = refitVar(levels, 3);
    const whole = fitVar(levels, 3);
    for (const part of ["intercept", "coefficients", "covariance"] as const)
      expect(apart(again[part], whole[part])).toBeLessThan(1e-8);
  });

  it("refuse another panel, level or number of draws", () => {
    expect(() => responseBands(fit, differences(levels), options)).toThrow(
      "expected the panel of the fit (140 rows of a, b, c), got 139"
    );
    expect(() => responseBands(fit, levels, {...options, levels: [1]})).toThrow(
      "expected a level between 0 and 1, got 1"
    );
    expect(() => responseBands(fit, levels, {...options, draws: 3})).toThrow(
      "a whole number of draws from 20, got 3"
    );
  });
});
