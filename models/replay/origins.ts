import {addDays, daysBetween, localDay} from "../../src/lib/time/zone.js";
import type {Judging} from "../steps/files.js";
import type {Study, TableFiles} from "../study.js";

/** What of a study decides which days can be replayed. */
export type ReplayedStudy = Pick<Study, "id" | "timeZone" | "tables" | "read" | "replay">;

/** A study's scheme and truth as they were known at the origin of a day. */
export async function judgingOf(
  {read, replay}: Pick<Study, "read" | "replay">,
  files: TableFiles,
  day: string
): Promise<Judging> {
  if (replay?.readScheme) return replay.readScheme(files, day);
  const {data: _, ...judging} = await read(files, day);
  return judging;
}

/** The local day that starts at the last origin of a scheme. */
export function lastDayOf({timeZone}: Pick<Study, "timeZone">, {scheme: {origins}}: Judging): string {
  return localDay(timeZone, origins[origins.length - 1]!);
}

/** All days from one to another, both included. */
export function daysFrom(from: string, to: string): string[] {
  return Array.from({length: Math.max(0, daysBetween(from, to) + 1)}, (_, i) => addDays(from, i));
}

/**
 * Days of a range that a study has no origin on, because what happened on the day before is not in its record: as far back as its scheme on the
 * last of them reaches.
 */
export function gapsIn(
  {timeZone}: Pick<Study, "timeZone">,
  {scheme, truth}: Judging,
  days: readonly string[]
): string[] {
  const {origins, series, leads, block} = scheme;
  const place = new Map(Array.from(origins, (origin, o) => [localDay(timeZone, origin), o]));
  const first = localDay(timeZone, origins[0]!);
  const isKnown = (o: number) =>
    series.some((_, s) => {
      const at = (o * series.length + s) * leads;
      return truth.actual.subarray(at, at + block).some((value) => !Number.isNaN(value));
    });
  return days.filter((day) => {
    if (day < first) return false;
    const eve = place.get(addDays(day, -1));
    return !place.has(day) || (eve !== undefined && !isKnown(eve));
  });
}

/**
 * The first day that a study has an origin on: by halving the time between two days, of which the earlier has none and the later has one.
 * @throws what the study throws on the later one
 */
export async function firstDay(
  study: ReplayedStudy,
  files: TableFiles,
  none: string,
  some: string
): Promise<string> {
  let [low, high] = [none, some];
  while (daysBetween(low, high) > 1) {
    const middle = addDays(low, Math.floor(daysBetween(low, high) / 2));
    const has = await judgingOf(study, files, middle).then(
      (judging) => judging.scheme.origins.length > 0,
      () => false
    );
    [low, high] = has ? [low, middle] : [middle, high];
  }
  return high;
}
