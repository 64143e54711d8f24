import {createHash, randomUUID} from "node:crypto";
import {createReadStream} from "node:fs";
import {mkdir, open, readdir, readFile, rename, rm, stat} from "node:fs/promises";
import {basename, dirname, join, resolve} from "node:path";
import {z} from "zod";
import {diskError} from "./disk.js";

/**
 * Files of the store. Every write is whole or not at all: a temporary file in the same folder, fsync, rename, fsync of
 * the folder. Names that start with a dot and end with `.tmp` are remains of a killed writer and may be deleted.
 */

/** A file of the store that exists and cannot be used. It was moved aside, so that nothing is lost. */
export class CorruptFile extends Error {
  constructor(
    readonly path: string,
    /** Where the file is now. */
    readonly aside: string,
    expected: string
  ) {
    super(
      `${path} is corrupt: ${expected}. It was moved to ${basename(aside)} in the same folder, and nothing else was changed. ` +
        "Run the same command again to make it anew, or put a good copy back under its name."
    );
    this.name = "CorruptFile";
  }
}

/** SHA-256 of bytes or of a text in UTF-8, in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** SHA-256 of a file's bytes, in hexadecimal, read in pieces. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, {highWaterMark: 1 << 20}))
    hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

/** A name for a temporary file in the folder of `path`, to be written by any means and then passed to `place`. */
export function temporaryFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
}

/**
 * Puts a file (or a folder with all that it holds) that is already written at `temporary`, on the same disk, in the place of
 * `path`, durably.
 * @throws {DiskError} where the disk does not take it.
 */
export async function place(temporary: string, path: string): Promise<void> {
  try {
    await syncAll(temporary);
    await rename(temporary, path);
    await sync(dirname(path));
  } catch (error) {
    throw diskError(error, path);
  }
}

/** Makes a folder with those above it, durably; one that is there stays as it is. @throws {DiskError} where the disk does not take it. */
export async function makeFolder(path: string): Promise<void> {
  try {
    const first = await mkdir(path, {recursive: true});
    if (first === undefined) return;
    for (let folder = resolve(path); ; folder = dirname(folder)) {
      await sync(dirname(folder));
      if (folder === resolve(first) || folder === dirname(folder)) return;
    }
  } catch (error) {
    throw diskError(error, path);
  }
}

/**
 * Writes a file as a whole, with its folders; after a crash there is the old file or the new one, never a half.
 * @throws {DiskError} where the disk does not take it.
 */
export async function writeAtomic(path: string, data: string | Uint8Array): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = temporaryFor(path);
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await sync(dirname(path));
  } catch (error) {
    await rm(temporary, {force: true}).catch(() => {});
    throw diskError(error, path);
  }
}

/**
 * JSON with sorted keys: equal values give equal bytes. Keys whose value is undefined are left out.
 * @param indent spaces of indentation, 0 for one line.
 * @throws on a number that is not finite, which JSON would turn into null without a word: write null yourself.
 */
export function stableJson(value: unknown, indent = 0): string {
  return JSON.stringify(
    value,
    (key, item: unknown) => {
      if (typeof item === "number" && !Number.isFinite(item)) {
        throw new Error(
          `JSON has no ${item}, which stands under the key "${key}": write null where there is no value.`
        );
      }
      if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
      return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
    },
    indent
  );
}

/** Writes a value as JSON with sorted keys and a line break at the end, atomically. */
export async function writeJson(path: string, value: unknown, indent = 0): Promise<void> {
  await writeAtomic(path, `${stableJson(value, indent)}\n`);
}

/**
 * Writes an object as `writeJson` does, with a seal: the sha256 of all the rest, under the key `seal`. Whoever reads it by `readJson`
 * or `parseJson` notices a changed digit.
 */
export async function writeSealed(path: string, value: object, indent = 0): Promise<void> {
  await writeJson(path, sealed(value), indent);
}

/** An object with its seal; one that it had before is replaced. */
export function sealed<T extends object>(value: T): T & {seal: string} {
  const {seal: _, ...content} = value as T & {seal?: string};
  return {...(content as T), seal: sha256(stableJson(content))};
}

/**
 * Reads and checks a JSON file, and its seal where it has one.
 * @returns undefined where there is no such file.
 * @throws {CorruptFile} where it is not JSON, does not fit the schema or has a broken seal; the file is then moved aside.
 */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw diskError(error, path);
  }
  const {value, problem} = parseJson(text, schema);
  if (problem !== undefined) throw new CorruptFile(path, await setAside(path), problem);
  return value;
}

/** The value of a JSON text, or what is wrong with it: no JSON, another shape, or a seal that does not fit the rest. */
export function parseJson<T>(text: string, schema: z.ZodType<T>): {value?: T; problem?: string} {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {
      problem: `JSON was expected, and ${text.length} characters came that are not (${(error as Error).message})`
    };
  }
  if (typeof json === "object" && json !== null && "seal" in json) {
    const {seal, ...content} = json;
    if (seal !== sha256(stableJson(content)))
      return {problem: "its seal (the sha256 of the rest) was expected to fit, and something was changed"};
  }
  const {data, error} = schema.safeParse(json);
  return error
    ? {problem: `another shape was expected: ${z.prettifyError(error).replaceAll("\n", " ")}`}
    : {value: data};
}

/**
 * Moves a file that cannot be used to `<name>.corrupt-<first 8 digits of its sha256>`, beside it.
 * @returns the new path.
 */
export async function setAside(path: string): Promise<string> {
  const aside = `${path}.corrupt-${(await sha256OfFile(path)).slice(0, 8)}`;
  await rename(path, aside);
  await sync(dirname(path));
  return aside;
}

/** Syncs a file, or a folder with all files and folders in it. */
async function syncAll(path: string): Promise<void> {
  if ((await stat(path)).isDirectory()) {
    const entries = await readdir(path, {withFileTypes: true});
    for (const entry of entries)
      if (entry.isFile() || entry.isDirectory()) await syncAll(join(path, entry.name));
  }
  await sync(path);
}

/** Syncs one file, or the names in one folder. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
