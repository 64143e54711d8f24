import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {sha256} from "../../data-loaders/store/files.js";
import {keptKeys, readResult, UnusableResult} from "../pipeline/results.js";

/** Finds the bytes that have a sha256; undefined where they are kept no more. */
export type FindBytes = (hash: string) => Promise<Uint8Array | undefined>;

/** Finds files of a task's kept results by their sha256. A result that was damaged since counts as gone. */
export function keptFiles(state: string, task: string): FindBytes {
  let index: Promise<ReadonlyMap<string, string>> | undefined;
  return async (hash) => {
    index ??= pathsByHash(state, task);
    const path = (await index).get(hash);
    const bytes = path === undefined ? undefined : await readFile(path);
    return bytes && sha256(bytes) === hash ? bytes : undefined;
  };
}

async function pathsByHash(state: string, task: string): Promise<ReadonlyMap<string, string>> {
  const paths = new Map<string, string>();
  for (const key of await keptKeys(state, task)) {
    const result = await readResult(state, task, key, {touch: false}).catch((error: Error) => {
      if (error instanceof UnusableResult) return undefined;
      throw error;
    });
    for (const [file, hash] of Object.entries(result?.outputs ?? {}))
      if (!paths.has(hash)) paths.set(hash, join(result!.folder, file));
  }
  return paths;
}
