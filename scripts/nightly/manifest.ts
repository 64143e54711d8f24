import {copyFile, lstat, mkdir, readdir} from "node:fs/promises";
import {dirname, join} from "node:path";
import {z} from "zod";
import {readJson, sha256OfFile, writeJson} from "../../data-loaders/store/files.js";
import {checkStore} from "../../data-loaders/store/format.js";
import {durable, durableFiles, isIn} from "./rooms.js";

/** The file of the manifest in a copy of the durable state. */
export const manifestName = "manifest.json";

const manifestSchema = z.object({
  format: z.literal(1),
  /** The day that the night belongs to. */
  night: z.iso.date(),
  /** sha256 of every file by its path. */
  files: z.record(z.string(), z.string())
});
/** What a copy of the durable state holds. */
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * Copies the durable state of a store into a folder that is empty or not there, with a manifest of it.
 * @throws where the folder has anything in it; {NewerStore} on a store of a later version.
 */
export async function packState(state: string, folder: string, night: string): Promise<Manifest> {
  await checkStore(state);
  await mkdir(folder, {recursive: true});
  const there = await readdir(folder);
  if (there.length > 0) throw new Error(`${folder} was expected to be empty, and it holds ${there[0]}.`);
  const files: Record<string, string> = {};
  for (const path of await durableFiles(state)) {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await copyFile(join(state, path), join(folder, path));
    files[path] = await sha256OfFile(join(folder, path));
  }
  const manifest: Manifest = {format: 1, night, files};
  await writeJson(join(folder, manifestName), manifest, 1);
  return manifest;
}

/**
 * The manifest of a copy of the durable state, checked against its files.
 * @param name how the message calls the copy
 * @throws where there is none, where a file is missing or has other bytes, or where a path is not one of the durable state's.
 */
export async function checkState(folder: string, name: string): Promise<Manifest> {
  const manifest = await readJson(join(folder, manifestName), manifestSchema);
  if (!manifest)
    throw new Error(
      `${name} has no ${manifestName}: a copy of the durable state was expected, made by "npm run nightly -- pack".`
    );
  for (const [path, expected] of Object.entries(manifest.files)) {
    if (!isDurable(path))
      throw new Error(
        `${name} lists "${path}", which is no path of the durable state (${durable.join(", ")}).`
      );
    const entry = await lstat(join(folder, path)).catch(() => undefined);
    const found = entry?.isFile() ? await sha256OfFile(join(folder, path)) : "no file";
    if (found === expected) continue;
    throw new Error(
      `${name}: ${path} was expected with the sha256 ${expected}, and ${found} is there. It was changed by another hand: ` +
        "bring back the last good commit of it. Nothing was changed here."
    );
  }
  return manifest;
}

function isDurable(path: string): boolean {
  return (
    isIn(durable, path) && !path.includes("\\") && path.split("/").every((part) => !/^\.{0,2}$/.test(part))
  );
}
