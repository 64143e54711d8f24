import {mkdir} from "node:fs/promises";
import {GitTrouble, git} from "./git.js";

/** The branch that holds the durable state, and nothing else. */
export const stateBranch = "almanac-state";

/** A branch of a repository elsewhere. */
export interface Remote {
  /** The URL or path of the repository. */
  readonly url: string;
  readonly branch: string;
  /** For https. */
  readonly token?: string;
}

/**
 * Fetches a branch into a new working copy.
 * @param folder empty, or not there
 * @returns the id of its newest commit; undefined where the remote has no such branch (the copy is then one without a commit).
 */
export async function fetchBranch({url, branch, token}: Remote, folder: string): Promise<string | undefined> {
  await mkdir(folder, {recursive: true});
  const here = {cwd: folder, token};
  await git(["init", "--quiet", `--initial-branch=${branch}`, "."], here);
  const there = await git(["ls-remote", "--exit-code", url, `refs/heads/${branch}`], here).catch(
    (error: Error) => {
      // Exit code 2: the remote answered, and has no such ref.
      if (error instanceof GitTrouble && error.code === 2) return undefined;
      throw error;
    }
  );
  if (there === undefined) return undefined;
  // Two commits: the last one may be of this night, and then gives way to another child of its parent.
  await git(["fetch", "--quiet", "--no-tags", "--depth=2", url, `refs/heads/${branch}`], here);
  await git(["checkout", "--quiet", "-B", branch, "FETCH_HEAD"], here);
  return (await git(["rev-parse", "HEAD"], here)).trim();
}

/** One commit: its first line, and the rest. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

/**
 * Commits all of a working copy that `fetchBranch` made, and pushes it. A newest commit with the same subject is replaced, so that each
 * subject stands once.
 * @param tip what `fetchBranch` gave
 * @returns the id of the commit.
 * @throws {GitTrouble} where the branch moved meanwhile; it stays as it is then.
 */
export async function pushCommit(
  {url, branch, token}: Remote,
  folder: string,
  tip: string | undefined,
  {subject, body}: Message,
  at: Date
): Promise<string> {
  const here = {cwd: folder, token, at};
  if (tip !== undefined && (await git(["log", "-1", "--format=%s", tip], here)).trim() === subject) {
    const parents = (await git(["log", "-1", "--format=%P", tip], here)).trim();
    await git(parents === "" ? ["update-ref", "-d", "HEAD"] : ["reset", "--quiet", "--soft", parents], here);
  }
  await git(["add", "--all", "--force", "."], here);
  await git(["commit", "--quiet", "--allow-empty", "-m", subject, "-m", body], here);
  const lease = `--force-with-lease=refs/heads/${branch}:${tip ?? ""}`;
  await git(["push", "--quiet", lease, url, `HEAD:refs/heads/${branch}`], here);
  return (await git(["rev-parse", "HEAD"], here)).trim();
}
