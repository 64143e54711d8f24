import type {RainData, RainTraining} from "../../../models/rain/data.js";
import type {ArtifactsInput, Judged} from "../../../models/study.js";
import type {BacktestReport} from "../../../src/lib/artifacts/backtest.js";
import type {Metrics} from "../../../src/lib/artifacts/scores.js";
import {directions, measures, type RainRecord} from "../../../src/lib/rain/record.js";
import {mulberry32} from "../../../src/lib/random.js";
import {addDays, midnight} from "../../../src/lib/time/zone.js";

/** Towns of the invented record: one in the north, one in the south, and one that never reports. */
export const stations = ["Darwin", "Hobart", "Richmond"];
const n = stations.length;
const zone = "Australia/Perth";

/** Names of the invented candidates; the last is the champion. */
export const names = ["climatology", "persistence", "boosted", "boosted-3pm", "mean"] as const;

/** Days of the record, of which the first `scored` origins are scored and the rest come after them; the last has no truth yet. */
export function invented({origins = 40, scored = 25, seed = 5} = {}): ArtifactsInput<RainData> {
  const random = mulberry32(seed);
  const first = "2016-01-01";
  const days = Array.from({length: origins}, (_, d) => addDays(first, d));
  const values = Object.fromEntries(
    [...measures, ...directions].map((name) => [
      name,
      Float64Array.from({length: origins * n}, (_, i) => {
        const x = random();
        if (i % n === 2) return Number.NaN;
        if (name === "rainfall") return x > 0.6 ? Math.round(100 * x) / 10 : 0;
        return (directions as readonly string[]).includes(name) ? Math.floor(16 * x) : Math.round(100 * x);
      })
    ])
  ) as RainRecord["values"];
  const actual = Float64Array.from({length: origins * n}, (_, i) => {
    const rain = values.rainfall[i + n] ?? Number.NaN;
    return Number.isNaN(rain) ? rain : rain > 1 ? 1 : 0;
  });
  const starts = Float64Array.from(days, (day) => midnight(zone, addDays(day, 1)));
  const field = Float64Array.from(actual, (a) => (Number.isNaN(a) ? 0.3 : 0.2 + 0.5 * a + 0.2 * random()));
  // What the scenario needs beside the fields is left out.
  const training = {field, fieldAt3pm: field} as unknown as RainTraining;
  const judged: Judged[] = names.map((candidate, c) => ({
    candidate,
    kind: c < 2 ? "baseline" : "model",
    values: actual.map(
      (a) => Math.round(1000 * (c === 0 ? 0.4 : (Number.isNaN(a) ? 0.4 : a) * 0.5 + 0.5 * random())) / 1000
    )
  }));
  const provenance = {mode: "recorded", asOf: "2016-02-09", sources: []} as const;
  const backtest = {
    study: "rain",
    unit: "probability",
    champion: "mean",
    candidates: names.map((name) => ({
      name,
      label: `The ${name}`,
      kind: name === "climatology" || name === "persistence" ? "baseline" : "model",
      metrics: metrics({n: 50, rate: 0.4, auc: 0.9, f1: 0.7, brier: 0.1, threshold: 0.4}),
      spans: {brier: [0.09, 0.11], auc: [0.88, 0.92], f1: [0.68, 0.72]},
      byLead: [],
      calibration: [{n: 10, from: 0.1, to: 0.3, said: 0.2, happened: 0.25, happenedSpan: [0.1, 0.4]}],
      slices: {
        month: [
          {slice: "2016-01", ...metrics({n: 40}), spans: {brier: null, auc: null, f1: [0.5, 0.9]}},
          {slice: "2016-02", ...metrics({n: 10, f1: 0, hits: 0, alarms: 1, misses: 0, rejections: 9})}
        ],
        season: [{slice: "summer", ...metrics({n: 50})}],
        climate: [
          {slice: "tropical", ...metrics({n: 25})},
          {slice: "temperate", ...metrics({n: 25, f1: 0.4})}
        ],
        series: [
          {slice: "Darwin", ...metrics({n: 25, brier: name === "climatology" ? 0.4 : 0.1})},
          {
            slice: "Hobart",
            ...metrics({n: 25, brier: 0, f1: null, hits: 0, misses: 0, alarms: 0, rejections: 25})
          }
        ]
      },
      versusBaseline: null
    }))
  } as unknown as BacktestReport;
  return {
    today: addDays(first, origins),
    tables: {},
    champion: "mean",
    judged,
    backtest,
    files: {},
    forecast: {
      issuedAt: "2016-02-10T00:00:00Z",
      provenance
    } as unknown as ArtifactsInput<RainData>["forecast"],
    data: {
      data: {
        record: {towns: stations, days, values},
        originDays: Int32Array.from(days, (_, d) => d),
        trainings: [
          {...training, day: 5, from: 0, to: origins - 3},
          {
            ...training,
            field: new Float64Array(field.length),
            day: origins - 3,
            from: origins - 3,
            to: origins
          }
        ],
        held: {from: 0, to: 0},
        neighbours: new Int32Array(0)
      },
      scheme: {series: stations, origins: starts, leads: 1, block: 1, times: starts},
      truth: {
        actual,
        recorded: actual,
        comparable: Uint8Array.from(actual, (a) => (Number.isNaN(a) ? 0 : 1))
      },
      scoredFrom: 0,
      scoredTo: scored
    }
  };
}

function metrics(some: Partial<Metrics>): Metrics {
  return {
    ...({n: 20, hits: 8, alarms: 2, misses: 4, rejections: 6, f1: 0.727, brier: 0.1} as Metrics),
    ...some
  };
}
