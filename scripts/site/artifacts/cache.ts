import {existsSync, readdirSync, readFileSync, statSync, utimesSync} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";
import {sha256, writeAtomic} from "../../../data-loaders/store/files.js";
import {checkEdition} from "../../../data-loaders/store/manifest.js";
import {listArtifacts} from "./list.js";

/** What changed in Framework's loader cache: paths such as `api/france/forecast.json`. */
export interface CacheChange {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes Framework's loader cache equal to the store's artifacts, by comparing bytes. Framework runs a loader only when its
 * output is missing from the cache or older than the loader; so a changed artifact is put there directly (as the loader would
 * print it, without starting a process for each), and an artifact that is gone is dropped. Pages that loaders printed are dropped
 * always: they depend on artifacts and on other pages.
 *
 * With `touch`, the loaders get the cache's time when something changed: the preview server watches them, and so reloads.
 * @param state the store's folder
 * @param root the folder of the pages
 * @throws where an artifact is not as it was published, before anything is changed.
 */
export async function syncLoaderCache(
  state: string,
  root: string,
  {touch = false}: {touch?: boolean} = {}
): Promise<CacheChange> {
  const cache = join(root, ".observablehq/cache");
  const artifacts = listArtifacts(state);
  await checkEdition(state, artifacts);
  const written: string[] = [];
  for (const path of artifacts) {
    const bytes = readFileSync(join(state, "artifacts", path));
    const target = join(cache, path);
    if (existsSync(target) && sha256(readFileSync(target)) === sha256(bytes)) continue;
    await writeAtomic(target, bytes);
    written.push(path);
  }
  for (const page of existsSync(cache) ? readdirSync(cache).filter((name) => name.endsWith(".md")) : [])
    await rm(join(cache, page), {force: true});
  const known = new Set(artifacts);
  const removed = [...cachedFiles(cache)].filter((path) => !known.has(path));
  for (const path of removed) await rm(join(cache, path), {force: true});
  if (touch && written.length) {
    const seconds = Math.ceil(Math.max(...written.map((path) => statSync(join(cache, path)).mtimeMs))) / 1000;
    for (const path of artifacts) utimesSync(join(cache, path), seconds, seconds);
    for (const loader of loaders(root)) utimesSync(loader, seconds, seconds);
  }
  return {written, removed};
}

function cachedFiles(cache: string): string[] {
  const found = existsSync(join(cache, "feed.xml")) ? ["feed.xml"] : [];
  const api = join(cache, "api");
  if (!existsSync(api)) return found;
  for (const entry of readdirSync(api, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile()) continue;
    found.push(
      `api${join(entry.parentPath ?? entry.path, entry.name)
        .slice(api.length)
        .replaceAll("\\", "/")}`
    );
  }
  return found;
}

function loaders(root: string): string[] {
  const api = join(root, "api");
  const below = existsSync(api)
    ? readdirSync(api, {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    : [];
  return [...below, join(root, "feed.xml.ts")].filter((path) => existsSync(path));
}
