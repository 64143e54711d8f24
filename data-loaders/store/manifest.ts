import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {parseJson, sha256OfFile} from "./files.js";

/**
 * The file of an edition that says which files it has: {files: {path: sha256}, beside}, sealed; `beside` names files that may be there as
 * well. It starts with a dot: it is not published.
 */
export const manifestName = ".manifest.json";

const schema = z.object({files: z.record(z.string(), z.string()), beside: z.array(z.string()).default([])});

/**
 * Checks the published edition against its manifest, changing nothing. One that was published before manifests were is not checked.
 * @param paths the files that are there, below `artifacts/`
 * @throws when a file is missing, has other bytes or was put there by somebody else: the message names it and the remedy.
 */
export async function checkEdition(state: string, paths: readonly string[]): Promise<void> {
  const folder = join(state, "artifacts");
  const text = await readFile(join(folder, manifestName), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return;
  const {value, problem} = parseJson(text, schema);
  if (value === undefined) throw damaged(join(folder, manifestName), problem!);
  const {files, beside} = value;
  for (const path of paths)
    if (files[path] === undefined && !beside.includes(path))
      throw damaged(join(folder, path), "it is not among the files that were published");
  for (const [path, hash] of Object.entries(files)) {
    const found = paths.includes(path) ? await sha256OfFile(join(folder, path)) : undefined;
    if (found === hash) continue;
    const what =
      found === undefined
        ? "it is missing"
        : `its sha256 is ${found.slice(0, 12)}…, not ${hash.slice(0, 12)}…`;
    throw damaged(join(folder, path), what);
  }
}

function damaged(path: string, problem: string): Error {
  return new Error(
    `${path} is not as it was published: ${problem}. Nothing was changed. Run npm run refresh: it publishes the edition again.`
  );
}
