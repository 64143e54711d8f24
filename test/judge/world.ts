import type {JudgedStudy} from "../../models/judge/judge.js";
import type {Candidate, StudyData} from "../../models/study.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Rolled, Scheme, Truth} from "../../src/lib/rolled.js";

const hour = 3_600_000;
const start = Date.UTC(2024, 0, 1);

/** Daily origins with days of `perDay` hours, for tests: origins at UTC midnights. */
export function dailyScheme(origins: number, days: number, perDay = 24): Scheme {
  const starts = Float64Array.from({length: origins}, (_, o) => start + o * 24 * hour);
  const leads = days * perDay;
  const step = (24 / perDay) * hour;
  const times = Float64Array.from(
    {length: origins * leads},
    (_, i) => starts[Math.floor(i / leads)]! + (i % leads) * step
  );
  return {series: [""], origins: starts, leads, block: perDay, times};
}

export interface World {
  readonly study: JudgedStudy;
  readonly data: Omit<StudyData<unknown>, "data">;
  readonly rolled: readonly Rolled[];
}

/**
 * A small made-up study: a rhythm of nine days, a naive baseline with errors of 4 %, a good model of 1 %, a fair one of 1.5 %, and a
 * reference of 2 % for the first day only. One origin in ten is not comparable; the truth ends at the last origin.
 */
export function world({origins = 120, days = 2, perDay = 4, scoredFrom = 60, seed = 1} = {}): World {
  const scheme = dailyScheme(origins, days, perDay);
  const draw = normal(mulberry32(seed));
  const n = origins * scheme.leads;
  const load = (time: number) => 50_000 + 6_000 * Math.sin((2 * Math.PI * time) / (9 * 24 * hour)) + 0.3;
  const last = scheme.origins[origins - 1]!;
  const actual = Float64Array.from(scheme.times, (t) => (t < last ? load(t) : Number.NaN));
  const comparable = Uint8Array.from({length: n}, (_, i) =>
    Math.floor(i / scheme.leads) % 10 === 3 ? 0 : 1
  );
  const recorded = actual.map((a, i) => (comparable[i] ? a : a * 1.05));
  const truth: Truth = {actual, recorded, comparable};
  const forecast = (size: number) =>
    Float64Array.from(
      scheme.times,
      (t, i) => load(t) * Math.exp(size * (1 + 0.3 * Math.floor((i % scheme.leads) / perDay)) * draw())
    );
  const good = forecast(0.01);
  const rolled: Rolled[] = [
    {candidate: "naive", kind: "baseline", values: forecast(0.04)},
    {candidate: "good", kind: "model", values: good, degraded: good.map((v) => v * Math.exp(0.01 * draw()))},
    {candidate: "fair", kind: "model", values: forecast(0.015)},
    {
      candidate: "official",
      kind: "reference",
      values: forecast(0.02).map((v, i) => (i % scheme.leads < perDay ? v : Number.NaN))
    }
  ];
  const candidates = rolled.map(
    ({candidate, kind}): Candidate => ({
      name: candidate,
      label: `The ${candidate} one`,
      kind,
      description: `How the ${candidate} one works.`,
      params: {size: 1},
      module: new URL("file:///nowhere.ts")
    })
  );
  return {
    study: {
      id: "made-up",
      candidates,
      rule: {metric: "mape", leads: [2], words: "lowest MAPE on the second day"},
      season: 7 * perDay,
      decimals: 0,
      kind: "number",
      seed: 1,
      intervals: {window: 50, least: 30}
    },
    data: {
      scheme,
      truth,
      scoredFrom,
      scoredTo: origins - days,
      slots: Int16Array.from({length: n}, (_, i) => i % perDay),
      slices: {hour: {names: ["0", "6", "12", "18"], of: Int16Array.from({length: n}, (_, i) => i % perDay)}}
    },
    rolled
  };
}

/** The same world in several series of these names: the second is twice as high as the first, and so on. */
export function inSeries({study, data, rolled}: World, names: readonly string[]): World {
  const {origins, leads} = data.scheme;
  const row = (i: number) => Math.floor(i / (names.length * leads)) * leads + (i % leads);
  const times = (i: number) => 1 + (Math.floor(i / leads) % names.length);
  const n = origins.length * names.length * leads;
  const spread = (column: Float64Array) =>
    Float64Array.from({length: n}, (_, i) => column[row(i)]! * times(i));
  const {actual, recorded, comparable} = data.truth;
  return {
    study,
    data: {
      ...data,
      scheme: {...data.scheme, series: names},
      truth: {
        actual: spread(actual),
        recorded: spread(recorded),
        comparable: Uint8Array.from({length: n}, (_, i) => comparable[row(i)]!)
      }
    },
    rolled: rolled.map(({values, degraded, ...one}) => ({
      ...one,
      values: spread(values),
      ...(degraded ? {degraded: spread(degraded)} : {})
    }))
  };
}
