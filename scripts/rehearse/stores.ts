import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {cp, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {addDays} from "../../src/lib/time/zone.js";
import type {Target} from "./matrix.js";
import {type Pulling, pullOnce} from "./pull.js";
import type {Replay} from "./replay.js";

/** What a target's store is before a case, and what it is after a run of its day that met no fault. */
export interface Stores {
  /** Folder of the store with the data of the day before, and of an empty one. */
  readonly lastGood: string;
  readonly none: string;
  /** sha256 by file after a healthy run from either. */
  readonly fromLastGood: Readonly<Record<string, string>>;
  readonly fromNone: Readonly<Record<string, string>>;
  /** What was wrong with the healthy run after a case, by all that the case left in its store. */
  readonly healed: Map<string, readonly string[]>;
}

/**
 * sha256 of the files below a folder of a store by their path: what is kept for good.
 * @param waiting whether bytes that wait to be accepted count too.
 */
export function hashesOf(folder: string, waiting = false): Record<string, string> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile() && (waiting || !/\.(incoming|tmp)$/.test(entry.name)))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(folder.length + 1),
        createHash("sha256").update(readFileSync(path)).digest("hex")
      ])
  );
}

/** Makes a target's stores below a folder by healthy runs. @throws where one of them is not live. */
export async function makeStores(replay: Replay, target: Target, folder: string): Promise<Stores> {
  const {table, day} = target;
  const place = (name: string) => join(folder, `${table}-${name}`);
  const [lastGood, none] = [place("last-good"), place("none")];
  await mkdir(none, {recursive: true});
  const healthy = async (state: string, today: string) => {
    const pulling: Pulling = {table, today, state, upstream: replay.url};
    await replay.set(today);
    const ended = await pullOnce(pulling);
    const mode = ended.result?.tables[table]?.mode;
    if (mode === "live") return hashesOf(state);
    throw new Error(`a healthy run of ${table} for ${today} was not live: ${ended.message}`);
  };
  await healthy(lastGood, addDays(day, -1));
  const after = place("after");
  await cp(lastGood, after, {recursive: true});
  const fromLastGood = await healthy(after, day);
  const fresh = place("fresh");
  const fromNone = await healthy(fresh, day);
  return {lastGood, none, fromLastGood, fromNone, healed: new Map()};
}
