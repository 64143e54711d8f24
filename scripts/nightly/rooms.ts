import {readdir} from "node:fs/promises";
import {join, relative, sep} from "node:path";

/**
 * What of the store cannot be made again (what was replayed can): it is kept on a branch of its own, one commit a night. Files and folders,
 * relative to the store.
 */
export const durable: readonly string[] = [
  "format.json",
  "live/ledger",
  "live/registry",
  "live/runs",
  "nights",
  "pipeline",
  "telemetry"
];

/** What of the store is made again where it is missing: it is kept in a cache that may vanish. */
export const bulk: readonly string[] = ["artifacts", "editions", "live/tables", "pulls", "results"];

/** What a later night may neither change nor drop: what was issued. */
export const issued = /^live\/ledger\/[^/]+\/forecasts\//;

/** What a later night may not drop: what was issued, and what was decided. */
export const lasting = /^live\/(ledger\/[^/]+\/forecasts|registry\/[^/]+\/decisions)\//;

/** Remains of killed writers, and files that were moved aside because they could not be read. */
const remains = /(^|\/)\.[^/]*\.tmp$|\.corrupt-[0-9a-f]+$/;

/** Whether a path of the store, with forward slashes, lies in one of these rooms. */
export function isIn(rooms: readonly string[], path: string): boolean {
  return rooms.some((room) => path === room || path.startsWith(`${room}/`));
}

/** The durable files that a store has, as sorted relative paths with forward slashes. */
export async function durableFiles(state: string): Promise<string[]> {
  const found = await Promise.all(durable.map((room) => filesIn(state, room)));
  return found
    .flat()
    .filter((path) => !remains.test(path))
    .sort();
}

/** The files of a room; a room may be a file itself, or not there. */
async function filesIn(state: string, room: string): Promise<string[]> {
  try {
    const entries = await readdir(join(state, room), {recursive: true, withFileTypes: true});
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(state, join(entry.parentPath, entry.name)).split(sep).join("/"));
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR") return [room];
    throw error;
  }
}
