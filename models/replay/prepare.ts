import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Environment} from "../../data-loaders/environment.js";
import {sha256OfFile} from "../../data-loaders/store/files.js";
import type {TableFiles} from "../study.js";
import {firstDay, judgingOf, lastDayOf, type ReplayedStudy} from "./origins.js";
import {filesOf, keepTaken, readTaken, type Take, type Taken, takenFolder} from "./tables.js";

/** The tables of a study to replay from, and what becomes of them. */
export interface Prepared {
  readonly taken: Taken;
  readonly files: TableFiles;
  /** Keeps them in the store of the replay, unless they are there. Only for the owner of its lock. */
  readonly keep: () => Promise<TableFiles>;
  /** Removes what was only looked at. */
  readonly close: () => Promise<void>;
}

/**
 * The tables that were taken for a study, or, before its first replay and when it starts anew, those of the store, in a temporary folder: nothing
 * of a store is changed before `keep`.
 * @throws where a taken table is damaged, or there are none to take.
 */
export async function prepare(
  study: ReplayedStudy,
  replay: string,
  {environment, take, anew}: {environment: Environment; take: Take; anew: boolean}
): Promise<Prepared> {
  const {id} = study;
  const place = takenFolder(replay, id);
  const kept = anew ? undefined : await readTaken(replay, id);
  if (kept) {
    for (const {path, record} of kept.tables)
      if ((await sha256OfFile(join(place, path)).catch(() => "")) !== record.sha256)
        throw new Error(
          `${join(place, path)} is not as it was taken, so days of two tables would stand in one ledger. Bring it back, or start anew with --restart.`
        );
    const files = filesOf(place, kept.tables);
    return {taken: kept, files, keep: async () => files, close: async () => {}};
  }
  const folder = await mkdtemp(join(tmpdir(), "almanac-replay-"));
  const close = () => rm(folder, {recursive: true, force: true});
  try {
    const tables = await take(study, environment, folder);
    const files = filesOf(folder, tables);
    const made = tables
      .map(({record}) => record.today)
      .sort()
      .at(-1)!;
    const taken = {lastDay: lastDayOf(study, await judgingOf(study, files, made)), tables};
    const keep = async () => {
      await keepTaken(replay, id, folder, taken);
      return filesOf(place, tables);
    };
    return {taken, files, keep, close};
  } catch (error) {
    await close();
    throw error;
  }
}

/** The days that a study can be replayed on, as "2023-04-01 to 2024-12-25". */
export async function possibleDays(
  study: ReplayedStudy,
  {taken, files}: Pick<Prepared, "taken" | "files">
): Promise<string> {
  const begin = taken.tables
    .map(({record}) => record.from.slice(0, 10))
    .sort()
    .at(0)!;
  return `${await firstDay(study, files, begin, taken.lastDay)} to ${taken.lastDay}`;
}
