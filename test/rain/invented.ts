import {trainLogistic} from "../../src/lib/logistic/model.js";
import {linearFeatures, ownFeatures, wideFeatures} from "../../src/lib/rain/features.js";
import {fieldFeatureNames, fieldFeatures} from "../../src/lib/rain/field-features.js";
import {
  directions,
  measures,
  type RainRecord,
  rainyNextDays,
  type Variable
} from "../../src/lib/rain/record.js";
import type {MemberDescription, MemberFile} from "../../src/lib/rain/scenario/members.js";
import {packRecord, type RainScenario} from "../../src/lib/rain/scenario/state.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {addDays} from "../../src/lib/time/zone.js";
import {trainBoosted} from "../../src/lib/trees/boost.js";
import {encodeModel} from "../../src/lib/trees/file.js";

const stations = ["Adelaide", "Ballarat", "Cobar", "Darwin"];
export const starts = 10;

/** Weather that goes over four towns from west to east: humid, low and cloudy before rain; a fifth of the readings is missing, and all of the last town's. */
export function inventedRain(count = 420): RainRecord {
  const random = mulberry32(11);
  const draw = normal(random);
  const n = stations.length;
  const days = Array.from({length: count}, (_, d) => addDays("2023-10-30", d));
  const fronts = Float64Array.from({length: count + 1}, () => draw());
  const make = (of: (front: number, before: number, t: number) => number, gaps = 0.2) =>
    Float64Array.from({length: count * n}, (_, i) => {
      const [d, t] = [Math.floor(i / n), i % n];
      const value = of(fronts[d + 1]!, fronts[d]!, t);
      return t === n - 1 || random() < gaps ? Number.NaN : value;
    });
  const near = (value: number, step: number) => Math.round(value / step) * step;
  const values = Object.fromEntries([
    ...measures.map((name) => [name, make((front) => near(20 + 6 * front + 3 * draw(), 0.5))]),
    ...directions.map((name) => [name, make(() => Math.floor(16 * random()))])
  ]) as Record<Variable, Float64Array>;
  values.rainfall = make((_, before) => Math.max(0, near(4 * before + draw(), 0.5)), 0.02);
  values.humidity_3pm = make((front) => Math.min(100, Math.max(3, near(55 + 18 * front + 8 * draw(), 1))));
  values.pressure_3pm = make((front) => near(1014 - 6 * front + 3 * draw(), 0.5));
  values.pressure_9am = values.pressure_3pm.map((x) => x + near(1 + draw(), 0.5));
  values.cloud_3pm = make((front) => Math.min(8, Math.max(0, near(4 + 2 * front + draw(), 1))));
  return {towns: stations, days, values};
}

export const members: readonly MemberDescription[] = [
  {name: "boosted", label: "Boosted trees", kind: "boosted", features: "own"},
  {name: "boosted-wide", label: "Boosted trees, wide", kind: "boosted", features: "wide"},
  {name: "logistic", label: "Logistic regression", kind: "logistic", features: "linear"}
];

/** A national field that is linear in what all towns report, that makes much of humid, cloudy, low air; a missing feature counts as its mean. */
function inventedField(record: RainRecord) {
  const n = record.towns.length;
  const features = fieldFeatures(record);
  const width = features.length / record.days.length;
  const rows = record.days.map((_, d) => features.subarray(d * width, (d + 1) * width));
  const means = Float64Array.from({length: width}, (_, j) => {
    const known = rows.map((row) => row[j]).filter((x) => !Number.isNaN(x));
    return known.length ? known.reduce((sum, x) => sum + x, 0) / known.length : 0;
  });
  const draw = normal(mulberry32(5));
  const spreads: Readonly<Record<string, number>> = {humidity_3pm: 20, cloud_3pm: 2, pressure_3pm: -7};
  const weights = Float64Array.from({length: n * width}, (_, i) => {
    const spread = spreads[fieldFeatureNames[(i % width) % fieldFeatureNames.length]];
    return (spread ? 0.06 / spread : 0) + 0.0005 * draw();
  });
  const field = Float64Array.from({length: record.days.length * n}, (_, i) =>
    rows[Math.floor(i / n)].reduce(
      (sum, x, j) => sum + (Number.isNaN(x) ? 0 : weights[(i % n) * width + j] * (x - means[j])),
      0.3
    )
  );
  return {field, weights, means};
}

/** Small models that have learned from an invented record, and the scenario that is published of them. */
export function inventedStudy(record: RainRecord = inventedRain()) {
  const n = record.towns.length;
  const known = record.days.length - starts;
  const neighbours = Int32Array.from(record.towns.flatMap((_, t) => [(t + 1) % n, (t + 2) % n]));
  const {field, weights, means} = inventedField(record);
  const cells = [...rainyNextDays(record).keys()].filter(
    (cell) => cell < known * n && !Number.isNaN(rainyNextDays(record)[cell]!)
  );
  const target = Float64Array.from(cells, (cell) => rainyNextDays(record)[cell]!);
  const sets = {
    boosted: ownFeatures(record, field, cells),
    "boosted-wide": wideFeatures(record, field, neighbours, cells),
    logistic: linearFeatures(record, field, neighbours, cells)
  };
  const boosted = (name: "boosted" | "boosted-wide") =>
    encodeModel(
      trainBoosted(sets[name].table, target, {
        ...{loss: "logistic", trees: 30, leaves: 8, rate: 0.15, leastRows: 10, seed: 3}
      }),
      sets[name].names
    );
  const files: Record<string, MemberFile> = {
    boosted: boosted("boosted"),
    "boosted-wide": boosted("boosted-wide"),
    logistic: trainLogistic({names: sets.logistic.names, columns: sets.logistic.table.columns}, target, {
      penalty: 5
    })
  };
  const own = fieldFeatureNames.length;
  const width = means.length;
  const state: RainScenario = {
    towns: record.towns.map((station) => ({station, id: station.toLowerCase(), name: station, state: "SA"})),
    ...packRecord(record, starts),
    field: [...field.subarray(known * n)],
    own: {
      weights: record.towns.flatMap((_, t) => [
        ...weights.subarray(t * width + t * own, t * width + (t + 1) * own)
      ]),
      around: [...neighbours].flatMap((field, i) => {
        const from = field * width + Math.floor(i / 2) * own;
        return [...weights.subarray(from, from + own)];
      }),
      means: [...means.subarray(0, n * own)]
    },
    neighbours: [...neighbours],
    climatology: Array.from({length: starts * n}, (_, i) => 0.2 + 0.01 * i),
    issued: Array.from({length: starts * n}, () => null),
    threshold: 0.38,
    mix: {intercept: -0.05, slope: 1.1, least: 0.001},
    members,
    label: "Mixed",
    champion: null
  };
  return {
    record,
    field,
    neighbours,
    weights,
    means,
    files,
    state: JSON.parse(JSON.stringify(state)) as RainScenario
  };
}
