import {existsSync, readdirSync, readFileSync} from "node:fs";
import {copyFile, rm} from "node:fs/promises";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {
  makeFolder,
  place,
  sha256,
  stableJson,
  temporaryFor,
  writeAtomic
} from "../../../data-loaders/store/files.js";
import {bundlePackage} from "./bundle.js";
import {type Ground, planSeeds, type Seedling} from "./plan.js";

/** What a seeding did. */
export interface Seeded {
  /** Files of the cache that were made anew. */
  readonly made: readonly string[];
  readonly kept: number;
  /** Entries of the cache that no lockfile accounts for, deleted. */
  readonly removed: readonly string[];
}

/** The ground of the project itself. */
export const PROJECT: Ground = {
  root: fileURLToPath(new URL("../../../src", import.meta.url)),
  modules: fileURLToPath(new URL("../../../node_modules", import.meta.url))
};

/**
 * Fills Framework's npm cache (`<root>/.observablehq/cache/_npm`) from `node_modules`, so that pages keep Framework's plain
 * idioms (`Plot`, `Inputs`, `d3`, `html`, `sql`, `FileAttachment`, `npm:`) while versions come from the lockfile and a build
 * makes no request. Only what changed since the last time is made: a stamp beside the cache keeps each file's key.
 * @throws when a source imports a package that is not installed, or when a package cannot be bundled.
 */
export async function seed(ground: Ground = PROJECT): Promise<Seeded> {
  const cache = join(ground.root, ".observablehq/cache");
  const seeds = planSeeds(ground);
  const shared = sharedModules(seeds);
  const stampFile = join(cache, "_seed.json");
  const stamp = existsSync(stampFile)
    ? (JSON.parse(readFileSync(stampFile, "utf8")) as Record<string, string>)
    : {};
  const code = seedingCode();
  const next: Record<string, string> = {};
  const made: string[] = [];
  for (const one of seeds) {
    const key = sha256(stableJson({code, seed: one, shared: [...shared]}));
    const target = join(cache, "_npm", one.path);
    if (stamp[one.path] !== key || !existsSync(target)) {
      await make(one, target, shared, ground);
      made.push(one.path);
    }
    next[one.path] = key;
  }
  const removed = await removeOthers(join(cache, "_npm"), seeds);
  if (made.length || removed.length) await writeAtomic(stampFile, `${stableJson(next, 2)}\n`);
  return {made, kept: seeds.length - made.length, removed};
}

/** Packages with a module of their own, by import specifier. Parts of d3 are inlined: one request instead of thirty. */
function sharedModules(seeds: readonly Seedling[]): Map<string, string> {
  return new Map(
    seeds
      .filter(({making, name}) => making.kind === "bundle" && !name.startsWith("d3-"))
      .map(({making, path}) => [(making as {input: string}).input, path])
  );
}

async function make(
  {path, making}: Seedling,
  target: string,
  shared: ReadonlyMap<string, string>,
  {modules}: Ground
) {
  if (making.kind === "copy") {
    await makeFolder(dirname(target));
    const temporary = temporaryFor(target);
    await copyFile(join(modules, making.from), temporary);
    await place(temporary, target);
  } else {
    const text =
      making.kind === "text" ? making.text : await bundlePackage(making.input, path, shared, modules);
    await writeAtomic(target, text);
  }
}

/** Framework takes the highest version that it finds in its cache, so versions that are no longer installed must go. */
async function removeOthers(folder: string, seeds: readonly Seedling[]): Promise<string[]> {
  const keep = new Set(seeds.map(({name, version}) => `${name}@${version}`));
  const removed: string[] = [];
  for (const entry of readdirSync(folder)) {
    const names = entry.startsWith("@")
      ? readdirSync(join(folder, entry)).map((name) => `${entry}/${name}`)
      : [entry];
    for (const name of names) {
      if (keep.has(name)) continue;
      await rm(join(folder, name), {recursive: true, force: true});
      removed.push(name);
    }
  }
  return removed;
}

function seedingCode(): string {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  return sha256(
    readdirSync(folder)
      .sort()
      .map((file) => readFileSync(join(folder, file), "utf8"))
      .join("\n")
  );
}
