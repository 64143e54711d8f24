import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {diskError} from "./disk.js";
import {parseJson, setAside, writeSealed} from "./files.js";
import {migrations} from "./migrations.js";
import {isReplayStore} from "./realms.js";

/** The version of the store's layout: what the last migration leads to. */
export const storeFormat = migrations[migrations.length - 1].to;

const schema = z.object({format: z.int().min(1)});

/** A store that a later version of Almanac wrote. */
export class NewerStore extends Error {
  override name = "NewerStore";
}

/**
 * Reads which format a store has, and changes nothing: for commands that only read it.
 * @param name how the message calls it
 * @returns undefined in a new store, 1 where it has files and does not say, or not legibly: migrations can be done twice.
 * @throws {NewerStore} when it was written by a later version of Almanac.
 */
export async function checkStore(state: string, name = `The store ${state}`): Promise<number | undefined> {
  return (await look(state, name)).format;
}

/**
 * Opens the store for writing: writes `format.json` in a new one, migrates an old one. Only for the owner of the store's lock.
 * @param say is told of each migration, and of a format.json that had to be moved aside
 * @throws {NewerStore} when it was written by a later version of Almanac; nothing is changed then.
 */
export async function openStore(state: string, say: (message: string) => void = () => {}): Promise<void> {
  const path = join(state, "format.json");
  const {format, problem} = await look(state);
  if (problem !== undefined)
    say(
      `${path} could not be used (${problem}): it was moved to ${await setAside(path)} and is written anew`
    );
  if (format === storeFormat) return;
  for (const {to, what, migrate} of migrations) {
    if (format === undefined || to <= format) continue;
    say(`the store has format ${to - 1}: ${what}`);
    await migrate(state, say);
  }
  // Last: a migration that was killed is done again.
  await writeSealed(path, {format: storeFormat});
}

async function look(
  state: string,
  name = `The store ${state}`
): Promise<{format?: number; problem?: string}> {
  const path = join(state, "format.json");
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw diskError(error, path);
  });
  if (text === undefined) return (await hasFiles(state)) ? {format: 1} : {};
  const {value, problem} = parseJson(text, schema);
  if (value === undefined) return {format: 1, problem};
  if (value.format <= storeFormat) return {format: value.format};
  throw new NewerStore(
    `${name} has format ${value.format}, and this version of Almanac reads up to format ${storeFormat}; nothing was changed. ` +
      "Use the version of Almanac that wrote it, or point ALMANAC_STATE to another folder."
  );
}

/** Whether there is anything but locks, temporary files and the store of the replayed days, which has a format of its own. */
async function hasFiles(state: string): Promise<boolean> {
  const names = await readdir(state).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw diskError(error, state);
  });
  return names.some((name) => !name.startsWith(".") && !name.startsWith("lock") && !isReplayStore(name));
}
