import {constants} from "node:fs";
import {copyFile, lstat, readdir, readlink, rename, rm, stat, symlink} from "node:fs/promises";
import {dirname, join} from "node:path";
import {diskError} from "../../data-loaders/store/disk.js";
import {
  makeFolder,
  place,
  sealed,
  sha256,
  sha256OfFile,
  stableJson,
  sync,
  temporaryFor,
  writeAtomic
} from "../../data-loaders/store/files.js";
import {manifestName} from "../../data-loaders/store/manifest.js";

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
 * before stays on disk. With the files goes their manifest, see `manifestName`.
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
  const manifest = `${stableJson(sealed({files, beside}))}\n`;
  if (!(await holds(folder, {...files, [manifestName]: sha256(manifest)}))) {
    const temporary = temporaryFor(folder);
    await makeFolder(temporary);
    try {
      for (const path of paths) {
        await makeFolder(dirname(join(temporary, path)));
        await copyFile(sources[path], join(temporary, path), constants.COPYFILE_FICLONE);
      }
      await takeAlong(state, temporary, beside);
      await writeAtomic(join(temporary, manifestName), manifest);
    } catch (error) {
      await rm(temporary, {recursive: true, force: true}).catch(() => {});
      throw diskError(error, folder);
    }
    // A damaged edition of the same files gives way in two renames: it may be the published one.
    const damaged = temporaryFor(folder);
    await rename(folder, damaged).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    await place(temporary, folder);
    await rm(damaged, {recursive: true, force: true});
  }
  await turnTo(state, id);
  await dropOld(state, id);
  return {id, files};
}

/** Copies files of the edition that stands, where it has them. */
async function takeAlong(state: string, folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await makeFolder(dirname(join(folder, path)));
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
  await sync(state);
}

async function holds(folder: string, files: Readonly<Record<string, string>>): Promise<boolean> {
  for (const [path, hash] of Object.entries(files)) {
    const found = await sha256OfFile(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (found !== hash) return false;
  }
  return true;
}

async function dropOld(state: string, current: string): Promise<void> {
  const root = join(state, "editions");
  const others = (await readdir(root)).filter((name) => name !== current && !name.startsWith("."));
  const ages = await Promise.all(
    others.map(async (name) => ({name, time: (await stat(join(root, name))).mtimeMs}))
  );
  ages.sort((a, b) => b.time - a.time);
  for (const {name} of ages.slice(keep - 1)) await rm(join(root, name), {recursive: true, force: true});
}
