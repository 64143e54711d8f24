import type {FeatureTable} from "../trees/table.js";
import {dewPoint} from "./dew-point.js";
import {harmonics} from "./field-features.js";
import {
  directions,
  knownLate,
  type Measure,
  measures,
  type RainRecord,
  rainyAbove,
  type Variable
} from "./record.js";

/** Features of some towns on some days: a row for each, a column for each name. */
export interface Features {
  readonly names: readonly string[];
  readonly table: FeatureTable;
}

/** Towns and days to make features of, as indices `day × towns + town` into a record's columns. */
export type Cells = ArrayLike<number>;

interface Feature {
  readonly name: string;
  readonly categorical?: boolean;
  /** Its value in a cell; NaN is missing. */
  readonly of: (cell: number) => number;
}

/**
 * What a town reports on its day: the measures and wind directions, whether it rained, the town, two harmonics of the year, and the chance
 * of rain that the national field gives.
 * @param field `[day][town]`, see `fieldsOf`
 */
export function ownFeatures(record: RainRecord, field: Float64Array, cells: Cells): Features {
  return tableOf(own(record, field), cells);
}

/**
 * The same without what a town does not know at 3 pm (see `knownLate`).
 * @param field made without it too
 */
export function ownFeaturesAt3pm(record: RainRecord, field: Float64Array, cells: Cells): Features {
  const late = new Set<string>(knownLate);
  return tableOf(
    own(record, field).filter(({name}) => !late.has(name)),
    cells
  );
}

/**
 * `ownFeatures` with what follows from them and from the days and towns around: dew points, changes in the day, the three days before, sums of rain, and
 * what the towns report whose rain goes with this one's.
 * @param neighbours those towns, `[town][rank]`, see `neighboursOf`
 */
export function wideFeatures(
  record: RainRecord,
  field: Float64Array,
  neighbours: Int32Array,
  cells: Cells
): Features {
  return tableOf(wide(record, field, neighbours), cells);
}

/**
 * `wideFeatures` for a model that is linear in them: a column for each town but the first in place of the categories, and no category else
 * (directions stand as sine and cosine).
 */
export function linearFeatures(
  record: RainRecord,
  field: Float64Array,
  neighbours: Int32Array,
  cells: Cells
): Features {
  return tableOf(linear(record, field, neighbours), cells);
}

/** Features that are made again and again: each call reads what the record and the field hold by then. */
export function featureMaker(
  set: "own" | "wide" | "linear",
  record: RainRecord,
  field: Float64Array,
  neighbours: Int32Array
): (cells: Cells) => Features {
  const features = set === "own" ? own(record, field) : {wide, linear}[set](record, field, neighbours);
  return (cells) => tableOf(features, cells);
}

function wide(record: RainRecord, field: Float64Array, neighbours: Int32Array): Feature[] {
  return [...own(record, field), ...derived(record), ...around(record, field, neighbours)];
}

function linear(record: RainRecord, field: Float64Array, neighbours: Int32Array): Feature[] {
  const n = record.towns.length;
  const numbers = wide(record, field, neighbours).filter(({categorical}) => !categorical);
  const towns = record.towns.slice(1).map((town, t) => ({
    name: `town_${town}`,
    of: (cell: number) => (cell % n === t + 1 ? 1 : 0)
  }));
  return [...numbers, ...towns];
}

function tableOf(features: readonly Feature[], cells: Cells): Features {
  return {
    names: features.map(({name}) => name),
    table: {
      columns: features.map(({of}) => columnOf(of, cells)),
      categorical: [...features.keys()].filter((i) => features[i]!.categorical)
    }
  };
}

/** A loop, since `Float64Array.from` takes several times as long. */
function columnOf(of: Feature["of"], cells: Cells): Float64Array {
  const out = new Float64Array(cells.length);
  for (let i = 0; i < out.length; ++i) out[i] = of(cells[i]!);
  return out;
}

function own({towns, days, values}: RainRecord, field: Float64Array): Feature[] {
  const n = towns.length;
  const waves = days.map(harmonics);
  return [
    ...measures.map((name) => ({name, of: (cell: number) => values[name][cell]!})),
    ...directions.map((name) => ({name, categorical: true, of: (cell: number) => values[name][cell]!})),
    {name: "rain_today", of: (cell) => rainy(values.rainfall[cell]!)},
    {name: "town", categorical: true, of: (cell) => cell % n},
    ...["year_cos", "year_sin", "half_year_cos", "half_year_sin"].map((name, k) => ({
      name,
      of: (cell: number) => waves[Math.floor(cell / n)]![k]!
    })),
    {name: "field", of: (cell) => field[cell]!}
  ];
}

function rainy(rain: number): number {
  return Number.isNaN(rain) ? rain : rain > rainyAbove ? 1 : 0;
}

/** Measures whose last days tell something. */
const remembered: readonly Measure[] = [
  "rainfall",
  "humidity_3pm",
  "pressure_3pm",
  "cloud_3pm",
  "temperature_3pm",
  "gust_speed",
  "sunshine"
];
const lags = [1, 2, 3];
const sums = [3, 7, 30];

function derived({towns, values}: RainRecord): Feature[] {
  const n = towns.length;
  const less = (a: Variable, b: Variable): Feature => ({
    name: `${a}_less_${b}`,
    of: (cell) => values[a][cell]! - values[b][cell]!
  });
  const lagged = (name: Measure, lag: number) => (cell: number) =>
    cell >= lag * n ? values[name][cell - lag * n]! : Number.NaN;
  const dew = (hour: "9am" | "3pm") => (cell: number) =>
    dewPoint(values[`temperature_${hour}`][cell]!, values[`humidity_${hour}`][cell]!);
  const turned = (name: (typeof directions)[number], of: (x: number) => number) => (cell: number) =>
    of((values[name][cell]! * Math.PI) / 8);
  return [
    {name: "dew_point_9am", of: dew("9am")},
    {name: "dew_point_3pm", of: dew("3pm")},
    {name: "dew_depression_3pm", of: (cell) => values.temperature_3pm[cell]! - dew("3pm")(cell)},
    less("temperature_max", "temperature_min"),
    less("temperature_3pm", "temperature_9am"),
    less("humidity_3pm", "humidity_9am"),
    less("pressure_3pm", "pressure_9am"),
    less("cloud_3pm", "cloud_9am"),
    less("wind_speed_3pm", "wind_speed_9am"),
    ...directions.flatMap((name) => [
      {name: `${name}_sin`, of: turned(name, Math.sin)},
      {name: `${name}_cos`, of: turned(name, Math.cos)}
    ]),
    {name: "log_rainfall", of: (cell) => Math.log1p(values.rainfall[cell]!)},
    ...remembered.flatMap((name) => lags.map((lag) => ({name: `${name}_lag${lag}`, of: lagged(name, lag)}))),
    ...(["pressure_3pm", "humidity_3pm", "temperature_3pm"] as const).map((name) => ({
      name: `${name}_less_yesterday`,
      of: (cell: number) => values[name][cell]! - lagged(name, 1)(cell)
    })),
    ...sums.map((length) => ({
      name: `rainfall_sum${length}`,
      of: (cell: number) => sumBefore(values.rainfall, cell, n, length)
    }))
  ];
}

/** The sum of a town's last days, today's included; NaN where more than a third of them are missing. */
function sumBefore(values: Float64Array, cell: number, towns: number, length: number): number {
  let [sum, known] = [0, 0];
  for (let k = 0, at = cell; k < length && at >= 0; ++k, at -= towns) {
    const value = values[at]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  return 3 * known >= 2 * length ? sum : Number.NaN;
}

const asked: readonly Measure[] = ["rainfall", "humidity_3pm", "pressure_3pm", "cloud_3pm"];

function around({towns, values}: RainRecord, field: Float64Array, neighbours: Int32Array): Feature[] {
  const n = towns.length;
  const each = neighbours.length / n;
  const beside = (cell: number, rank: number) => cell - (cell % n) + neighbours[(cell % n) * each + rank]!;
  return Array.from({length: each}, (_, rank) => [
    ...asked.map((name) => ({
      name: `neighbour${rank + 1}_${name}`,
      of: (cell: number) => values[name][beside(cell, rank)]!
    })),
    {name: `neighbour${rank + 1}_field`, of: (cell: number) => field[beside(cell, rank)]!}
  ]).flat();
}

/**
 * The towns whose rain goes with a town's: those with the highest correlation of rain (1) or none (0) on the days before one, `[town][rank]`;
 * the first of equals. Pairs of towns with fewer than 100 days in common come last.
 * @param rainy see `rainyDays`
 */
export function neighboursOf(rainy: Float64Array, towns: number, until: number, each = 6): Int32Array {
  const out = new Int32Array(towns * each);
  for (let a = 0; a < towns; ++a) {
    const likeness = Array.from({length: towns}, (_, b) =>
      a === b ? -2 : correlation(rainy, towns, until, a, b)
    );
    const order = [...likeness.keys()].sort((i, j) => likeness[j]! - likeness[i]!);
    out.set(order.slice(0, each), a * each);
  }
  return out;
}

function correlation(rainy: Float64Array, towns: number, until: number, a: number, b: number): number {
  let [n, sa, sb, both] = [0, 0, 0, 0];
  for (let d = 0; d < until; ++d) {
    const x = rainy[d * towns + a]!;
    const y = rainy[d * towns + b]!;
    if (Number.isNaN(x - y)) continue;
    n += 1;
    sa += x;
    sb += y;
    both += x * y;
  }
  const spread = Math.sqrt((sa - (sa * sa) / n) * (sb - (sb * sb) / n));
  return n >= 100 && spread > 0 ? (both - (sa * sb) / n) / spread : -1;
}
