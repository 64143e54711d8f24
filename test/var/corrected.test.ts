import {describe, expect, it} from "vitest";
import {leastSquares} from "../../src/lib/algebra/least-squares.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {ensembleAt, ensemblePaths, pastPaths} from "../../src/lib/var/corrected/ensemble.js";
import {
  type CorrectedOptions,
  learnCorrected,
  openCorrected,
  refitCorrected
} from "../../src/lib/var/corrected/learn.js";
import {type CorrectedModel, forecastCorrected} from "../../src/lib/var/corrected/model.js";
import {type CorrectionTerm, placedTerms} from "../../src/lib/var/corrected/terms.js";
import {conditionalForecast} from "../../src/lib/var/forecast/conditional.js";
import {panelOf, panelRows} from "../../src/lib/var/panel.js";

const rows = 220;
const draw = normal(mulberry32(7));
/** Two series whose gap closes by a fifth a row, with errors that come in calm and wild stretches. */
const a = new Float64Array(rows);
const b = new Float64Array(rows);
const deviations = new Float64Array(2 * rows);
for (let t = 0; t < rows; ++t) {
  const wild = t % 80 < 20 ? 3 : 1;
  deviations.fill(wild, 2 * t, 2 * t + 2);
  if (t === 0) continue;
  const before = t % 80 < 21 && t % 80 > 0 ? 3 : 1;
  a[t] = a[t - 1] - 0.2 * (a[t - 1] - b[t - 1]) + before * draw();
  b[t] = b[t - 1] + 0.5 * before * draw();
}
const levels = panelOf({a, b});
const season = Float64Array.from({length: rows + 10}, (_, t) => Math.sin(t / 9));
const terms: CorrectionTerm[] = [
  {name: "gap", weights: {a: 1, b: -1}},
  {name: "season", weights: {a: 1}, normal: season},
  {name: "month", weights: {b: 2}, window: 6}
];
const lags = 2;
const first = 5;
const columns = 1 + 2 * lags + 3;

function regressors(t: number): number[] {
  const mean = b.subarray(t - 5, t + 1).reduce((sum, value) => sum + value, 0) / 6;
  return [
    1,
    a[t] - a[t - 1],
    b[t] - b[t - 1],
    a[t - 1] - a[t - 2],
    b[t - 1] - b[t - 2],
    a[t] - b[t],
    a[t] - season[t],
    2 * (b[t] - mean)
  ];
}

function fitted(options: CorrectedOptions, panel = levels, last = rows - 1): CorrectedModel {
  const state = openCorrected(panel, deviations.slice(0, panel.values.length), terms, {
    lags,
    clip: 1e6,
    ...options
  });
  learnCorrected(state, last);
  return refitCorrected(state);
}

const near = (actual: Float64Array, expected: ArrayLike<number>, tolerance: number) => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]), `place ${i}`).toBeLessThan(tolerance);
  });
};

describe("learning", () => {
  it("is weighted least squares with penalty rows, by QR", () => {
    const given = {ridge: 8, others: 3, constant: 5, terms: 2, halfLife: 60};
    const {coefficients, covariance} = fitted(given);
    const starts = Array.from({length: rows - 1 - first}, (_, r) => first + r);
    const age = starts.map((t) => 0.5 ** ((rows - 2 - t) / 60));
    const total = age.reduce((sum, value) => sum + value, 0);
    const products = [0, 0, 0, 0];
    [a, b].forEach((series, equation) => {
      const weight = starts.map((t, r) => age[r] / deviations[2 * t + equation] ** 2);
      const sum = (of: (r: number) => number) => weight.reduce((s, w, r) => s + w * of(r), 0);
      const raw = starts.map(regressors);
      const means = raw[0].map((_, c) => (c === 0 ? 0 : sum((r) => raw[r][c]) / sum(() => 1)));
      const x = raw.map((row) => row.map((value, c) => value - means[c]));
      const penalty = [
        5,
        ...[1, 4].flatMap((l) => [0, 1].map((j) => 8 * l * (j === equation ? 1 : 3))),
        2,
        2,
        2
      ];
      const all = [
        ...x.map((row, r) => row.map((value) => value * Math.sqrt(weight[r]))),
        ...penalty.map((p, c) =>
          penalty.map((_, k) => (k === c ? Math.sqrt((p * sum((r) => x[r][c] ** 2)) / total) : 0))
        )
      ];
      const y = [
        ...starts.map((t, r) => (series[t + 1] - series[t]) * Math.sqrt(weight[r])),
        ...penalty.map(() => 0)
      ];
      const expected = leastSquares(
        Float64Array.from(all.flat()),
        Float64Array.from(y),
        all.length,
        columns
      ).coefficients;
      expected[0] -= means.reduce((s, mean, c) => s + mean * expected[c], 0);
      near(
        Float64Array.from({length: columns}, (_, c) => coefficients[2 * c + equation]),
        expected,
        1e-10
      );
    });
    // Before the first fit every change is expected to be 0, so that the changes themselves are the errors.
    starts.forEach((t, r) => {
      const e = [(a[t + 1] - a[t]) / deviations[2 * t], (b[t + 1] - b[t]) / deviations[2 * t + 1]];
      for (const k of [0, 1, 2, 3]) products[k] += age[r] * e[k >> 1] * e[k & 1];
    });
    const scale = deviations[2 * rows - 2] ** 2 / total;
    near(
      covariance,
      products.map((value) => value * scale),
      1e-10
    );
  });

  it("draws to no change where the penalty is heavy", () => {
    near(fitted({ridge: 1e9, constant: 1e9}).coefficients, new Float64Array(2 * columns), 1e-4);
  });

  it("sees nothing after its row", () => {
    const changed = {...levels, values: levels.values.slice()};
    changed.values.fill(50, 2 * 151);
    expect(fitted({}, changed, 150)).toEqual(fitted({}, levels, 150));
    expect(fitted({}, levels, 151)).not.toEqual(fitted({}, levels, 150));
  });

  it("learns an error beyond six deviations as one of six", () => {
    const learnedWith = (jump: number) => {
      const values = levels.values.slice();
      const panel = {...levels, values};
      const state = openCorrected(panel, deviations, terms, {lags});
      learnCorrected(state, 150);
      const {coefficients} = refitCorrected(state);
      const expected = regressors(150).reduce((sum, x, c) => sum + x * coefficients[2 * c], 0);
      values[2 * 151] = values[300] + expected + jump * deviations[300];
      learnCorrected(state, 151);
      return refitCorrected(state);
    };
    near(learnedWith(60).coefficients, learnedWith(6).coefficients, 1e-12);
    expect(Math.abs(learnedWith(5).coefficients[0] - learnedWith(6).coefficients[0])).toBeGreaterThan(1e-6);
  });
});

/** A model of one term: a closes half of its gap to b in each step. */
const closing: CorrectedModel = {
  names: ["a", "b"],
  lags: 1,
  terms: placedTerms(["a", "b"], [{name: "gap", weights: {a: 1, b: -1}}]),
  coefficients: Float64Array.from([0, 0, 0, 0, 0, 0, -0.5, 0]),
  covariance: Float64Array.from([1, 0, 0, 1])
};

describe("forecasting", () => {
  it("carries the terms on along the path", () => {
    const two = panelOf({a: [10, 18], b: [2, 2]});
    const {mean, responses} = forecastCorrected(closing, two, 1, 3);
    expect(Array.from(mean)).toEqual([10, 2, 6, 2, 4, 2]);
    expect(Array.from(responses)).toEqual([1, 0, 0, 1, 0.5, 0.5, 0, 1, 0.25, 0.75, 0, 1]);
  });

  it("equals the regression carried on by hand, with normal values and trailing means", () => {
    const model = fitted({ridge: 5});
    const {mean} = forecastCorrected(model, levels, 180, 8);
    const [pa, pb] = [a.slice(), b.slice()];
    for (let t = 180; t < 188; ++t) {
      const month = pb.subarray(t - 5, t + 1).reduce((sum, value) => sum + value, 0) / 6;
      const x = [
        1,
        pa[t] - pa[t - 1],
        pb[t] - pb[t - 1],
        pa[t - 1] - pa[t - 2],
        pb[t - 1] - pb[t - 2],
        pa[t] - pb[t],
        pa[t] - season[t],
        2 * (pb[t] - month)
      ];
      pa[t + 1] = pa[t] + x.reduce((sum, value, c) => sum + value * model.coefficients[2 * c], 0);
      pb[t + 1] = pb[t] + x.reduce((sum, value, c) => sum + value * model.coefficients[2 * c + 1], 0);
      expect(mean[2 * (t - 180)]).toBeCloseTo(pa[t + 1], 11);
      expect(mean[2 * (t - 180) + 1]).toBeCloseTo(pb[t + 1], 11);
    }
  });

  it("answers an error as its responses say, and meets conditions", () => {
    const model = fitted({ridge: 5});
    const forecast = forecastCorrected(model, levels, 180, 8);
    const moved = {...levels, values: levels.values.slice()};
    moved.values[361] += 1;
    const {mean} = forecastCorrected(model, moved, 180, 8);
    for (let h = 1; h < 8; ++h)
      for (const i of [0, 1])
        expect(forecast.responses[(h * 2 + i) * 2 + 1]).toBeCloseTo(
          mean[(h - 1) * 2 + i] - forecast.mean[(h - 1) * 2 + i],
          11
        );
    const given = conditionalForecast(forecast, [{name: "b", step: 4, value: 3}]);
    expect(given.mean[7]).toBe(3);
    expect(given.covariance[15 * 16 + 15]).toBeLessThan(forecast.covariance[3] * 50);
  });
});

describe("the distribution", () => {
  const model = fitted({}, levels, 150);
  const past = pastPaths(model, levels, {first: 60, last: 156, steps: 5});

  it("is the mean path plus past errors, scaled by volatility now over then", () => {
    const members = ensembleAt(past, deviations, 156, 3, {members: 80, power: () => 0.5});
    expect(members.length).toBe(160);
    const mean = forecastCorrected(model, levels, 156, 5).mean;
    // Row 85 is wild, the origin and the others are calm.
    [0, 11, 79].forEach((m) => {
      const row = 156 - 3 - 79 + m;
      const then = forecastCorrected(model, levels, row, 5).mean;
      for (const i of [0, 1]) {
        const error = levels.values[2 * (row + 3) + i] - then[4 + i];
        const scale = Math.sqrt(deviations[2 * 156 + i] / deviations[2 * row + i]);
        expect(members[2 * m + i]).toBeCloseTo(mean[4 + i] + error * scale, 11);
      }
    });
    expect(ensembleAt(past, deviations, 156, 1).length).toBe(2 * (155 - 60 + 1));
  });

  it("uses power .7, and .4 from step 20", () => {
    const long = pastPaths(model, levels, {first: 60, last: 156, steps: 20});
    for (const [step, power] of [
      [19, 0.7],
      [20, 0.4]
    ])
      expect(ensembleAt(long, deviations, 156, step)).toEqual(
        ensembleAt(long, deviations, 156, step, {power: () => power})
      );
  });

  it("keeps members together over the steps", () => {
    const paths = ensemblePaths(past, deviations, 156, {members: 30});
    const at = (step: number) => Array.from({length: 30}, (_, m) => paths[(m * 5 + step - 1) * 2]);
    expect(at(5)).toEqual(
      Array.from(ensembleAt(past, deviations, 156, 5, {members: 30})).filter((_, i) => i % 2 === 0)
    );
    // At step 3 they are the same past rows as at step 5, not the latest ones.
    const rowsAt3 = Array.from(ensembleAt(past, deviations, 156, 3, {members: 32})).filter(
      (_, i) => i % 2 === 0
    );
    expect(at(3)).toEqual(rowsAt3.slice(0, 30));
  });

  it("sees nothing after the origin", () => {
    const changed = {...levels, values: levels.values.slice()};
    changed.values.fill(-99, 2 * 155);
    const same = pastPaths(model, changed, {first: 60, last: 156, steps: 5});
    for (const step of [1, 5])
      expect(ensembleAt(same, deviations, 154, step)).toEqual(ensembleAt(past, deviations, 154, step));
    expect(ensemblePaths(same, deviations, 154)).toEqual(ensemblePaths(past, deviations, 154));
  });

  it.each([
    ["an origin outside", () => ensembleAt(past, deviations, 157, 1), "an origin within 60 … 156, got 157"],
    ["a step outside", () => ensembleAt(past, deviations, 156, 6), "a step within 1 … 5, got 6"],
    ["no known outcome", () => ensembleAt(past, deviations, 61, 3), "they start at 60"],
    ["no member", () => ensembleAt(past, deviations, 156, 1, {members: 0}), "members from 1, got 0"],
    [
      "rows without past",
      () => pastPaths(model, levels, {first: 2, last: 9, steps: 1}),
      "rows within 5 … 219, got 2 … 9"
    ],
    [
      "normal values that end",
      () => pastPaths(model, levels, {first: 60, last: 219, steps: 15}),
      "normal values up to row 233"
    ]
  ])("refuses %s", (_, bad, message) => {
    expect(bad).toThrow(message);
  });
});

describe("bad input", () => {
  const open =
    (options: CorrectedOptions, given = terms, panel = levels, own = deviations) =>
    () =>
      openCorrected(panel, own.slice(0, panel.values.length), given, options);
  const zero = deviations.slice();
  zero[41] = 0;
  it.each([
    ["no lag", open({lags: 0}), "a whole number of lags from 1, got 0"],
    ["a penalty of 0", open({ridge: 0}), "expected ridge above 0, got 0"],
    ["a deviation of 0", open({}, terms, levels, zero), "a deviation above 0 of b in row 20, got 0"],
    [
      "deviations that end",
      () => openCorrected(levels, deviations.slice(2), terms),
      "expected 220 rows of 2 deviations, got 438"
    ],
    ["too few rows", open({lags: 5}, terms, panelRows(levels, 0, 6)), "need at least 7 rows, got 6"],
    ["an unknown series", open({}, [{name: "x", weights: {c: 1}}]), "expected one of the series a, b, got c"],
    ["no weight", open({}, [{name: "x", weights: {}}]), "correction x: expected finite weights"],
    [
      "a window of one",
      open({}, [{name: "x", weights: {a: 1}, window: 1}]),
      "a window of 2 rows or more, got 1"
    ],
    [
      "normal values that end",
      open({}, [{name: "x", weights: {a: 1}, normal: season.slice(0, 9)}]),
      "for 220 rows, got 9"
    ],
    [
      "a gap in them",
      open({}, [{name: "x", weights: {a: 1}, normal: season.map((v, t) => (t === 7 ? Number.NaN : v))}]),
      "value in row 7, got NaN"
    ],
    [
      "nothing learned",
      () => refitCorrected(openCorrected(levels, deviations, terms)),
      "expected rows that were learned, got none"
    ],
    [
      "a row that does not exist",
      () => learnCorrected(openCorrected(levels, deviations, terms), 220),
      "a row below 220, got 220"
    ],
    [
      "a forecast from too early",
      () => forecastCorrected(closing, levels, 0, 1),
      "a row within 1 … 219, got 0"
    ]
  ])("refuses %s", (_, bad, message) => {
    expect(bad).toThrow(message);
  });
});
