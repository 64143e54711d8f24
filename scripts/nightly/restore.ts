import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {sha256OfFile, writeAtomic} from "../../data-loaders/store/files.js";
import {fetchBranch, type Remote} from "./branch.js";
import {checkState} from "./manifest.js";
import {issued} from "./rooms.js";

/** What a restore did. */
export interface Restored {
  /** The commit that the state comes from; none where the remote has no such branch, as before the first night. */
  readonly commit?: string;
  /** The night that it was kept in. */
  readonly night?: string;
  /** Files that were written. */
  readonly written: number;
}

/**
 * Brings the durable state of the last night into a store. A file that the store has and the branch lacks stays, as on a machine that
 * keeps its store; one that differs is that of the branch.
 * @throws where the branch does not hold what its manifest says, or where what was issued differs; nothing is written then.
 */
export async function restoreState(state: string, remote: Remote): Promise<Restored> {
  const folder = await mkdtemp(join(tmpdir(), "almanac-state-"));
  try {
    const commit = await fetchBranch(remote, folder);
    if (commit === undefined) return {written: 0};
    const {files, night} = await checkState(folder, `The branch ${remote.branch} at ${commit}`);
    const wanted: string[] = [];
    for (const [path, hash] of Object.entries(files)) {
      const found = await hashIfAny(join(state, path));
      if (found === hash) continue;
      if (found !== undefined && issued.test(path))
        throw new Error(
          `${path} was issued once and never changes; the store ${state} has it with the sha256 ${found}, the branch ` +
            `${remote.branch} with ${hash}. Find out which one is right, and delete it in the store where that is the wrong one. Nothing was changed.`
        );
      wanted.push(path);
    }
    for (const path of wanted) await writeAtomic(join(state, path), await readFile(join(folder, path)));
    return {commit, night, written: wanted.length};
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function hashIfAny(path: string): Promise<string | undefined> {
  return sha256OfFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
