import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {GasColumn} from "../../src/lib/gas/columns.js";
import {weekday} from "../../src/lib/time/zone.js";
import type {Rule} from "../table.js";
import {breach, printable} from "./breach.js";

/** The contract of daily series that come as a whole file: oil and gas spot prices, temperature, power. */

/** A row of a file as texts; an empty text is no value. */
export interface DailyRow {
  readonly date: string;
  readonly text: string;
}

/** Share of texts that are no value above which a series is refused. */
export const badTexts = 0.02;
/** Prices on weekends that a series of business days may have. */
const weekendsTolerated = 2;

export const gasSeriesRules: readonly Rule[] = [
  {
    code: "weekend",
    level: "both",
    column: "brent, henry_hub",
    rule: "a series of business days has no price on a Saturday or Sunday (more than 2 is an error): else its days have moved"
  },
  {
    code: "clock",
    level: "warning",
    column: "power",
    rule: "a day that stands twice within a day of a change of clock has two prices: their mean counts"
  }
];

/** The finite value of a text with a decimal point; undefined where it is none. */
export function numberOf(text: string): number | undefined {
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** A value to the decimals that are kept. */
export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale || 0;
}

const dayForm = /^\d{4}-\d\d-\d\d$/;

/** Whether a text is a day that exists, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!dayForm.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * The values of a file by day, from `from` to `to`, and what is wrong with them. Earlier and later rows are left alone.
 * @param twice whether two rows of a day may differ, as on days of a change of clock: their mean counts then.
 */
export function readSeries(
  {id, days, decimals}: GasColumn,
  rows: readonly DailyRow[],
  {from, to}: {readonly from: string; readonly to: string},
  twice: (day: string) => boolean = () => false
): {values: ReadonlyMap<string, number>; breaches: Breach[]} {
  const found = new Map<string, number[]>();
  const cases = {date: [] as string[], text: [] as string[], weekend: [] as string[]};
  const others = {duplicate: [] as string[], conflict: [] as string[], clock: [] as string[]};
  let known = 0;
  for (const {date, text} of rows) {
    // Most rows of a long record lie before the first day that is wanted: their form will do.
    const isEarly = dayForm.test(date) && date < from;
    if (isEarly) continue;
    if (!isDay(date)) cases.date.push(printable(`${date}: ${text}`));
    else if (date <= to && text !== "") add(date, text);
  }
  function add(date: string, text: string): void {
    known += 1;
    const value = numberOf(text);
    if (value === undefined) cases.text.push(printable(`${date}: ${text}`));
    else if (days === "business" && weekday(date) > 4) cases.weekend.push(`${date}: ${text}`);
    else if (found.has(date)) found.get(date)!.push(rounded(value, decimals));
    else found.set(date, [rounded(value, decimals)]);
  }
  const values = new Map<string, number>();
  for (const [date, all] of found) {
    // A row that comes twice counts once, also beside another of its day.
    const own = [...new Set(all)];
    if (own.length < all.length) others.duplicate.push(`${date}: ${all.join(", ")}`);
    if (own.length > 1) others[twice(date) ? "clock" : "conflict"].push(`${date}: ${own.join(", ")}`);
    const mean = own.reduce((total, value) => total + value, 0) / own.length;
    values.set(date, own.length === 1 ? own[0] : rounded(mean, decimals));
  }
  const many = (list: readonly string[], share: number, least = 0) =>
    list.length > least && list.length > share * known ? "error" : "warning";
  const told = (code: string, level: Breach["level"], message: string, list: readonly string[]) =>
    list.length === 0 ? [] : [breach(code, level, id, message, list)];
  return {
    values,
    breaches: [
      ...told("date", "error", "rows whose day is none", cases.date),
      ...told("text", many(cases.text, badTexts), "texts that are no value, left out", cases.text),
      ...told(
        "weekend",
        many(cases.weekend, 0, weekendsTolerated),
        "prices on a weekend, left out",
        cases.weekend
      ),
      ...told("duplicate", "warning", "days that come twice with the same value", others.duplicate),
      ...told("conflict", "error", "days that come twice with different values", others.conflict),
      ...told(
        "clock",
        "warning",
        "days of a change of clock with two prices: their mean counts",
        others.clock
      )
    ]
  };
}

/**
 * Whether a day lies at a change of clock in Great Britain, on the last Sundays of March and October, or is the day after one.
 */
export function isClockChange(day: string): boolean {
  const [month, date] = [day.slice(5, 7), Number(day.slice(8))];
  const since = (weekday(day) + 1) % 7; // days since the last Sunday
  if (since > 1) return false;
  if (since === 1 && date === 1) return month === "04" || month === "11";
  return (month === "03" || month === "10") && date - since >= 25;
}
