import type {Breach} from "../../src/lib/artifacts/tables.js";
import {addDays, daysBetween, localDay, localHour, midnight} from "../../src/lib/time/zone.js";
import type {Cells} from "../columns.js";
import type {Rule} from "../table.js";
import {breach, stamp} from "./breach.js";
import {checkMissing, checkMissingIn, checkRange, checkStep, monthsOf} from "./checks.js";
import type {Value} from "./clock-defect.js";
import {lateAbove, rightAbove} from "./clock-defect.js";
import {rowRules} from "./eco2mix-rows.js";
import {checkHabit} from "./habit.js";
import {checkRepeated} from "./repeated.js";
import type {RevisionLimits} from "./revision.js";
import {checkOlder, checkRevision, pairRows, revisionRules} from "./revision.js";

/** The contract of the finished table `france-load`. */

const zone = "Europe/Paris";
const HOUR = 3_600_000;
const range = [25_000, 105_000] as const;
const recentDays = 28;
const freshness = {warn: 1, fail: 7};
const agreement = {warn: 6, fail: 9};
/** Share of a month that may be missing: since 2021 at most 2 hours were. */
const missingOfMonth = 0.05;
/** Real-time values become definitive ones that are up to 3 % higher; forecasts stay as they were issued. */
const revisions: Readonly<Record<"load" | "forecast_j1", RevisionLimits>> = {
  load: {lost: 0.05, changed: 0.06, scale: "level", least: 24},
  forecast_j1: {lost: 0.05, changed: 0.03, scale: "level", least: 24}
};
/** Local hours in which the mean day of a month has its trough. */
const trough = [2, 6] as const;

export const loadRules: readonly Rule[] = [
  ...rowRules("consommation, prevision_j1, prevision_j, taux_co2"),
  {
    code: "step",
    level: "error",
    column: "time",
    rule: "one row for each hour (UTC): 23, 24 or 25 for a local day"
  },
  {
    code: "unit",
    level: "error",
    column: "load, forecast_j1",
    rule: "values are MW: a median below 1,000 is GW, above 1,000,000 is kW"
  },
  {
    code: "range",
    level: "both",
    column: "load",
    rule: "25,000 … 105,000 MW; above 0.1 % outside, or 0.5 % of the last 28 days, is an error"
  },
  {
    code: "missing",
    level: "both",
    column: "load",
    rule: "at most 1 % missing in all (2 % tolerated), at most 2 % of the last 28 days (5 % tolerated); above 5 % of a month is an error"
  },
  {
    code: "profile",
    level: "error",
    column: "load",
    rule: "the mean day of the last 28 days has its trough between 02:00 and 06:00 local time, and its shape fits the day-ahead forecast's at no other hour better"
  },
  {
    code: "agreement",
    level: "both",
    column: "load",
    rule: "a month's mean absolute difference to RTE's day-ahead forecast is at most 6 % (9 % tolerated)"
  },
  {
    code: "clock",
    level: "warning",
    column: "load",
    rule: `a day is stamped right; it is stamped an hour late where its profile fits the day-ahead forecast moved by an hour more than ${lateAbove} times better (and until it fits the forecast as it is ${rightAbove} times better). Late days are moved back by an hour; days of 23 hours are exempt`
  },
  {
    code: "habit",
    level: "error",
    column: "load, forecast_j1",
    rule: "the mean day of a week fits that of the same weeks of other years at no other hour clearly better (7 %)"
  },
  {
    code: "level",
    level: "error",
    column: "load, forecast_j1",
    rule: "a week's mean is 0.6 to 1.6 times that of the same weeks of other years"
  },
  {
    code: "repeated",
    level: "error",
    column: "load, forecast_j1",
    rule: "no day has in more than 12 hours the values of the day, or the week, before"
  },
  ...revisionRules(
    "load, forecast_j1",
    "in any month: at most 5 % lost, at most 6 % changed (3 % of a forecast)"
  ),
  {
    code: "freshness",
    level: "both",
    column: "load",
    rule: "the day before the edition's is known (up to 7 days late tolerated)"
  }
];

/** Checks the cells of `france-load` as they are known on `today`. */
export function checkLoad(cells: Cells, today: string): Breach[] {
  const times = cells.time as readonly number[];
  if (times.length === 0) return [breach("missing", "error", "load", "the table has no row", ["0 rows"])];
  const load = cells.load as readonly Value[];
  const forecast = cells.forecast_j1 as readonly Value[];
  const recorded = cells.load_recorded as readonly Value[];
  const units = [...checkUnit("load", recorded), ...checkUnit("forecast_j1", forecast)];
  if (units.length > 0) return units;
  const label = (i: number) => stamp(times[i]);
  const origin = midnight(zone, today);
  const end = recorded.findLastIndex((value, i) => value !== null && times[i] < origin) + 1;
  const from = Math.max(0, end - recentDays * 24);
  const past = recorded.slice(0, end);
  const months = monthsOf(times);
  return [
    ...checkStep(times),
    ...checkRange("load", "MW", range, recorded, label),
    ...checkRange("forecast_j1", "MW", range, forecast, label),
    ...checkRange("load", "MW", range, past.slice(from), (i) => label(i + from), 0.005).filter(
      ({level}) => level === "error"
    ),
    ...checkMissing("load", "in all", past, label, {warn: 0.01, fail: 0.02}),
    ...checkMissing("load", `of the last ${recentDays} days`, past.slice(from), (i) => label(i + from), {
      warn: 0.02,
      fail: 0.05
    }),
    ...checkMissingIn("load", past, (i) => months[i], missingOfMonth),
    ...checkProfile(times, load, forecast, from, end),
    ...checkAgreement(times, load, forecast),
    ...checkHabit(zone, "load", times, load),
    ...checkHabit(zone, "forecast_j1", times, forecast),
    ...checkRepeated("load", times, recorded),
    ...checkRepeated("forecast_j1", times, forecast),
    ...checkFreshness(times[end - 1], today),
    ...lateBreach(times, cells.repaired as readonly boolean[])
  ];
}

/** Checks what a pull makes of the hours of the last good table: load in true time, so that a mended clock is no revision. */
export function compareLoad(cells: Cells, before: Cells): Breach[] {
  const months = monthsOf(before.time as readonly number[]);
  const pairs = pairRows(cells, before, ["time"], () => true);
  const end = (table: Cells) => table.load.findLastIndex((value) => value !== null);
  const last = (table: Cells) => (end(table) < 0 ? undefined : stamp(table.time[end(table)] as number));
  const newest = last(before);
  return [
    ...(newest === undefined ? [] : checkOlder("load", [{series: "load", now: last(cells), before: newest}])),
    ...Object.entries(revisions).flatMap(([name, limits]) =>
      checkRevision(name, cells[name], before[name], pairs, (row) => months[row], limits)
    )
  ];
}

/** Recognises gigawatts and kilowatts. */
function checkUnit(column: string, values: readonly Value[]): Breach[] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  if (median === undefined || (median >= 1_000 && median <= 1_000_000)) return [];
  const guess = median < 1_000 ? (median > 0.001 && median >= 10 ? "GW" : "another unit") : "kW";
  const message = `values look like ${guess}, not MW: their median is ${median}`;
  return [breach("unit", "error", column, message, sorted.slice(0, 5).map(String))];
}

/** The mean day has its trough at night, and does not fit the day-ahead forecast better when it is turned. */
function checkProfile(
  times: readonly number[],
  load: readonly Value[],
  forecast: readonly Value[],
  from: number,
  end: number
): Breach[] {
  const observed = meanDay(times, load, from, end);
  if (observed.some(Number.isNaN)) return [];
  const low = observed.indexOf(Math.min(...observed));
  const found: Breach[] = [];
  if (low < trough[0] || low > trough[1]) {
    const message = `the mean day of the last ${recentDays} days has its trough at ${low}:00 local time, not between ${trough[0]}:00 and ${trough[1]}:00`;
    found.push(
      breach(
        "profile",
        "error",
        "load",
        message,
        observed.map((value, h) => `${h}:00 ${Math.round(value)}`)
      )
    );
  }
  const expected = meanDay(times, forecast, from, end);
  if (expected.some(Number.isNaN)) return found;
  const fit = Array.from({length: 24}, (_, lag) =>
    covariance(observed, [...expected.slice(24 - lag), ...expected.slice(0, 24 - lag)])
  );
  const best = fit.indexOf(Math.max(...fit));
  if (best !== 0) {
    const hours = best > 12 ? best - 24 : best;
    const message = `the mean day of the last ${recentDays} days lies ${Math.abs(hours)} h ${hours > 0 ? "later" : "earlier"} than in the day-ahead forecast`;
    found.push(
      breach(
        "profile",
        "error",
        "load",
        message,
        observed.map((value, h) => `${h}:00 ${Math.round(value)}`)
      )
    );
  }
  return found;
}

/** Mean by local hour; NaN for an hour without a value. */
function meanDay(times: readonly number[], values: readonly Value[], from: number, end: number): number[] {
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  for (let i = from; i < end; ++i) {
    const value = values[i];
    if (value === null) continue;
    const hour = localHour(zone, times[i]);
    sums[hour] += value;
    counts[hour] += 1;
  }
  return Array.from(sums, (sum, hour) => sum / counts[hour]);
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((sum, value, i) => sum + (value - meanA) * (b[i] - meanB), 0);
}

/** Month by month against the publisher's own day-ahead forecast. */
function checkAgreement(
  times: readonly number[],
  load: readonly Value[],
  forecast: readonly Value[]
): Breach[] {
  const months = new Map<string, {sum: number; n: number}>();
  for (let i = 0; i < times.length; ++i) {
    const [value, reference] = [load[i], forecast[i]];
    if (value === null || reference === null) continue;
    const month = localDay(zone, times[i]).slice(0, 7);
    const entry = months.get(month) ?? {sum: 0, n: 0};
    months.set(month, entry);
    entry.sum += Math.abs(value - reference) / Math.abs(reference);
    entry.n += 1;
  }
  const errors = [...months]
    .filter(([, {n}]) => n >= 72)
    .map(([month, {sum, n}]) => ({month, percent: (100 * sum) / n}));
  const above = (limit: number) =>
    errors
      .filter(({percent}) => percent > limit)
      .map(({month, percent}) => `${month}: ${percent.toFixed(1)} %`);
  const cases = above(agreement.warn);
  if (cases.length === 0) return [];
  const failed = above(agreement.fail);
  const message = `months whose mean absolute difference to RTE's day-ahead forecast is above ${failed.length > 0 ? agreement.fail : agreement.warn} %`;
  return [
    breach(
      "agreement",
      failed.length > 0 ? "error" : "warning",
      "load",
      message,
      failed.length > 0 ? failed : cases
    )
  ];
}

function checkFreshness(lastKnown: number | undefined, today: string): Breach[] {
  const yesterday = addDays(today, -1);
  const asOf = lastKnown === undefined ? undefined : localDay(zone, lastKnown + HOUR - 1);
  const complete =
    asOf !== undefined && lastKnown! + HOUR >= midnight(zone, addDays(asOf, 1))
      ? asOf
      : asOf && addDays(asOf, -1);
  const late = complete === undefined ? Number.POSITIVE_INFINITY : daysBetween(complete, yesterday);
  if (late < freshness.warn) return [];
  const message = `the last whole day is ${complete ?? "none"}: ${late} day${late > 1 ? "s" : ""} late for ${today}`;
  return [
    breach("freshness", late > freshness.fail ? "error" : "warning", "load", message, [String(complete)])
  ];
}

function lateBreach(times: readonly number[], repaired: readonly boolean[]): Breach[] {
  const days = [...new Set(times.filter((_, i) => repaired[i]).map((time) => localDay(zone, time)))];
  if (days.length === 0) return [];
  return [
    breach(
      "clock",
      "warning",
      "load",
      "days whose load is stamped an hour late; repaired, both values are kept",
      days
    )
  ];
}
