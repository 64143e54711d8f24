import {describe, expect, it} from "vitest";
import {degrade} from "../../models/france/degrade.js";
import {cities} from "../../src/lib/load/cities.js";
import {
  correct,
  correctionCount,
  correctionRows,
  learnCorrection,
  startCorrection
} from "../../src/lib/load/correction.js";
import {
  type LearnedDay,
  learnDay,
  regress,
  regressionDefaults,
  solveRegression,
  startRegression
} from "../../src/lib/load/regression.js";
import {standardise, standardOf} from "../../src/lib/load/standard.js";
import {mulberry32, normal} from "../../src/lib/random.js";

describe("the regression by hour", () => {
  const draw = normal(mulberry32(3));
  const truth = [0.5, 0.03, -0.02];
  const learned = (options: Partial<typeof regressionDefaults>, days: number, spoil = 0) => {
    const regression = startRegression(Float64Array.from([0, 0, 0]), {...regressionDefaults, ...options});
    let before: LearnedDay | undefined;
    for (let d = 0; d < days; ++d) {
      const rows = Array.from({length: 24}, () => Float64Array.from([1, draw(), draw()]));
      const logLoad = Float64Array.from(
        rows,
        (x, h) => x.reduce((s, v, j) => s + v * truth[j], 0) + h * 0.01 + 0.001 * draw()
      );
      if (d === days - 1) for (let h = 0; h < 24; ++h) logLoad[h] += spoil;
      if (d % 7 === 0) solveRegression(regression);
      before = learnDay(regression, {rows, logLoad}, before);
    }
    solveRegression(regression);
    return regression;
  };

  it("finds the coefficients of each hour", () => {
    const {coefficients} = learned({}, 400);
    for (const h of [0, 11, 23]) {
      expect(coefficients[h][0]).toBeCloseTo(0.5 + 0.01 * h, 2);
      expect(coefficients[h][1]).toBeCloseTo(0.03, 3);
      expect(coefficients[h][2]).toBeCloseTo(-0.02, 3);
    }
  });

  it("draws the hours together where it is told to", () => {
    const spread = (coupling: number) => {
      const regression = startRegression(Float64Array.from([5]), {
        ...regressionDefaults,
        coupling,
        rounds: 10
      });
      let before: LearnedDay | undefined;
      for (let d = 0; d < 30; ++d) {
        const rows = Array.from({length: 24}, () => Float64Array.from([1]));
        before = learnDay(
          regression,
          {rows, logLoad: Float64Array.from({length: 24}, (_, h) => (h % 2 ? 1 : 0))},
          before
        );
      }
      solveRegression(regression);
      return regress(regression, 1, Float64Array.from([1])) - regress(regression, 0, Float64Array.from([1]));
    };
    expect(spread(3)).toBeLessThan(0.5 * spread(0));
  });

  it("does not bend for one day of half the load, once it is warm", () => {
    const calm = learned({warmUp: 100}, 300).coefficients[8][0];
    const robust = learned({warmUp: 100}, 300, -0.7).coefficients[8][0];
    const naive = learned({warmUp: 1000}, 300, -0.7).coefficients[8][0];
    expect(Math.abs(robust - calm)).toBeLessThan(0.2 * Math.abs(naive - calm));
  });

  it("leaves out hours that are not known", () => {
    const regression = startRegression(Float64Array.from([0]), regressionDefaults);
    const day = {
      rows: Array.from({length: 24}, () => Float64Array.from([1])),
      logLoad: new Float64Array(24).fill(Number.NaN)
    };
    learnDay(regression, day, learnDay(regression, day));
    expect(regression.days).toBe(0);
    expect(regression.moment[0][0]).toBe(0);
  });
});

describe("the correction", () => {
  it("learns that errors last", () => {
    const days = 200;
    const draw = normal(mulberry32(5));
    const errors = new Float64Array(days * 24);
    let state = 0;
    for (let d = 0; d < days; ++d) {
      state = 0.8 * state + 0.01 * draw();
      errors.fill(state, d * 24, (d + 1) * 24);
    }
    const history = {errors, off: new Uint8Array(days + 7), holiday: new Uint8Array(days + 7)};
    const correction = startCorrection();
    let before = 0;
    let after = 0;
    for (let day = 14; day < days; ++day) {
      const seen = {...history, errors: errors.map((e, i) => (i < day * 24 ? e : Number.NaN))};
      const rows = correctionRows(seen, day, 0, correction.options.scale);
      expect(rows).toHaveLength(24 * correctionCount);
      const truth = errors[day * 24 + 9];
      if (day > 100) {
        before += truth ** 2;
        after += (truth - correct(correction, 9, rows)) ** 2;
      }
      learnCorrection(correction, rows, errors.slice(day * 24, (day + 1) * 24));
    }
    expect(after).toBeLessThan(0.6 * before);
  });
});

describe("standardisation", () => {
  it("gives mean 0 and spread 1, leaves the constant, and holds back columns that hardly moved", () => {
    const draw = normal(mulberry32(7));
    const rows = Float64Array.from({length: 3000}, (_, i) =>
      i % 3 === 0 ? 1 : i % 3 === 1 ? 5 + 2 * draw() : 1e-5 * draw()
    );
    const standard = standardOf(rows, 3, 0, 1000);
    expect([standard.mean[0], standard.scale[0], standard.scale[2]]).toEqual([0, 1, 0.02]);
    standardise(rows, standard);
    const column = rows.filter((_, i) => i % 3 === 1);
    const mean = column.reduce((a, b) => a + b, 0) / 1000;
    expect(mean).toBeCloseTo(0, 9);
    expect(column.reduce((a, b) => a + b * b, 0) / 1000).toBeCloseTo(1, 9);
    expect(rows[3]).toBe(1);
  });
});

describe("weather as uncertain as a forecast", () => {
  const hours = 24 + 168;
  const flat = (x: number) => new Float64Array(cities.length * hours).fill(x);
  const weather = {
    temperature: flat(10),
    humidity: flat(70),
    precipitation: flat(0),
    wind: flat(20),
    cloud: flat(50)
  };
  const errors = Array.from({length: 600}, (_, seed) =>
    degrade(weather, hours, 24, seed).temperature.map((x) => x - 10)
  );
  const spread = (city: number, i: number) =>
    Math.sqrt(errors.reduce((sum, e) => sum + e[city * hours + i] ** 2, 0) / errors.length);

  it("leaves the past alone and repeats itself with its seed", () => {
    expect(errors.every((e) => e.slice(0, 24).every((x) => x === 0))).toBe(true);
    expect(degrade(weather, hours, 24, 9)).toEqual(degrade(weather, hours, 24, 9));
    expect(weather.temperature.every((x) => x === 10)).toBe(true);
  });

  it("errs by 0.8 °C on the first day and 2.5 °C on the seventh, mostly alike in all cities", () => {
    expect(Math.abs(spread(0, 24 + 12) - 0.8)).toBeLessThan(0.08);
    expect(Math.abs(spread(3, 24 + 156) - 2.5)).toBeLessThan(0.25);
    const i = 24 + 100;
    const product = errors.reduce((sum, e) => sum + e[i] * e[4 * hours + i], 0) / errors.length;
    expect(Math.abs(product / (spread(0, i) * spread(4, i)) - 0.8)).toBeLessThan(0.06);
  });
});
