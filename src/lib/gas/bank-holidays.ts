import {addDays, weekday} from "../time/zone.js";

/**
 * Weekdays on which oil in London or gas at Henry Hub has no price: the bank holidays of England and Wales, and the federal holidays of the
 * United States with Good Friday. Sources: gov.uk/bank-holidays; 5 U.S.C. 6103, opm.gov. A day that is kept in one of the two only counts too: who asks
 * what is published by a day may reckon with one price too few, never with one too many.
 */

/** Holidays of one year alone: state occasions in the United Kingdom, days of mourning in the United States. */
const single: ReadonlySet<string> = new Set([
  ...["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"],
  ...["2018-12-05", "2025-01-09"]
]);

const byYear = new Map<number, ReadonlySet<string>>();

/** Whether a day is a holiday of either country. Throws where the text is not a day. */
export function isBankHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  let days = byYear.get(year);
  if (!days) byYear.set(year, (days = holidaysOf(year)));
  return days.has(day) || single.has(day);
}

/** Those of a year; New Year's Day of the next one too where the United States keep it on 31 December. */
function holidaysOf(year: number): ReadonlySet<string> {
  const on = (month: number, day: number) =>
    `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const easter = easterSunday(year);
  const fixed = [on(1, 1), on(12, 25), on(7, 4), on(11, 11), ...(year >= 2021 ? [on(6, 19)] : [])];
  // Boxing Day on a weekend is kept after Christmas.
  const boxing = {4: [28], 5: [27, 28], 6: [26, 27]}[weekday(on(12, 25))] ?? [26];
  return new Set([
    addDays(easter, -2),
    addDays(easter, 1),
    ...fixed.flatMap(keptIn),
    ...boxing.map((day) => on(12, day)),
    ...(weekday(`${year + 1}-01-01`) === 5 ? [on(12, 31)] : []),
    ...[nthMonday(on(1, 1), 3), nthMonday(on(2, 1), 3), nthMonday(on(5, 1), 1)],
    ...[lastMonday(on(5, 31)), lastMonday(on(8, 31))],
    ...[nthMonday(on(9, 1), 1), nthMonday(on(10, 1), 2)],
    addDays(nthMonday(addDays(on(11, 1), -3), 4), 3)
  ]);
}

/** A holiday that falls on a weekend is kept on the Friday before (United States) or the Monday after (both). */
function keptIn(day: string): string[] {
  if (weekday(day) === 5) return [addDays(day, -1), addDays(day, 2)];
  return [weekday(day) === 6 ? addDays(day, 1) : day];
}

function nthMonday(from: string, n: number): string {
  return addDays(from, ((7 - weekday(from)) % 7) + 7 * (n - 1));
}

function lastMonday(to: string): string {
  return addDays(to, -weekday(to));
}

/** Easter Sunday of the Gregorian calendar. Source: Meeus (1991), Astronomical Algorithms, chapter 8. */
export function easterSunday(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
