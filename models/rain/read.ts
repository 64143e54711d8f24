import {neighboursOf} from "../../src/lib/rain/features.js";
import {fieldsOf} from "../../src/lib/rain/field.js";
import {fieldFeatureNames, fieldFeatures} from "../../src/lib/rain/field-features.js";
import {type RainRecord, rainyDays, rainyNextDays} from "../../src/lib/rain/record.js";
import {addDays, dayNumber, midnight, weekday} from "../../src/lib/time/zone.js";
import {townOf} from "../../src/lib/towns.js";
import type {Slicing, StudyData, TableFiles} from "../study.js";
import {type RainData, type RainTraining, zone} from "./data.js";
import {readRainRecord} from "./record.js";

/** The days whose rain is held out, to choose thresholds and calibration on, and those that are scored: [from, to). */
export const split = {held: "2015-01-01", scored: "2016-01-01", end: "2017-06-26"} as const;

/**
 * The study's data. The origins are the days of which at least half of the towns have reported the day before, from `split.held` on; the last is that of `today`, or of
 * the day after the last known one where the reports are late. The first training learns before `split.held` and serves all origins before
 * the Monday of the last one's week; the second one learns before that Monday.
 * @throws where the record does not reach back to a year before `split.held`
 */
export async function readRain(tables: TableFiles, today: string): Promise<StudyData<RainData>> {
  return rainStudy(await readRainRecord(tables, today));
}

/** The last day of the week, whose last training is the one of `day`: it learns before their Monday. */
export function lastLikeRain(day: string): string {
  return addDays(day, 6 - weekday(day));
}

/** What `readRain` gives, without the national fields, which take long. */
export async function readRainScheme(
  tables: TableFiles,
  today: string
): Promise<Omit<StudyData<RainData>, "data">> {
  return layOut(await readRainRecord(tables, today)).judging;
}

/** The study's data of a record that ends with the day before the last origin. Throws as `readRain` does. */
export function rainStudy(record: RainRecord): StudyData<RainData> {
  const {days, towns: names} = record;
  const {originDays, place, rainy, reported, judging} = layOut(record);
  const originOf = (d: number) => addDays(days[d]!, 1);
  const last = originDays[originDays.length - 1]!;
  const monday = addDays(originOf(last), -weekday(originOf(last)));
  const cuts = [split.held, monday].map((day) => Math.max(dayNumber(day) - dayNumber(days[0]!), 0));
  const neighbours = neighboursOf(rainy, names.length, cuts[0]!);
  const fields = bothFields(record, reported, cuts, neighbours);
  const served = [0, place(monday), originDays.length];
  return {
    data: {
      record,
      originDays,
      trainings: cuts.map((day, i) => ({day, from: served[i]!, to: served[i + 1]!, ...fields[i]!})),
      held: {from: 0, to: judging.scoredFrom},
      neighbours
    },
    ...judging
  };
}

/** The origins of a record, and what is judged at them. */
function layOut(record: RainRecord) {
  const {days, towns: names} = record;
  const n = names.length;
  const rainy = rainyDays(record);
  const reports = days.map(
    (_, d) => rainy.subarray(d * n, (d + 1) * n).filter((x) => !Number.isNaN(x)).length
  );
  const reported = reports.map((count) => count > 0);
  const enough = (d: number) => 2 * reports[d]! >= n;
  const originOf = (d: number) => addDays(days[d]!, 1);
  const originDays = Int32Array.from([...days.keys()].filter((d) => enough(d) && originOf(d) >= split.held));
  if (days[0]! > addDays(split.held, -365) || originDays.length === 0)
    throw new Error(
      `rain: expected a record from a year before ${split.held} on, it begins on ${days[0]}. Pull the history.`
    );
  const place = (day: string) => {
    const o = originDays.findIndex((d) => originOf(d) >= day);
    return o < 0 ? originDays.length : o;
  };
  const starts = Float64Array.from(originDays, (d) => midnight(zone, originOf(d)));
  const next = rainyNextDays(record);
  const actual = new Float64Array(originDays.length * n);
  originDays.forEach((d, o) => {
    actual.set(next.subarray(d * n, (d + 1) * n), o * n);
  });
  const judging: Omit<StudyData<RainData>, "data"> = {
    scheme: {series: names, origins: starts, leads: 1, block: 1, times: starts},
    truth: {actual, recorded: actual, comparable: new Uint8Array(actual.length).fill(1)},
    scoredFrom: place(split.scored),
    scoredTo: place(split.end),
    slices: slicesOf(Array.from(originDays, originOf)),
    groups: {climate: names.map((station) => townOf(station).climate)}
  };
  return {originDays, place, rainy, reported, judging};
}

/** The national field at each training, from all that the towns know at the end of the day and from what they know at 3 pm. */
function bothFields(
  record: RainRecord,
  reported: readonly boolean[],
  cuts: readonly number[],
  neighbours: Int32Array
) {
  const {towns: names, days} = record;
  const n = names.length;
  const folds = Int16Array.from(days, (day, d) => {
    if (!reported[d]) return -2;
    return reported[d + 1] ? Number(day.slice(0, 4)) : -1;
  });
  const examples = {features: fieldFeatures(record), targets: rainyNextDays(record), towns: n, folds};
  const gust = fieldFeatureNames.indexOf("gust_speed");
  const gusts = Array.from({length: n}, (_, t) => t * fieldFeatureNames.length + gust);
  // A training on a day knows the rain of the day before it, which is the target of the one before that.
  const fields = fieldsOf(
    examples,
    cuts.map((day) => day - 1),
    [[], gusts]
  );
  return fields.map(([whole, blind]) => ({
    field: whole!.answers,
    fieldAt3pm: blind!.answers,
    own: ownWeights(whole!, neighbours)
  }));
}

/** What a town's own report adds to its field, and to those of its neighbours. */
function ownWeights(
  {weights, means}: {weights: Float64Array; means: Float64Array},
  neighbours: Int32Array
): RainTraining["own"] {
  const own = fieldFeatureNames.length;
  const width = means.length;
  const n = weights.length / width;
  const each = neighbours.length / n;
  const of = (field: number, town: number) =>
    weights.subarray(field * width + town * own, field * width + (town + 1) * own);
  const out = {
    weights: new Float64Array(n * own),
    around: new Float64Array(n * each * own),
    means: means.slice(0, n * own)
  };
  for (let t = 0; t < n; ++t) out.weights.set(of(t, t), t * own);
  neighbours.forEach((neighbour, i) => {
    out.around.set(of(neighbour, Math.floor(i / each)), i * own);
  });
  return out;
}

const seasons = ["summer", "autumn", "winter", "spring"];

/** Ways to split the scores by the day of the forecast: its month and its season. */
function slicesOf(days: readonly string[]): Record<string, Slicing> {
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  const place = new Map(months.map((month, i) => [month, i]));
  return {
    month: {names: months, of: Int16Array.from(days, (day) => place.get(day.slice(0, 7))!)},
    season: {
      names: seasons,
      of: Int16Array.from(days, (day) => Math.floor((Number(day.slice(5, 7)) % 12) / 3))
    }
  };
}
