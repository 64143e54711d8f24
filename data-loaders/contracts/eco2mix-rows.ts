import {z} from "zod";
import type {Breach} from "../../src/lib/artifacts/tables.js";
import {offsetAt} from "../../src/lib/time/zone.js";
import type {OdreRow} from "../odre.js";
import type {Rule} from "../table.js";
import {breach, printable, stamp} from "./breach.js";

/** The contract of éCO2mix rows as they come, and their way to hourly means. */

const zone = "Europe/Paris";
const HOUR = 3_600_000;

/** Texts that stand for "no value" in éCO2mix. */
const noValue = new Set(["", "ND", "-"]);

const measure = z.string().transform((text, context) => {
  if (noValue.has(text)) return null;
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  context.addIssue({code: "custom", message: "expected a number, ND, - or nothing"});
  return z.NEVER;
});

/** What the rows must satisfy, in words. `column` names their measures. */
export const rowRules = (column: string): readonly Rule[] => [
  {
    code: "row",
    level: "both",
    column: "date_heure",
    rule: "each row has a date, a time and an instant; above 0.1 % without is an error"
  },
  {
    code: "time-label",
    level: "both",
    column: "date_heure",
    rule: "each instant belongs to its local date and time (Europe/Paris); rows that do not are dropped, above 0.5 % is an error"
  },
  {code: "duplicate", level: "warning", column: "date_heure", rule: "no instant twice; the first row counts"},
  {
    code: "conflict",
    level: "both",
    column: "date_heure",
    rule: "no instant twice with different values; above 0.1 % is an error"
  },
  {code: "order", level: "warning", column: "date_heure", rule: "rows come in order of time"},
  {
    code: "text",
    level: "both",
    column,
    rule: "a value is a number, ND, - or nothing; above 0.1 % of other texts is an error"
  }
];

const timeSchema = z.object({
  date: z.iso.date(),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  date_heure: z.iso.datetime({offset: true})
});

const measures = ["consommation", "prevision_j1", "prevision_j", "taux_co2"] as const;
type Measure = (typeof measures)[number];

/** Hourly means of éCO2mix rows: per column, the value of each hour (ms UTC) that has one. */
export type Hourly = Readonly<Record<Measure, ReadonlyMap<number, number>>>;

/** The rows of national éCO2mix read as `readRows` does, and their hourly means. An hour's mean needs values in at least half of its rows. */
export function hourlyMeans(dataset: string, raw: readonly OdreRow[]): {hourly: Hourly; breaches: Breach[]} {
  const {rows, breaches} = readRows(dataset, raw, {measures, label: "heure"});
  const hourly = Object.fromEntries(measures.map((name) => [name, means(rows, name)]));
  return {hourly: hourly as Record<Measure, Map<number, number>>, breaches};
}

/** The measures of a row. */
type Row<Name extends string> = Readonly<Record<Name, number | null>>;

/**
 * Reads rows strictly: the measures of each instant (ms UTC), in the order in which they came.
 * - A measure that is no number and no known text for "no value" is missing, and a breach.
 * - A row whose local label does not belong to its instant is dropped: the export invents such rows on the night in
 *   March when the clock skips an hour. Many of them mean that the instants are wrong.
 * - Of rows with the same instant the first counts; the publisher's order is not relied upon.
 * @param label the column of the local time.
 */
export function readRows<Name extends string>(
  dataset: string,
  raw: readonly OdreRow[],
  {measures, label}: {measures: readonly Name[]; label: "heure" | "heures"}
): {rows: ReadonlyMap<number, Row<Name>>; breaches: Breach[]} {
  const texts = new Map<string, string[]>();
  const malformed: string[] = [];
  const mislabelled: string[] = [];
  const repeated: string[] = [];
  const conflicting: string[] = [];
  const unordered: string[] = [];
  const rows = new Map<number, Row<Name>>();
  let last = Number.NEGATIVE_INFINITY;
  for (const one of raw) {
    const {success, data} = timeSchema.safeParse({...one, time: one[label]});
    if (!success) {
      malformed.push(`${one.date} ${one[label]} ${one.date_heure}`);
      continue;
    }
    const time = Date.parse(data.date_heure);
    if (labelOf(time) !== `${data.date} ${data.time}`) {
      mislabelled.push(`${data.date} ${data.time} ${stamp(time)}`);
      continue;
    }
    const row = readMeasures(one, measures, `${data.date} ${data.time}`, texts);
    const before = rows.get(time);
    if (before)
      (measures.every((name) => before[name] === row[name]) ? repeated : conflicting).push(stamp(time));
    else rows.set(time, row);
    if (time < last) unordered.push(stamp(time));
    last = time;
  }
  const many = (cases: readonly string[], share: number) =>
    cases.length > share * raw.length ? "error" : "warning";
  const found = (
    code: string,
    level: Breach["level"],
    column: string,
    message: string,
    cases: readonly string[]
  ) => (cases.length > 0 ? [breach(code, level, column, `${dataset}: ${message}`, cases)] : []);
  return {
    rows,
    breaches: [
      ...found(
        "row",
        many(malformed, 0.001),
        "date_heure",
        "rows without a usable date, time or instant",
        malformed
      ),
      ...found(
        "time-label",
        many(mislabelled, 0.005),
        "date_heure",
        "instants that do not belong to their local date and time",
        mislabelled
      ),
      ...found(
        "duplicate",
        "warning",
        "date_heure",
        "rows that repeat an instant with the same values",
        repeated
      ),
      ...found(
        "conflict",
        many(conflicting, 0.001),
        "date_heure",
        "rows that repeat an instant with other values",
        conflicting
      ),
      ...found("order", "warning", "date_heure", "rows that are not in order of time", unordered),
      ...[...texts].flatMap(([column, cases]) =>
        found("text", many(cases, 0.001), column, "texts where a number was expected", cases)
      )
    ]
  };
}

/** The measures as numbers, the bad ones as missing and told under their column. */
function readMeasures<Name extends string>(
  row: OdreRow,
  measures: readonly Name[],
  at: string,
  texts: Map<string, string[]>
): Row<Name> {
  const read = (name: Name) => {
    const {success, data} = measure.safeParse(row[name]);
    if (success) return data;
    const cases = texts.get(name) ?? [];
    texts.set(name, cases);
    cases.push(`${at}: ${printable(row[name])}`);
    return null;
  };
  return Object.fromEntries(measures.map((name) => [name, read(name)])) as Row<Name>;
}

function means(rows: ReadonlyMap<number, Row<Measure>>, name: Measure): Map<number, number> {
  const sums = new Map<number, {sum: number; known: number; rows: number}>();
  for (const [time, row] of rows) {
    const hour = Math.floor(time / HOUR) * HOUR;
    let entry = sums.get(hour);
    if (!entry) sums.set(hour, (entry = {sum: 0, known: 0, rows: 0}));
    entry.rows += 1;
    const value = row[name];
    if (value === null) continue;
    entry.sum += value;
    entry.known += 1;
  }
  const result = new Map<number, number>();
  for (const [hour, {sum, known, rows: all}] of sums)
    if (known > 0 && 2 * known >= all) result.set(hour, sum / known);
  return result;
}

/** Local date and time of an instant as éCO2mix writes them: `2024-12-25 01:00`. */
function labelOf(time: number): string {
  return new Date(time + offsetAt(zone, time)).toISOString().slice(0, 16).replace("T", " ");
}
