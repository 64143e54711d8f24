import {constants} from "node:fs";
import {copyFile, lstat, mkdir, readdir, readlink, rename, rm, stat, symlink} from "node:fs/promises";
import {dirname, join} from "node:path";
import {place, sha256, sha256OfFile, stableJson, temporaryFor} from "../../data-loaders/store/files.js";

const keep = 2;

/** What is published, as it stands on disk. */
export interface Edition {
  /** The first 16 digits of the sha256 of all its files' names and hashes. */
  readonly id: string;
  /** sha256 of every file by its path below `artifacts/`. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Publishes files as one edition: they are copied to `<state>/editions/<id>/`, then the link `<state>/artifacts` is turned to
 * that folder in one step. Whoever reads `artifacts/` sees the old edition or the new one, never a mixture. The edition
 * before stays on disk.
 * @param sources absolute paths of the files by their path below `artifacts/`, such as `api/france/forecast.json`.
 * @param beside files that stand beside the edition's own without being part of it: those of the edition before are taken along.
 */
export async function publishEdition(
  state: string,
  sources: Readonly<Record<string, string>>,
  beside: readonly string[] = []
): Promise<Edition> {
  const paths = Object.keys(sources).sort();
  const files = Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await sha256OfFile(sources[path])]))
  );
  const id = sha256(stableJson(files)).slice(0, 16);
  const folder = join(state, "editions", id);
  if (!(await holds(folder, files))) {
    const temporary = temporaryFor(folder);
    for (const path of paths) {
      await mkdir(dirname(join(temporary, path)), {recursive: true});
      await copyFile(sources[path], join(temporary, path), constants.COPYFILE_FICLONE);
    }
    await mkdir(temporary, {recursive: true});
    await takeAlong(state, temporary, beside);
    // A damaged edition of the same files gives way in two renames: it may be the published one.
    const damaged = temporaryFor(folder);
    await rename(folder, damaged).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    await place(temporary, folder);
  }
  await turnTo(state, id);
  await dropOld(state, id);
  return {id, files};
}

/** Copies files of the edition that stands, where it has them. */
async function takeAlong(state: string, folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await copyFile(join(state, "artifacts", path), join(folder, path)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
      }
    );
  }
}

async function turnTo(state: string, id: string): Promise<void> {
  const link = join(state, "artifacts");
  const target = join("editions", id);
  const before = await lstat(link).catch(() => undefined);
  if (before?.isSymbolicLink() && (await readlink(link)) === target) return;
  const temporary = temporaryFor(link);
  await symlink(target, temporary, "dir");
  // A folder in the link's place comes from elsewhere: it is kept beside.
  if (before?.isDirectory()) await rename(link, temporaryFor(link).replace(/\.tmp$/, ".before"));
  await rename(temporary, link);
}

async function holds(folder: string, files: Readonly<Record<string, string>>): Promise<boolean> {
  for (const [path, hash] of Object.entries(files)) {
    const found = await sha256OfFile(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (found !== hash) return false;
  }
  return Object.keys(files).length > 0;
}

async function dropOld(state: string, current: string): Promise<void> {
  const root = join(state, "editions");
  const others = (await readdir(root)).filter((name) => name !== current);
  const ages = await Promise.all(
    others.map(async (name) => ({name, time: (await stat(join(root, name))).mtimeMs}))
  );
  ages.sort((a, b) => b.time - a.time);
  for (const {name} of ages.slice(keep - 1)) await rm(join(root, name), {recursive: true, force: true});
}
