import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {sha256OfFile, writeAtomic} from "../../data-loaders/store/files.js";
import {checkStore} from "../../data-loaders/store/format.js";
import {lockStore} from "../../data-loaders/store/lock.js";
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
 * @throws where the branch does not hold what its manifest says, or where what was issued differs; {NewerStore} where the store or the branch
 * is of a later version, {StoreBusy} while another process writes the store. Nothing is written then.
 */
export async function restoreState(state: string, remote: Remote): Promise<Restored> {
  await checkStore(state);
  const folder = await mkdtemp(join(tmpdir(), "almanac-state-"));
  try {
    const commit = await fetchBranch(remote, folder);
    if (commit === undefined) return {written: 0};
    const name = `The branch ${remote.branch} at ${commit}`;
    const {files, night} = await checkState(folder, name);
    await checkStore(folder, name);
    // No `enterStore`: it would migrate the store to what the branch is not yet. The next refresh does both.
    const release = await lockStore(state);
    try {
      const wanted = await lacking(state, files, remote);
      for (const path of wanted) await writeAtomic(join(state, path), await readFile(join(folder, path)));
      return {commit, night, written: wanted.length};
    } finally {
      await release();
    }
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The files that a store lacks or has with other bytes. @throws where what was issued differs. */
async function lacking(
  state: string,
  files: Readonly<Record<string, string>>,
  {branch}: Remote
): Promise<string[]> {
  const wanted: string[] = [];
  for (const [path, hash] of Object.entries(files)) {
    const found = await hashIfAny(join(state, path));
    if (found === hash) continue;
    if (found !== undefined && issued.test(path))
      throw new Error(
        `${path} was issued once and never changes; the store ${state} has it with the sha256 ${found}, the branch ` +
          `${branch} with ${hash}. Find out which one is right, and delete it in the store where that is the wrong one. Nothing was changed.`
      );
    wanted.push(path);
  }
  return wanted;
}

async function hashIfAny(path: string): Promise<string | undefined> {
  return sha256OfFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
