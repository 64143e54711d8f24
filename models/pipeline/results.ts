import {access, readdir, readFile, rename, rm, stat} from "node:fs/promises";
import {join, relative, sep} from "node:path";
import {z} from "zod";
import {
  makeFolder,
  parseJson,
  place,
  readJson,
  sha256,
  sha256OfFile,
  stableJson,
  temporaryFor,
  writeJson,
  writeSealed
} from "../../data-loaders/store/files.js";
import type {Ingredients} from "./keys.js";
import type {Json, Result} from "./task.js";

const hashes = z.record(z.string(), z.string());

const recordSchema = z.object({
  outputs: hashes,
  value: z.json() as unknown as z.ZodType<Json>,
  rows: z.number(),
  bytes: z.number(),
  startedAt: z.iso.datetime(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMemoryMB: z.number(),
  /** The commit that the code stood at; results of older stores lack it. */
  commit: z.string().optional(),
  /** Of its own thread, where it had one; results of older stores lack it. */
  threadMemoryMB: z.number().optional(),
  bytesRead: z.number(),
  /** Files of the store as the task left them: sha256 by path. */
  leaves: hashes,
  ingredients: z.object({code: z.string(), params: z.string(), needs: hashes})
});

/** result.json of a kept result. */
export type ResultRecord = z.infer<typeof recordSchema>;

/** A kept result as found, with what its run cost. */
export interface Kept extends Result {
  readonly key: string;
  readonly record: ResultRecord;
}

/** Why a kept result cannot be taken. */
export class UnusableResult extends Error {
  override name = "UnusableResult";
}

const indexSchema = z.object({keys: z.array(z.string())});
const keyPattern = /^[0-9a-f]{32}$/;
const keep = 3;
const keepCorrupt = 2;

/** The folder of a task's results: `<state>/results/<task>`. */
export function resultsFolder(state: string, task: string): string {
  return join(state, "results", ...task.split("/"));
}

/** The keys of a task's results, the one that was used last first. */
export async function keptKeys(state: string, task: string): Promise<string[]> {
  const folder = resultsFolder(state, task);
  const there = (await list(folder)).filter((name) => keyPattern.test(name));
  const index = await readJson(join(folder, "index.json"), indexSchema).catch((error: Error) => {
    if (error.name === "CorruptFile") return undefined;
    throw error;
  });
  const keys = (index?.keys ?? []).filter((key) => there.includes(key));
  return [...keys, ...there.filter((key) => !keys.includes(key))];
}

/**
 * Reads a kept result and checks all that it says.
 * @param options.touch false: a corrupt result is left where it is.
 * @returns undefined where there is none.
 * @throws {UnusableResult} where a file is missing or has other bytes (the folder is moved aside), or where what the task left
 * elsewhere in the store is no longer so (the result is left as it is).
 */
export async function readResult(
  state: string,
  task: string,
  key: string,
  {touch = true}: {touch?: boolean} = {}
): Promise<Kept | undefined> {
  const folder = join(resultsFolder(state, task), key);
  if (!(await exists(folder))) return undefined;
  const record = await readRecord(join(folder, "result.json"));
  if (typeof record === "string") return refuse(folder, record, touch);
  for (const [file, hash] of Object.entries(record.outputs)) {
    const found = await hashIfAny(join(folder, file));
    if (found !== hash)
      return refuse(folder, `${file} ${found === undefined ? "is missing" : "has other bytes"}`, touch);
  }
  for (const [path, hash] of Object.entries(record.leaves)) {
    const found = await hashIfAny(join(state, path));
    if (found === hash) continue;
    throw new UnusableResult(found === undefined ? `${path} is missing` : `${path} changed since`);
  }
  return kept(key, folder, record);
}

function kept(key: string, folder: string, record: ResultRecord): Kept {
  const {outputs, value, rows, bytes, startedAt, seconds, ingredients} = record;
  const {cpuSeconds, threadMemoryMB, commit} = record;
  return {
    key,
    record,
    folder,
    outputs,
    value,
    rows,
    bytes,
    made: {startedAt, seconds, cpuSeconds, threadMemoryMB, commit, code: ingredients.code}
  };
}

/** The newest result of a task that can be used, whatever it was made of; undefined where there is none. */
export async function lastResult(
  state: string,
  task: string,
  options: {touch?: boolean} = {}
): Promise<Kept | undefined> {
  for (const key of await keptKeys(state, task)) {
    try {
      return await readResult(state, task, key, options);
    } catch (error) {
      if (!(error instanceof UnusableResult)) throw error;
    }
  }
  return undefined;
}

/** The record of the result of a task that was used last, whether or not that can be taken; undefined where there is none. */
export async function lastRecord(state: string, task: string): Promise<ResultRecord | undefined> {
  const [newest] = await keptKeys(state, task);
  if (newest === undefined) return undefined;
  const record = await readRecord(join(resultsFolder(state, task), newest, "result.json"));
  return typeof record === "string" ? undefined : record;
}

/** An empty folder, in which a task writes its files before they become a result. */
export async function draft(state: string, task: string): Promise<string> {
  const folder = temporaryFor(join(resultsFolder(state, task), "result"));
  await makeFolder(folder);
  return folder;
}

/** Relative paths with sha256 and the sum of bytes of all files in a folder. */
export async function hashFolder(folder: string): Promise<{outputs: Record<string, string>; bytes: number}> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const outputs: Record<string, string> = {};
  let bytes = 0;
  for (const path of paths.sort()) {
    outputs[relative(folder, path).split(sep).join("/")] = await sha256OfFile(path);
    bytes += (await stat(path)).size;
  }
  return {outputs, bytes};
}

/** sha256 of files of the store, by their paths. Throws where one does not exist. */
export async function hashLeaves(state: string, paths: readonly string[]): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await sha256OfFile(join(state, path))]))
  );
}

/** Makes a draft the result of a key, in place of an older one, and drops the results that were not used lately. */
export async function keepResult(
  state: string,
  task: string,
  key: string,
  drafted: string,
  record: Omit<ResultRecord, "ingredients"> & {ingredients: Ingredients}
): Promise<Kept> {
  const home = resultsFolder(state, task);
  const folder = join(home, key);
  await writeSealed(join(drafted, "result.json"), record, 1);
  if (await exists(folder)) {
    const old = temporaryFor(folder);
    await rename(folder, old);
    await place(drafted, folder);
    await rm(old, {recursive: true, force: true});
  } else {
    await place(drafted, folder);
  }
  await markUsed(state, task, key);
  return kept(key, folder, recordSchema.parse(record));
}

/** Notes that a result was used, and drops all but the three that were used last. */
export async function markUsed(state: string, task: string, key: string): Promise<void> {
  const home = resultsFolder(state, task);
  const keys = await keptKeys(state, task);
  const order = [key, ...keys.filter((other) => other !== key)];
  const index = {keys: order.slice(0, keep)};
  if (keys[0] !== key || keys.length > keep || !(await exists(join(home, "index.json")))) {
    await writeJson(join(home, "index.json"), index);
  }
  for (const old of order.slice(keep)) await rm(join(home, old), {recursive: true, force: true});
  const corrupt = (await list(home)).filter((name) => name.includes(".corrupt-")).sort();
  for (const old of corrupt.slice(0, -keepCorrupt)) await rm(join(home, old), {recursive: true, force: true});
}

/** The record, or what is wrong with it. */
async function readRecord(path: string): Promise<ResultRecord | string> {
  if (!(await exists(path))) return "result.json is missing";
  const {value, problem} = parseJson(await readFile(path, "utf8"), recordSchema);
  return value ?? `result.json cannot be read: ${problem}`;
}

async function refuse(folder: string, problem: string, touch: boolean): Promise<never> {
  if (!touch) throw new UnusableResult(`its kept result is corrupt: ${problem}`);
  const {outputs} = await hashFolder(folder);
  const name = `${folder}.corrupt-${sha256(stableJson(outputs)).slice(0, 8)}`;
  await rm(name, {recursive: true, force: true});
  await rename(folder, name);
  throw new UnusableResult(`its kept result is corrupt: ${problem}; it was moved to ${name}`);
}

async function hashIfAny(path: string): Promise<string | undefined> {
  return (await exists(path)) ? sha256OfFile(path) : undefined;
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}
