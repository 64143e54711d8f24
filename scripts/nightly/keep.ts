import {copyFile, mkdir, mkdtemp, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fetchBranch, pushCommit, type Remote} from "./branch.js";
import {checkState, manifestName} from "./manifest.js";
import {dayLines, readNight} from "./night.js";
import {issued, lasting} from "./rooms.js";

/** A commit that keeps the state of a night. */
export interface KeptNight {
  readonly commit: string;
  readonly files: number;
}

/**
 * Keeps a packed state on its branch: one commit a night, and the branch has no history but these. A second try of the same night replaces
 * the first one's commit.
 * @param folder what `packState` made
 * @param options.at the instant of the commit
 * @param options.acceptLoss keep it though something that was issued or decided would change or vanish
 * @throws where something that was issued or decided would change or vanish, where the packed state or that of the branch is not whole,
 * or where the branch moved meanwhile. The branch stays as it is then.
 */
export async function keepState(
  folder: string,
  remote: Remote,
  {at, acceptLoss = false}: {readonly at: Date; readonly acceptLoss?: boolean}
): Promise<KeptNight> {
  const {files, night} = await checkState(folder, folder);
  const copy = await mkdtemp(join(tmpdir(), "almanac-state-"));
  try {
    const tip = await fetchBranch(remote, copy);
    if (tip !== undefined) {
      const before = await checkState(copy, `The branch ${remote.branch} at ${tip}`);
      const problem = loss(before.files, files);
      if (problem !== undefined && !acceptLoss)
        throw new Error(
          `The branch ${remote.branch} stays at ${tip}, for the state of ${night} would lose what was issued or decided: ${problem}. ` +
            "Restore the store from the branch (npm run nightly -- restore), and run the night again; or run it with LOST_LEDGER=accept, knowing what is lost."
        );
      if (before.night > night)
        throw new Error(
          `The branch ${remote.branch} stays at ${tip}: it holds the night of ${before.night}, and this one is of ${night}.`
        );
      for (const name of (await readdir(copy)).filter((name) => name !== ".git"))
        await rm(join(copy, name), {recursive: true});
    }
    // What the manifest lists and no more: the folder comes from a job that runs other people's code, and this one may write the repository.
    for (const path of [...Object.keys(files), manifestName]) {
      await mkdir(dirname(join(copy, path)), {recursive: true});
      await copyFile(join(folder, path), join(copy, path));
    }
    const record = await readNight(copy, night);
    const body = record
      ? dayLines(record).join("\n\n")
      : "The state as it was found, with no record of the night.";
    const commit = await pushCommit(remote, copy, tip, {subject: `Night of ${night}`, body}, at);
    return {commit, files: Object.keys(files).length};
  } finally {
    await rm(copy, {recursive: true, force: true});
  }
}

/** What of the files of a manifest is gone or changed in another that must not be; undefined where nothing is. */
function loss(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>
): string | undefined {
  const paths = Object.keys(before).filter((path) =>
    after[path] === undefined ? lasting.test(path) : issued.test(path) && after[path] !== before[path]
  );
  const [first, ...more] = paths;
  if (first === undefined) return undefined;
  const what = after[first] === undefined ? "is gone" : "was changed";
  return `${first} ${what}${more.length > 0 ? `, and ${more.length} more` : ""}`;
}
