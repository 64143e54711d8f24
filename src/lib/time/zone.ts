/**
 * Local calendars. Instants are milliseconds since 1970 (UTC), days are texts `YYYY-MM-DD`, zones are IANA names. The
 * offsets come from the platform's own time-zone data (ECMA-402), read once per zone and month.
 */

const HOUR = 3_600_000;
const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Offset of a zone from UTC at an instant, as the platform formats it. Slow: see `offsetAt`. */
function readOffset(zone: string, time: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {timeZone: zone, timeZoneName: "longOffset"});
    formats.set(zone, format);
  }
  const name = format.formatToParts(time).find(({type}) => type === "timeZoneName")?.value ?? "";
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name);
  if (!match)
    throw new Error(
      `offset of ${zone} at ${new Date(time).toISOString()}: expected GMT±hh:mm, got "${name}"`
    );
  if (!match[1]) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * HOUR + Number(match[3]) * 60_000);
}

/** One span of 32 days of a zone: the offsets at both ends and the instant at which they change, if they do. */
interface Span {
  before: number;
  after: number;
  change: number;
}

const spans = new Map<string, Map<number, Span>>();
const SPAN = 32 * DAY;

function spanOf(zone: string, index: number): Span {
  let byIndex = spans.get(zone);
  if (!byIndex) spans.set(zone, (byIndex = new Map()));
  let span = byIndex.get(index);
  if (!span) {
    let lo = index * SPAN;
    let hi = lo + SPAN;
    const before = readOffset(zone, lo);
    const after = readOffset(zone, hi);
    while (before !== after && hi - lo > 60_000) {
      const middle = lo + Math.floor((hi - lo) / 120_000) * 60_000;
      if (readOffset(zone, middle) === before) lo = middle;
      else hi = middle;
    }
    byIndex.set(index, (span = {before, after, change: before === after ? Number.POSITIVE_INFINITY : hi}));
  }
  return span;
}

/** Offset of a zone from UTC at an instant, in ms (Europe/Paris: 3,600,000 in winter). */
export function offsetAt(zone: string, time: number): number {
  const span = spanOf(zone, Math.floor(time / SPAN));
  return time < span.change ? span.before : span.after;
}

/** The local day of an instant. */
export function localDay(zone: string, time: number): string {
  return new Date(time + offsetAt(zone, time)).toISOString().slice(0, 10);
}

/** The local hour of an instant, 0 … 23. */
export function localHour(zone: string, time: number): number {
  return Math.floor(((((time + offsetAt(zone, time)) % DAY) + DAY) % DAY) / HOUR);
}

/** Days since 1970-01-01 of a day, whatever its zone. Throws where the text is not a day. */
export function dayNumber(day: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new Error(`expected a day as YYYY-MM-DD, got "${day}"`);
  return time / DAY;
}

/** The day with a given number of days since 1970-01-01. */
export function dayOfNumber(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** The instant at which a local day begins (its 00:00, or the first instant after a change of clock at midnight). */
export function midnight(zone: string, day: string): number {
  const wall = dayNumber(day) * DAY;
  const early = wall - offsetAt(zone, wall - DAY);
  const late = wall - offsetAt(zone, wall + DAY);
  return early + offsetAt(zone, early) === wall ? early : late;
}

/** The day `n` days later (earlier where n < 0). */
export function addDays(day: string, n: number): string {
  return dayOfNumber(dayNumber(day) + n);
}

/** Number of days from `a` to `b`. */
export function daysBetween(a: string, b: string): number {
  return dayNumber(b) - dayNumber(a);
}

/** 0 = Monday … 6 = Sunday. */
export function weekday(day: string): number {
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}

/** Starts of the hours of a local day: 24 of them, 23 or 25 on the days of a change of clock. */
export function hoursOfDay(zone: string, day: string): number[] {
  const end = midnight(zone, addDays(day, 1));
  const hours: number[] = [];
  for (let time = midnight(zone, day); time < end; time += HOUR) hours.push(time);
  return hours;
}
