import {describe, expect, it} from "vitest";
import {weighedOrigins} from "../../models/judge/losses.js";
import {probabilityMetricsOf} from "../../models/judge/probability-metrics.js";
import {probabilityMetricsSchema} from "../../src/lib/artifacts/scores.js";
import reference from "../reference/scores.json" with {type: "json"};
import {dailyScheme} from "./world.js";

describe("scores of probabilities", () => {
  it("are scikit-learn's", () => {
    const {y, p, ...expected} = reference.binary;
    const scores = probabilityMetricsOf(Float64Array.from(y), Float64Array.from(p), 0.5);
    for (const name of ["brier", "logLoss", "auc", "averagePrecision"] as const)
      expect(scores[name]! / expected[name]).toBeCloseTo(1, 5);
    const at = expected["at0.5"];
    for (const name of ["f1", "precision", "recall"] as const)
      expect(scores[name]! / at[name]).toBeCloseTo(1, 5);
    expect([
      [scores.rejections, scores.alarms],
      [scores.misses, scores.hits]
    ]).toEqual(at.confusion);
  });

  it("are those by hand, on the pairs that are known", () => {
    const actual = Float64Array.of(1, 0, 1, 0, Number.NaN, 1);
    const values = Float64Array.of(0.9, 0.6, 0.4, 0.1, 0.5, Number.NaN);
    const scores = probabilityMetricsOf(actual, values, 0.6);
    expect(probabilityMetricsSchema.parse(scores)).toEqual(scores);
    expect(scores).toMatchObject({
      ...{rate: 0.5, brier: (0.01 + 0.36 + 0.36 + 0.01) / 4, auc: 0.75, uncertainty: 0.25},
      ...{reliability: 0.185, resolution: 0.25, averagePrecision: 0.833333, logLoss: 0.510826},
      ...{threshold: 0.6, f1: 0.5, precision: 0.5, recall: 0.5, hits: 1, alarms: 1, misses: 1, rejections: 1}
    });
  });

  it("leave out what needs a threshold where there is none, and are null where there is nothing", () => {
    const some = probabilityMetricsOf(Float64Array.of(1, 0), Float64Array.of(0.7, 0.2));
    expect(some.brier).toBeCloseTo(0.065, 12);
    for (const name of ["threshold", "f1", "hits"]) expect(some).not.toHaveProperty(name);
    const never = probabilityMetricsOf(Float64Array.of(0, 0), Float64Array.of(0.3, 0.2), 0.5);
    expect(never).toMatchObject({
      ...{auc: null, averagePrecision: null, f1: null, precision: null, recall: null},
      ...{rate: 0, brier: 0.065, hits: 0, alarms: 0, misses: 0, rejections: 2}
    });
    const none = probabilityMetricsOf(Float64Array.of(Number.NaN), Float64Array.of(0.5), 0.5);
    expect(none).toMatchObject({rate: null, brier: null, reliability: null, resolution: null, logLoss: null});
    expect(() => probabilityMetricsOf(Float64Array.of(0.5), Float64Array.of(0.5))).toThrow(
      "outcomes of 0 or 1"
    );
  });
});

it("a day on which nothing was said and nothing happened weighs nothing", () => {
  const scheme = {...dailyScheme(3, 1, 1), series: ["a", "b"]};
  const actual = Float64Array.of(0, 0, 1, 0, Number.NaN, Number.NaN);
  const values = Float64Array.of(0.1, 0.2, 0.7, 0.8, 0.9, 0.9);
  const rows = Int32Array.of(0, 1, 2, 3);
  const loss = {
    loss: (a: number, f: number) => Math.abs(Number(f >= 0.5) - a),
    weight: (a: number, f: number) => Number(f >= 0.5) + a
  };
  const span = {scoredFrom: 0, scoredTo: 3};
  const {values: means, weights} = weighedOrigins(scheme, span, {actual}, values, rows, loss);
  expect([...means]).toEqual([0, 1 / 3, Number.NaN]);
  expect([...weights!]).toEqual([0, 3, 0]);
});
