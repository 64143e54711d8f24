import type {Area} from "../../src/lib/areas.js";
import type {Breach} from "../../src/lib/artifacts/tables.js";
import {addDays, daysBetween} from "../../src/lib/time/zone.js";
import type {Cells} from "../columns.js";
import type {Rule} from "../table.js";
import type {AreaDays, Value} from "./area-days.js";
import {stuckRuns} from "./area-days.js";
import {breach} from "./breach.js";
import {checkDays, checkMissing, checkRange} from "./checks.js";
import {rowRules} from "./eco2mix-rows.js";
import type {RevisionLimits} from "./revision.js";
import {checkOlder, checkRevision, pairRows, revisionRules} from "./revision.js";

/** The contract of the finished table `brest-load`. */

const recentDays = 28;
/** Days of known load from which on an area can be forecast. */
export const leastHistory = 500;
const freshness = {warn: 1, fail: 7};
const missing = {warn: 0.02, fail: 0.2};
const missingRecently = {warn: 0.04, fail: 0.15};
/** Share of a month's days above which it is one with a hole, and share of all months above which holes are no outages. */
const holes = {days: 0.15, months: 0.25};
/** Share of days outside the bounds above which an area's load is refused. */
const outside = 0.01;
/** What a pull may make of an area's month. */
const revision: RevisionLimits = {lost: 0.15, changed: 0.08, scale: "level", least: 10};

export const areaRules: readonly Rule[] = [
  {
    code: "area",
    level: "both",
    column: "code_insee_epci",
    rule: "each area has rows, and no row belongs to another area (above 0.5 % is an error)"
  },
  {
    code: "name",
    level: "warning",
    column: "libelle_metropole",
    rule: "an area has the name under which it is known here"
  },
  ...rowRules("consommation"),
  {code: "step", level: "error", column: "date", rule: "one row for each area and day, in order"},
  {
    code: "unit",
    level: "error",
    column: "load",
    rule: "values are MW: the median day lies within the area's bounds"
  },
  {
    code: "whole",
    level: "warning",
    column: "share",
    rule: "a day is whole: 96 quarter-hours, 92 or 100 at the changes of clock; days that are not are left out"
  },
  {
    code: "missing",
    level: "both",
    column: "load",
    rule: "at most 2 % of the days are left out (20 % tolerated), at most 4 % of the last 28 (15 % tolerated); that a quarter of the months lack more than 15 % is an error"
  },
  {
    code: "range",
    level: "both",
    column: "load",
    rule: "a day's mean lies within the area's bounds; days that do not are left out, above 1 % is an error"
  },
  {
    code: "stuck",
    level: "both",
    column: "load",
    rule: "no week of the same load, or of zero: such days are left out; within the last 28 days it is an error"
  },
  {
    code: "repeated",
    level: "error",
    column: "load",
    rule: "no day has in more than half of its quarter-hours the values of the day, or the week, before"
  },
  ...revisionRules("load", "in any month of an area: at most 15 % lost, at most 8 % changed"),
  {
    code: "freshness",
    level: "both",
    column: "load",
    rule: "the day before the edition's is known (up to 7 days late tolerated)"
  },
  {
    code: "history",
    level: "both",
    column: "load",
    rule: `an area has ${leastHistory} days of load, from which on it is forecast; at least one area has`
  },
  {
    code: "set-aside",
    level: "warning",
    column: "area",
    rule: "an area that breaches the contract is left out while another one satisfies it"
  },
  {
    code: "clock",
    level: "warning",
    column: "load",
    rule: "a daily value is the day's energy over its true hours: on days of 23 hours, and on the eve of those of 25, to which the source books the extra hour, it is repaired"
  }
];

/** Checks the cells of a table of areas as they are known on `today`. */
export function checkAreas(areas: readonly Area[], cells: Cells, today: string): Breach[] {
  const codes = [...new Set(cells.area as readonly string[])];
  const unknown = codes.filter((code) => !areas.some((area) => area.code === code));
  const found = areas
    .filter(({code}) => codes.includes(code))
    .map((area) => ({area, days: daysIn(cells, area.code)}));
  const breaches = found.flatMap(({area, days}) => checkArea(area, days, today));
  if (unknown.length > 0)
    breaches.push(breach("area", "error", "area", "rows of areas that are not configured", unknown));
  if (!found.some(({days}) => historyOf(days, today) >= leastHistory)) {
    const message = `no area has ${leastHistory} days of load before ${today}`;
    const cases = found.map(({area, days}) => `${area.name}: ${historyOf(days, today)}`);
    breaches.push(breach("history", "error", "load", message, cases.length > 0 ? cases : ["no area at all"]));
  }
  return breaches;
}

/** Checks what a pull makes of the days of the last good table; an area that is not in the pull is told elsewhere. */
export function compareAreas(cells: Cells, before: Cells): Breach[] {
  const {area, date} = before as Readonly<Record<string, readonly string[]>>;
  const present = new Set(cells.area);
  const pairs = pairRows(cells, before, ["area", "date"], (row) => present.has(area[row]));
  const groupOf = (row: number) => `${area[row]} ${date[row].slice(0, 7)}`;
  const last = (table: Cells, code: string): string | undefined => {
    const days = daysIn(table, code);
    return days.date[days.load.findLastIndex((value) => value !== null)];
  };
  const ends = [...new Set(area)].flatMap((code) => {
    const newest = last(before, code);
    return !present.has(code) || newest === undefined
      ? []
      : [{series: code, now: last(cells, code), before: newest}];
  });
  return [
    ...checkOlder("load", ends),
    ...checkRevision("load", cells.load, before.load, pairs, groupOf, revision)
  ];
}

/** The rows of one area. */
export function daysIn(cells: Cells, code: string): AreaDays {
  const rows = (cells.area as readonly string[]).flatMap((area, i) => (area === code ? [i] : []));
  const column = <T>(name: keyof AreaDays) => rows.map((i) => cells[name]?.[i] as T);
  return {
    date: column("date"),
    load: column("load"),
    load_recorded: column("load_recorded"),
    share: column("share"),
    repaired: column("repaired")
  };
}

/** Days of known load before `today`. */
export function historyOf({date, load}: AreaDays, today: string): number {
  return date.filter((day, i) => day < today && load[i] !== null).length;
}

/** Checks the days of one area; every message begins with its name. */
export function checkArea(area: Area, days: AreaDays, today: string): Breach[] {
  const {date, load, load_recorded: recorded, share} = days;
  const label = (i: number) => date[i];
  const units = checkUnit(area, recorded);
  const end = date.findLastIndex((day) => day < today) + 1;
  const start = Math.max(0, end - recentDays);
  const past = load.slice(0, end);
  const whole = recorded.map((value, i) => (share[i] < 1 ? null : value));
  const found =
    units.length > 0
      ? units
      : [
          ...checkDays(date),
          ...checkStuck(date, recorded, today),
          ...checkRange("load", "MW", area.range, whole, label, outside),
          ...checkWhole(date, share),
          ...checkMissing("load", "in all", past, label, missing),
          ...checkMissing(
            "load",
            `of the last ${recentDays} days`,
            past.slice(start),
            (i) => label(i + start),
            missingRecently
          ),
          ...checkHoles(date.slice(0, end), past),
          ...checkFreshness(area, days, today),
          ...checkHistory(days, today),
          ...repairBreach(days)
        ];
  return found.map((one) => ({...one, message: `${area.name}: ${one.message}`}));
}

function checkUnit({range: [low, high]}: Area, recorded: readonly Value[]): Breach[] {
  const sorted = recorded.filter((value) => value !== null).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  if (median === undefined || (median >= low && median <= high)) return [];
  const within = (factor: number) => median * factor >= low && median * factor <= high;
  const guess = within(1000) ? "GW" : within(0.001) ? "kW" : "another unit, or another area";
  const message = `values look like ${guess}, not MW: their median is ${median}`;
  return [breach("unit", "error", "load", message, sorted.slice(0, 5).map(String))];
}

function checkWhole(date: readonly string[], share: readonly number[]): Breach[] {
  const cases = date.flatMap((day, i) =>
    share[i] < 1 ? [`${day}: ${(100 * share[i]).toFixed(0)} % of the day`] : []
  );
  return cases.length === 0
    ? []
    : [breach("whole", "warning", "share", "days that are not whole, and are left out", cases)];
}

/** An outage is of some months; what lacks a part of one month after the other was cut on its way. */
function checkHoles(date: readonly string[], load: readonly Value[]): Breach[] {
  const months = new Map<string, {days: number; missing: number}>();
  date.forEach((day, i) => {
    const entry = months.get(day.slice(0, 7)) ?? {days: 0, missing: 0};
    months.set(day.slice(0, 7), entry);
    entry.days += 1;
    if (load[i] === null) entry.missing += 1;
  });
  const cases = [...months].flatMap(([month, {days, missing: n}]) =>
    n > holes.days * days ? [`${month}: ${n} of ${days} days`] : []
  );
  if (cases.length <= holes.months * months.size) return [];
  const message = `${cases.length} of ${months.size} months lack more than ${100 * holes.days} % of their days`;
  return [breach("missing", "error", "load", message, cases)];
}

/** A feed that repeats itself: an error while it may still do so, a warning where it lies in the past. */
function checkStuck(date: readonly string[], recorded: readonly Value[], today: string): Breach[] {
  const runs = stuckRuns(recorded).filter(({start}) => date[start] < today);
  if (runs.length === 0) return [];
  const recent = runs.some(({end}) => date[end - 1] >= addDays(today, -recentDays));
  const cases = runs.map(
    ({start, end}) => `${date[start]} … ${date[end - 1]}: ${recorded[start]} MW each day`
  );
  const message = "the same load for a week or longer; these days are left out";
  return [breach("stuck", recent ? "error" : "warning", "load", message, cases)];
}

function checkFreshness({until}: Area, {date, load}: AreaDays, today: string): Breach[] {
  const yesterday = addDays(today, -1);
  const expected = until !== undefined && until < yesterday ? until : yesterday;
  const last = date[date.findLastIndex((day, i) => day < today && load[i] !== null)];
  const late = last === undefined ? Number.POSITIVE_INFINITY : daysBetween(last, expected);
  if (late < freshness.warn) return [];
  const message = `the last whole day is ${last ?? "none"}${last ? `: ${late} day${late > 1 ? "s" : ""} late for ${today}` : ""}`;
  return [breach("freshness", late > freshness.fail ? "error" : "warning", "load", message, [String(last)])];
}

function checkHistory(days: AreaDays, today: string): Breach[] {
  const known = historyOf(days, today);
  if (known >= leastHistory) return [];
  const message = `${known} days of load, too few to forecast it (${leastHistory} are needed)`;
  return [breach("history", "warning", "load", message, [String(known)])];
}

function repairBreach({date, repaired}: AreaDays): Breach[] {
  const days = date.filter((_, i) => repaired[i]);
  const message =
    "days whose value is energy over 24 hours though they had 23 or 25; repaired, both values are kept";
  return days.length === 0 ? [] : [breach("clock", "warning", "load", message, days)];
}
