import {addDays} from "../../src/lib/time/zone.js";
import type {Link} from "../ledger/chain.js";
import type {TableFiles} from "../study.js";
import {daysFrom, firstDay, gapsIn, judgingOf, lastDayOf, type ReplayedStudy} from "./origins.js";

/** The days to replay, both included. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** A day that a study cannot be replayed on. */
export class NoSuchDay extends Error {
  override name = "NoSuchDay";
}

/**
 * The days of a range that a study can be replayed on: all of them.
 * @param lastDay the last one that its tables reach
 * @throws {NoSuchDay} where it reaches further than the tables, begins before they suffice, or has days without an origin: the message
 * says which days are possible.
 */
export async function checkDays(
  study: ReplayedStudy,
  files: TableFiles,
  {from, to}: Range,
  lastDay: string
): Promise<string[]> {
  const {id} = study;
  if (to > lastDay)
    throw new NoSuchDay(
      `${id}: its tables reach the origin of ${lastDay}, which is the last day that can be replayed; ${to} was asked for.`
    );
  const begin = await judgingOf(study, files, from).catch((error: Error) => error);
  if (begin instanceof Error) {
    const first = await firstDay(study, files, from, lastDay);
    throw new NoSuchDay(
      `${id}: the first day that can be replayed is ${first}, the last one ${lastDay}; ${from} was asked for (${begin.message}).`
    );
  }
  const days = daysFrom(from, to);
  const gaps = gapsIn(study, from === to ? begin : await judgingOf(study, files, to), days);
  const lacking = gaps.length === 0 && lastDayOf(study, begin) !== from ? [from] : gaps;
  if (lacking.length > 0)
    throw new NoSuchDay(
      `${id} has no origin on ${lacking.join(", ")}: of the day before too little is known. Replay the days before and those after on their own: ` +
        "the ledger of a replay has no gap, so the later ones need --restart."
    );
  return days;
}

/**
 * Which days of a range are still to be issued. Days are issued in order and without a gap, so that what is issued on one cannot depend on how
 * many commands it took.
 * @param links the chain of what was replayed
 * @throws where the range begins before what was replayed, or leaves a day out after it.
 */
export function daysDue(
  {id}: Pick<ReplayedStudy, "id">,
  dayOf: (origin: string) => string,
  links: readonly Pick<Link, "origin">[],
  days: readonly string[]
): string[] {
  const [first, last] = [links[0], links.at(-1)].map((link) => link && dayOf(link.origin));
  if (first === undefined || last === undefined) return [...days];
  const [from] = days as [string, ...string[]];
  if (from < first)
    throw new NoSuchDay(
      `${id}: the replay began on ${first}, and ${from} lies before it. Days are replayed in order: begin on ${first}, or start anew with --restart.`
    );
  if (from > addDays(last, 1))
    throw new NoSuchDay(
      `${id}: the replay stands at ${last}. Days are replayed in order: begin on ${addDays(last, 1)}, or start anew with --restart.`
    );
  return days.filter((day) => day > last);
}
