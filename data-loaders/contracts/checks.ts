import type {Breach} from "../../src/lib/artifacts/tables.js";
import {formatNumber} from "../../src/lib/format.js";
import {daysBetween} from "../../src/lib/time/zone.js";
import type {Cell} from "../columns.js";
import {breach, stamp} from "./breach.js";

/** Checks of a whole table that any contract may make. Each returns what it finds: nothing, where all is well. */

const HOUR = 3_600_000;

/** Instants must ascend, one step apart, each once. */
export function checkStep(times: readonly number[], step = HOUR, column = "time"): Breach[] {
  const bad: string[] = [];
  for (let i = 1; i < times.length; ++i)
    if (times[i] - times[i - 1] !== step) bad.push(`${stamp(times[i - 1])} → ${stamp(times[i])}`);
  if (bad.length === 0) return [];
  return [breach("step", "error", column, `instants are not ${step / HOUR} h apart`, bad)];
}

/** Values must lie in a range. More than `tolerated` (a share) outside is an error, fewer a warning. */
export function checkRange(
  column: string,
  unit: string,
  [low, high]: readonly [number, number],
  values: readonly Cell[],
  label: (index: number) => string,
  tolerated = 0.001
): Breach[] {
  const outside: string[] = [];
  let known = 0;
  for (let i = 0; i < values.length; ++i) {
    const value = values[i];
    if (typeof value !== "number") continue;
    known += 1;
    if (!(value >= low && value <= high)) outside.push(`${label(i)}: ${value}`);
  }
  if (outside.length === 0) return [];
  const level = outside.length > tolerated * known ? "error" : "warning";
  return [breach("range", level, column, `values outside ${bound(low)} … ${bound(high)} ${unit}`, outside)];
}

/** A bound with as many decimals as it is given with, thousands apart. */
function bound(value: number): string {
  return formatNumber(value, String(value).split(".")[1]?.length ?? 0);
}

/** A share of missing values above `warn` is a warning, above `fail` an error. */
export function checkMissing(
  column: string,
  where: string,
  values: readonly Cell[],
  label: (index: number) => string,
  {warn, fail}: {warn: number; fail: number}
): Breach[] {
  const missing: string[] = [];
  values.forEach((value, i) => {
    if (value === null) missing.push(label(i));
  });
  const share = values.length === 0 ? 1 : missing.length / values.length;
  if (share <= warn) return [];
  const message = `${(100 * share).toFixed(1)} % of the values ${where} are missing (at most ${100 * warn} % are expected, ${100 * fail} % tolerated)`;
  return [breach("missing", share > fail ? "error" : "warning", column, message, missing)];
}

/** The month (UTC) of each instant: `2024-12`. */
export function monthsOf(times: readonly number[]): string[] {
  const names = new Map<number, string>();
  return times.map((time) => {
    const day = Math.floor(time / (24 * HOUR));
    let name = names.get(day);
    if (name === undefined) names.set(day, (name = new Date(time).toISOString().slice(0, 7)));
    return name;
  });
}

/**
 * Groups, such as months, in which more than a share of the values is missing.
 * @param groupOf the group of a value; undefined for one that does not count.
 */
export function checkMissingIn(
  column: string,
  values: readonly Cell[],
  groupOf: (index: number) => string | undefined,
  fail: number
): Breach[] {
  const groups = new Map<string, {missing: number; n: number}>();
  values.forEach((value, i) => {
    const name = groupOf(i);
    if (name === undefined) return;
    const entry = groups.get(name) ?? {missing: 0, n: 0};
    groups.set(name, entry);
    entry.n += 1;
    if (value === null) entry.missing += 1;
  });
  const cases = [...groups].flatMap(([name, {missing, n}]) =>
    missing > fail * n ? [`${name}: ${missing} of ${n}`] : []
  );
  if (cases.length === 0) return [];
  const message = `months of which more than ${100 * fail} % is missing`;
  return [breach("missing", "error", column, message, cases)];
}

/** Normal mean temperature of France by month, °C (Météo-France, 1991–2020, rounded). */
const normals = [5, 6, 9, 12, 15, 19, 21, 21, 18, 14, 9, 6];

/**
 * Months whose mean temperature is more than `off` °C off France's normal, such as one in other units.
 * @param monthOf month of a value as `2024-12`.
 * @param least values that a month must have to be judged.
 */
export function checkClimate(
  column: string,
  values: readonly Cell[],
  monthOf: (index: number) => string,
  {off, least}: {off: number; least: number}
): Breach[] {
  const months = new Map<string, {sum: number; n: number}>();
  for (let i = 0; i < values.length; ++i) {
    const value = values[i];
    if (typeof value !== "number") continue;
    const month = monthOf(i);
    const entry = months.get(month) ?? {sum: 0, n: 0};
    months.set(month, entry);
    entry.sum += value;
    entry.n += 1;
  }
  const cases = [...months]
    .filter(([, {n}]) => n >= least)
    .map(([month, {sum, n}]) => ({month, mean: sum / n, normal: normals[Number(month.slice(5)) - 1]}))
    .filter(({mean, normal}) => Math.abs(mean - normal) > off)
    .map(({month, mean, normal}) => `${month}: ${mean.toFixed(1)} °C, normally ${normal}`);
  return cases.length === 0
    ? []
    : [breach("climate", "error", column, `months more than ${off} °C off the normal`, cases)];
}

/** Local days must ascend, one after the other. */
export function checkDays(date: readonly string[]): Breach[] {
  const bad = date.filter((day, i) => i > 0 && daysBetween(date[i - 1], day) !== 1);
  return bad.length === 0
    ? []
    : [breach("step", "error", "date", "days that do not follow the day before", bad)];
}
