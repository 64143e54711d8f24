import {localDay, localHour, offsetAt, weekday} from "./time/zone.js";

/**
 * How numbers and times are written on every page: British English, commas between thousands, a true minus sign, the unit
 * behind a no-break space, times with their zone.
 */

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LONG_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
];

/** No-break space, between a number and its unit. */
const SPACE = "\u00a0";
const MINUS = "\u2212";

/** What a figure says where there is no number. */
export const MISSING = "not known";

/** A number with a fixed count of decimals, commas between thousands and a true minus: `−1,234.5`. */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return MISSING;
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".") as [string, string | undefined];
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction === undefined ? "" : `.${fraction}`);
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** The same with a sign before positive numbers too: `+1.2`, `−0.4`, `0.0`. */
export function formatSigned(value: number, decimals = 0): string {
  const text = formatNumber(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Megawatts as gigawatts: `52.3 GW`. */
export function formatGW(mw: number, decimals = 1): string {
  return withUnit(formatNumber(mw / 1000, decimals), "GW");
}

/** Megawatt hours as terawatt hours: `10.25 TWh`. */
export function formatTWh(mwh: number, decimals = 2): string {
  return withUnit(formatNumber(mwh / 1e6, decimals), "TWh");
}

/** A percentage given in percent: `1.36 %`. */
export function formatPercent(percent: number, decimals = 2): string {
  return withUnit(formatNumber(percent, decimals), "%");
}

/** A share of one as a percentage: 0.8 → `80 %`. */
export function formatShare(share: number, decimals = 0): string {
  return formatPercent(share * 100, decimals);
}

/** Degrees Celsius: `−2.4 °C`. */
export function formatCelsius(degrees: number, decimals = 1): string {
  return withUnit(formatNumber(degrees, decimals), "°C");
}

/** A number and its unit, which do not part at the end of a line; the words for a missing value stand alone. */
export function withUnit(number: string, unit: string): string {
  return number === MISSING ? number : `${number}${SPACE}${unit}`;
}

/** A day in running text and on axes: `Thu 26 Dec`, long `Thursday 26 December`, dated `Thu 26 Dec 2024`. */
export function formatDay(day: string, {long = false, dated = false} = {}): string {
  const {year, date, month} = partsOf(day);
  const text = long
    ? `${LONG_WEEKDAYS[weekday(day)]} ${date} ${LONG_MONTHS[month]}`
    : `${WEEKDAYS[weekday(day)]} ${date} ${MONTHS[month]}`;
  return dated ? `${text} ${year}` : text;
}

/** A day with its year and without its weekday: `26 Dec 2024`. */
export function formatDate(day: string): string {
  const {year, month, date} = partsOf(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

/** A month `YYYY-MM`: `Dec 2024`, long `December 2024`. */
export function formatMonth(month: string, {long = false} = {}): string {
  const {year, month: index} = partsOf(`${month}-01`);
  return `${(long ? LONG_MONTHS : MONTHS)[index]} ${year}`;
}

/** A month on an axis: `Feb`, with its year beneath on each January: `Jan`, `2024`. */
export function formatMonthTick(month: string): string {
  const {year, month: index} = partsOf(`${month}-01`);
  return index === 0 ? `${MONTHS[index]}\n${year}` : MONTHS[index]!;
}

/** An hour of the local day: `19:00`. */
export function formatHour(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

/** The local clock at an instant: `19:00`. */
export function formatClock(zone: string, time: number): string {
  const minutes = Math.floor((time + offsetAt(zone, time)) / 60_000) % 60;
  return `${String(localHour(zone, time)).padStart(2, "0")}:${String((minutes + 60) % 60).padStart(2, "0")}`;
}

/** A local moment without its zone, for a chart whose subtitle names it: `Thu 26 Dec, 19:00`. */
export function formatMoment(zone: string, time: number): string {
  return `${formatDay(localDay(zone, time))}, ${formatClock(zone, time)}`;
}

/** A local moment with year and zone, for headings and source lines: `26 Dec 2024, 07:15 Paris time`. */
export function formatInstant(zone: string, time: number): string {
  return `${formatDate(localDay(zone, time))}, ${formatClock(zone, time)} ${zoneName(zone)}`;
}

/** How a zone is called on a page: `Paris time`, `UTC`. */
export function zoneName(zone: string): string {
  const place = zone.split("/").at(-1)!.replaceAll("_", " ");
  return zone.includes("/") ? `${place} time` : place;
}

/** A count and its noun: `1 day`, `12 days`. */
export function formatCount(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)}${SPACE}${n === 1 ? one : many}`;
}

function partsOf(day: string): {year: number; month: number; date: number} {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!match) throw new Error(`expected a day as YYYY-MM-DD, got "${day}"`);
  return {year: Number(match[1]), month: Number(match[2]) - 1, date: Number(match[3])};
}

/** A name with its first letter large, as it stands in a heading. */
export function capitalised(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** A phrase as a sentence: its first letter large, a full stop behind it. */
export function sentence(phrase: string): string {
  const text = phrase.trim();
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
