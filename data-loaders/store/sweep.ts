import {readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {replayStore} from "./realms.js";

/**
 * Deletes the temporary files and folders that killed writers left anywhere in the store, but not in the store of the replayed days inside it,
 * which has a writer of its own. Only for the owner of its lock.
 */
export async function sweepRemains(folder: string, other = replayStore(folder)): Promise<void> {
  const entries = await readdir(folder, {withFileTypes: true}).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".") && entry.name.endsWith(".tmp"))
      await rm(path, {recursive: true, force: true});
    else if (entry.isDirectory() && path !== other) await sweepRemains(path, other);
  }
}
