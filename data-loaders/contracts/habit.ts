import type {Breach} from "../../src/lib/artifacts/tables.js";
import {localDay, localHour, midnight} from "../../src/lib/time/zone.js";
import {breach} from "./breach.js";

/**
 * What a series does in the same weeks of other years: a load is led by clocks and seasons, so that a week whose hours lie
 * elsewhere, or whose level is another, is not what it says.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const week = 7;
/** Days after which a year has come round with the same weekdays. */
const year = 364;
/** The ratio of a week's mean to that of the same weeks of other years. */
const levels = [0.6, 1.6] as const;

/**
 * By how much better a turned week must fit. The weeks from 2021 to 2024 fit as they are 2 % or more (mostly 9 %) better than turned
 * by an hour, and those of the spring of 2020, when France stayed at home, fitted a turn of an hour by up to 6 % better.
 */
const clearly = 0.07;

type Value = number | null;

/** Sums and counts by local hour of one local day. */
interface Day {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Weeks, back from the last known day, whose mean day fits that of the same weeks of other years better when it is turned by
 * some hours, and weeks of another level. Weeks that no other year has, or that lack an hour of the day, are not judged.
 * @param values by instant (ms UTC), in true time.
 */
export function checkHabit(
  zone: string,
  column: string,
  times: readonly number[],
  values: readonly Value[]
): Breach[] {
  const days = daysOf(zone, times, values);
  const last = Math.max(...days.keys());
  const first = Math.min(...days.keys());
  const turned: string[] = [];
  const other: string[] = [];
  for (let end = last + 1; end - week >= first; end -= week) {
    const own = meanDay(days, [end]);
    const same = meanDay(days, otherYears(end, first, last + 1));
    if (own.some(Number.isNaN) || same.some(Number.isNaN)) continue;
    const from = new Date((end - week) * DAY).toISOString().slice(0, 10);
    const hours = bestTurn(own, same);
    if (hours !== 0) turned.push(`week from ${from}: ${Math.abs(hours)} h ${hours > 0 ? "late" : "early"}`);
    const ratio = mean(own) / mean(same);
    if (!(ratio >= levels[0] && ratio <= levels[1]))
      other.push(`week from ${from}: ${ratio.toPrecision(3)} times the usual`);
  }
  const told = (code: string, message: string, cases: readonly string[]) =>
    cases.length === 0 ? [] : [breach(code, "error", column, message, cases)];
  return [
    ...told("habit", "weeks whose hours lie elsewhere than in the same weeks of other years", turned),
    ...told(
      "level",
      `weeks whose mean is not ${levels[0]} to ${levels[1]} times that of the same weeks of other years`,
      other
    )
  ];
}

function daysOf(zone: string, times: readonly number[], values: readonly Value[]): Map<number, Day> {
  const days = new Map<number, Day>();
  let [begin, end, number] = [0, 0, 0];
  for (let i = 0; i < times.length; ++i) {
    const value = values[i];
    if (value === null) continue;
    if (times[i] >= end || times[i] < begin) {
      const day = localDay(zone, times[i]);
      number = Date.parse(`${day}T00:00Z`) / DAY;
      begin = midnight(zone, day);
      end = midnight(zone, new Date((number + 1) * DAY).toISOString().slice(0, 10));
    }
    const day = days.get(number) ?? {sums: new Float64Array(24), counts: new Float64Array(24)};
    days.set(number, day);
    const hour = localHour(zone, times[i]);
    day.sums[hour] += value;
    day.counts[hour] += 1;
  }
  return days;
}

/** The ends of the same week in other years, of which the table has at least some days. */
function otherYears(end: number, first: number, last: number): number[] {
  const ends: number[] = [];
  for (let other = end - year; other - week >= first; other -= year) ends.push(other);
  for (let other = end + year; other <= last; other += year) ends.push(other);
  return ends;
}

/** Mean by local hour over the weeks that end before the given days; NaN for an hour without a value. */
function meanDay(days: ReadonlyMap<number, Day>, ends: readonly number[]): number[] {
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  for (const end of ends)
    for (let day = end - week; day < end; ++day) {
      const known = days.get(day);
      for (let hour = 0; known && hour < 24; ++hour) {
        sums[hour] += known.sums[hour];
        counts[hour] += known.counts[hour];
      }
    }
  return Array.from(sums, (sum, hour) => sum / counts[hour]);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * By how many hours a mean day comes later than another one, where their covariance is greatest (−12 … 11), and clearly greater than
 * as they are; else 0.
 */
function bestTurn(own: readonly number[], same: readonly number[]): number {
  const level = mean(same);
  const likeness = (turn: number) =>
    same.reduce((sum, value, hour) => sum + (value - level) * own[(hour + turn + 24) % 24], 0);
  let [best, most] = [0, likeness(0) * (1 + clearly)];
  for (let turn = -12; turn < 12; ++turn) {
    const here = likeness(turn);
    if (here > most) [best, most] = [turn, here];
  }
  return best;
}
