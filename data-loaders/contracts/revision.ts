import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {Cell, Cells} from "../columns.js";
import {breach} from "./breach.js";

/**
 * What a pull makes of what the last good table knew: publishers revise, but they do not lose months, change their level or
 * move their hours. A change that stays until the last good table is past its limit is taken as the publisher's word.
 */

/** How much of what was known may be lost or changed in a group of rows, such as a month. */
export interface RevisionLimits {
  /** Share of the values known before that may be missing now. */
  readonly lost: number;
  /** Mean absolute change, in units of `scale`, that is tolerated. */
  readonly changed: number;
  /** What a change is measured by: the mean absolute value, or the standard deviation of the values before. */
  readonly scale: "level" | "spread";
  /** Values known before that a group must have to be judged. */
  readonly least: number;
}

/** Rows of two tables with the same key, in order. */
export type Pairs = readonly (readonly [now: number, before: number])[];

/**
 * Pairs the rows of two tables by their key: the time, or a series and the time, by which its rows ascend. A row of the table before without its like has −1 in place of the
 * one now.
 * @param used whether a row of the table before counts.
 */
export function pairRows(
  now: Cells,
  before: Cells,
  key: readonly string[],
  used: (row: number) => boolean
): Pairs {
  // Within a series both tables ascend by the last column of the key; the series may come in any order.
  const last = key[key.length - 1];
  const series = key.length > 1 ? key[0] : undefined;
  const starts = new Map<Cell, number>();
  const own = series === undefined ? undefined : now[series];
  now[last].forEach((_, row) => {
    const name = own === undefined ? "" : own[row];
    if (!starts.has(name)) starts.set(name, row);
  });
  const pairs: (readonly [number, number])[] = [];
  let at = -1;
  before[last].forEach((instant, row) => {
    const name = series === undefined ? "" : before[series][row];
    if (row === 0 || (series !== undefined && before[series][row - 1] !== name)) at = starts.get(name) ?? -1;
    const isIn = () => at >= 0 && at < now[last].length && (own === undefined || own[at] === name);
    while (isIn() && now[last][at]! < instant!) at += 1;
    if (used(row)) pairs.push([isIn() && now[last][at] === instant ? at : -1, row]);
  });
  return pairs;
}

/** What happened to the values of a group. */
interface Group {
  known: number;
  lost: number;
  both: number;
  sum: number;
  squares: number;
  level: number;
  /** Rows whose values differ. */
  differ: number;
  /** Absolute changes, and what they were if each row had the value of the row before it, or after it. */
  readonly change: [own: number, earlier: number, later: number];
}

/** A row that follows another fits its neighbour this many times better than itself where a column has moved. */
const movedBelow = 0.5;
/** Rows, and share of them, that must differ for a change to be one of the whole. */
const leastRows = 3;
const leastShare = 0.1;
/** Changes below this share of the unit are rounding. */
const rounding = 0.01;

/**
 * Groups of rows in which a column lost or changed more than its publisher revises.
 * @param groupOf the group of a row of the table before: a month, or a town's month.
 */
export function checkRevision(
  column: string,
  now: readonly Cell[],
  before: readonly Cell[],
  pairs: Pairs,
  groupOf: (row: number) => string,
  {lost, changed, scale, least}: RevisionLimits
): Breach[] {
  const groups = new Map<string, Group>();
  for (const [i, j] of pairs) {
    const old = before[j];
    if (typeof old !== "number") continue;
    const name = groupOf(j);
    let entry = groups.get(name);
    if (!entry)
      groups.set(
        name,
        (entry = {known: 0, lost: 0, both: 0, differ: 0, sum: 0, squares: 0, level: 0, change: [0, 0, 0]})
      );
    entry.known += 1;
    entry.sum += old;
    entry.squares += old * old;
    entry.level += Math.abs(old);
    const value = i < 0 ? null : now[i];
    if (typeof value !== "number") entry.lost += 1;
    else {
      entry.both += 1;
      if (value !== old) entry.differ += 1;
      const [earlier, later] = [before[j - 1], before[j + 1]];
      entry.change[0] += Math.abs(value - old);
      entry.change[1] += Math.abs(value - (typeof earlier === "number" ? earlier : old));
      entry.change[2] += Math.abs(value - (typeof later === "number" ? later : old));
    }
  }
  const cases: Record<"lost" | "revision" | "moved", string[]> = {lost: [], revision: [], moved: []};
  for (const [name, {known, lost: missing, both, differ, sum, squares, level, change}] of groups) {
    if (known < least) continue;
    if (missing > lost * known) cases.lost.push(`${name}: ${missing} of ${known}`);
    // One value that was wrong and is mended is no other level.
    if (differ < leastRows || differ < leastShare * both) continue;
    const mean = sum / known;
    const unit = scale === "level" ? level / known : Math.sqrt(Math.max(0, squares / known - mean * mean));
    const [own, earlier, later] = change;
    if (own > changed * unit * both)
      cases.revision.push(`${name}: ${(own / both).toPrecision(3)} on the mean, of ${unit.toPrecision(3)}`);
    else if (own > rounding * unit * both && Math.min(earlier, later) < movedBelow * own)
      cases.moved.push(`${name}: by a row ${earlier < later ? "later" : "earlier"}`);
  }
  const messages = {
    lost: "values that the last good table has are missing",
    revision: "values of the last good table have changed more than they are revised",
    moved: "values of the last good table stand in the rows beside their own"
  };
  return (["lost", "revision", "moved"] as const).flatMap((code) =>
    cases[code].length === 0 ? [] : [breach(code, "error", column, messages[code], cases[code])]
  );
}

/**
 * Series that end earlier than in the last good table: a reply of yesterday. More of them than a share is an error.
 * @param ends of each series of the table before its last known instant or day, and the one now, where it has one.
 */
export function checkOlder(
  column: string,
  ends: readonly {readonly series: string; readonly now: string | undefined; readonly before: string}[],
  share = 0
): Breach[] {
  const older = ends.filter(({now, before}) => now === undefined || now < before);
  if (older.length === 0 || older.length <= share * ends.length) return [];
  const cases = older.map(({series, now, before}) => `${series}: ${before}, now ${now ?? "none"}`);
  return [breach("older", "error", column, "what is known ends earlier than in the last good table", cases)];
}

/** Limits of a comparison in words. */
export const revisionRules = (column: string, words: string) => [
  {
    code: "lost",
    level: "error",
    column,
    rule: `what the last good table knows is still known, ${words}`
  } as const,
  {
    code: "revision",
    level: "error",
    column,
    rule: `what the last good table knows has not changed more than it is revised, ${words}`
  } as const,
  {
    code: "older",
    level: "error",
    column,
    rule: "what is known ends no earlier than in the last good table"
  } as const,
  {
    code: "moved",
    level: "error",
    column,
    rule: "what the last good table knows has not moved to the rows beside its own"
  } as const
];
