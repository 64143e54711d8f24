/**
 * What a disk that cannot be written or read says, in words that tell what to do.
 */

/** A disk that is full, read-only, closed to this user or broken. Nothing was lost: files are written as a whole or not at all. */
export class DiskError extends Error {
  override name = "DiskError";
}

const problems: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  ENOSPC: ["the disk is full", "Make room on it"],
  EDQUOT: ["the quota on this disk is used up", "Make room on it"],
  EROFS: [
    "the file system is read-only",
    "Mount it for writing, or point ALMANAC_STATE to a folder that can be written"
  ],
  EACCES: [
    "this user has no permission",
    "Give it the right to read and write the folder, or point ALMANAC_STATE to another one"
  ],
  EPERM: [
    "the system does not permit it",
    "Give this user the right to read and write the folder, or point ALMANAC_STATE to another one"
  ],
  ENOTDIR: ["a part of its path is no folder", "Point ALMANAC_STATE to a folder"],
  EIO: ["the disk reports an error", "Look after the disk, or point ALMANAC_STATE to another one"],
  EMFILE: ["too many files are open", "Raise the limit (ulimit -n)"],
  ENFILE: ["too many files are open on this machine", "Close other programs"]
};

/** How those who have no code say it: DuckDB's messages, and errors that came from a thread as text. */
const sayings: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/no space left on device/i, "ENOSPC"],
  [/disk quota exceeded/i, "EDQUOT"],
  [/read-only file system/i, "EROFS"],
  [/permission denied/i, "EACCES"],
  [/operation not permitted/i, "EPERM"],
  [/input\/output error/i, "EIO"]
];

/**
 * An error of the disk in words: what could not be done where, why, and the remedy. Any other error is given back as it is.
 * @param path what was to be written or read; the error's own path, unless given
 */
export function diskError(
  error: unknown,
  path: string | undefined = (error as NodeJS.ErrnoException | null)?.path
): Error {
  const given = error instanceof Error ? error : new Error(String(error));
  if (given instanceof DiskError || given.name === "DiskError") return given;
  const code = codeOf(given);
  if (code === undefined) return given;
  const [problem, remedy] = problems[code];
  return new DiskError(
    `${path ?? "A file"} cannot be written or read: ${problem} (${code}). What was there before is still there. ${remedy}, and run the same command again.`,
    {cause: given}
  );
}

function codeOf(error: Error): string | undefined {
  const {code} = error as NodeJS.ErrnoException;
  if (code !== undefined) return code in problems ? code : undefined;
  // Only how Node and DuckDB begin: what a publisher says is no trouble of the disk.
  if (!/^(E[A-Z]{2,}:|IO Error)/.test(error.message)) return undefined;
  return sayings.find(([pattern]) => pattern.test(error.message))?.[1];
}
