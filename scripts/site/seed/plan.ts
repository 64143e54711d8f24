import {existsSync, readdirSync, readFileSync} from "node:fs";
import {extname, join} from "node:path";

/** How one file of Framework's npm cache is made from what is installed. */
export type Making =
  /** Bundled and minified by Rollup; `input` is an import specifier. */
  | {readonly kind: "bundle"; readonly input: string}
  /** Copied as it is; `from` is a path below `node_modules`. */
  | {readonly kind: "copy"; readonly from: string}
  | {readonly kind: "text"; readonly text: string};

/** One file of the cache: `path` is below `_npm/`, with the version in it. */
export interface Seedling {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly making: Making;
}

/** A library that Framework's client names and that is not installed gets this version. */
const ABSENT = "0.0.0";

/** What every page may use without a word: the libraries behind Framework's built-in names, and the site's own. */
const ALWAYS = [
  "@duckdb/duckdb-wasm",
  "@observablehq/plot",
  "@tensorflow/tfjs/dist/tf.fesm.min.js",
  "apache-arrow",
  "d3",
  "d3-dsv",
  "htl",
  "hyparquet",
  "isoformat",
  "parquet-wasm",
  "parquet-wasm/esm/parquet_wasm_bg.wasm"
];

/**
 * DuckDB's files. Framework publishes both builds; every current browser takes `eh`, so `mvp` (40 MB) is given empty files.
 */
const DUCKDB: Record<string, "copy" | "empty"> = {
  "dist/duckdb-eh.wasm": "copy",
  "dist/duckdb-browser-eh.worker.js": "copy",
  "dist/duckdb-mvp.wasm": "empty",
  "dist/duckdb-browser-mvp.worker.js": "empty"
};

/** Where things are: the source root of a site and the packages that it may use. */
export interface Ground {
  /** Folder of the pages, where Framework keeps `.observablehq/cache`. */
  readonly root: string;
  /** The `node_modules` folder whose versions the lockfile pins. */
  readonly modules: string;
}

/**
 * Lists every file that Framework's npm cache must hold so that a build asks no registry and no CDN: the libraries of the
 * built-in names, every `npm:` import found in the sources, and a stand-in for each recommended library that is not installed.
 * @throws when a source imports a package that is not installed: names the file and the remedy.
 */
export function planSeeds(ground: Ground): Seedling[] {
  const wanted = new Map<string, string>(ALWAYS.map((specifier) => [specifier, "the built-in names"]));
  for (const [specifier, file] of importsIn(ground.root)) wanted.set(specifier, file);
  const seeds = new Map<string, Seedling>();
  for (const [specifier, file] of wanted) {
    const {name, path} = parseSpecifier(specifier);
    const version = installedVersion(ground, name);
    if (!version) {
      throw new Error(
        `${file} imports npm:${specifier}, and ${name} is not installed. Run "npm install ${name}" (its version is then pinned by the lockfile) and build again.`
      );
    }
    const seed = {path: cachePath(name, version, path), name, version, making: makingOf(name, path)};
    seeds.set(seed.path, seed);
  }
  const duckdb = installedVersion(ground, "@duckdb/duckdb-wasm");
  for (const [file, how] of Object.entries(DUCKDB)) {
    const name = "@duckdb/duckdb-wasm";
    const making: Making =
      how === "copy" ? {kind: "copy", from: `${name}/${file}`} : {kind: "text", text: ""};
    const path = `${name}@${duckdb}/${file}`;
    if (duckdb) seeds.set(path, {path, name, version: duckdb, making});
  }
  for (const name of recommended(ground)) {
    const version = installedVersion(ground, name) ?? ABSENT;
    const path = `${name}@${version}/_esm.js`;
    if (seeds.has(path)) continue;
    const making: Making =
      version === ABSENT ? {kind: "text", text: absence(name)} : {kind: "bundle", input: name};
    seeds.set(path, {path, name, version, making});
  }
  return [...seeds.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The module that stands for a library that is not installed: it says so when it is loaded. */
function absence(name: string): string {
  const message = `${name} is not installed: run "npm install ${name}" and build again. This site loads no code from elsewhere.`;
  return `throw new Error(${JSON.stringify(message)});\nexport default undefined;\n`;
}

/** Where Framework looks for `npm:<name>/<path>` below `_npm/`; the same rule as `resolveNpmImport` of Framework 1.13. */
function cachePath(name: string, version: string, path?: string): string {
  const file = path === undefined ? "_esm.js" : extname(path) ? path : `${path}._esm.js`;
  return `${name}@${version}/${file}`;
}

/** The parts of `name`, `name@range`, `name/path` with or without a scope; a range is left out: the lockfile decides. */
function parseSpecifier(specifier: string): {name: string; path?: string} {
  const match = /^(?<name>(?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(?:\/(?<path>.+))?$/.exec(specifier);
  if (!match?.groups?.name)
    throw new Error(`npm:${specifier} is not an import that npm knows: expected npm:name or npm:name/path.`);
  return {name: match.groups.name, path: match.groups.path};
}

/** The version of an installed package, or undefined. */
function installedVersion({modules}: Ground, name: string): string | undefined {
  const file = join(modules, name, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as {version: string}).version : undefined;
}

function makingOf(name: string, path: string | undefined): Making {
  if (path === undefined) return {kind: "bundle", input: name};
  const from = `${name}/${path}`;
  return /\.m?js$/.test(path) && !/\.min\.m?js$/.test(path)
    ? {kind: "bundle", input: from}
    : extname(path)
      ? {kind: "copy", from}
      : {kind: "bundle", input: from};
}

/** The packages that Framework's own client refers to, read from its files so that an upgrade brings its own list. */
function recommended({modules}: Ground): Set<string> {
  const client = join(modules, "@observablehq/framework/dist/client");
  const names = new Set<string>();
  for (const file of filesBelow(client)) {
    if (!file.endsWith(".js")) continue;
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(/["']npm:([^"']+)["']/g))
      names.add(parseSpecifier(specifier!).name);
  }
  for (const name of BUILT_IN) names.delete(name);
  return names;
}

function* importsIn(root: string): Generator<[string, string]> {
  for (const file of filesBelow(root)) {
    if (!/\.(md|js|ts|jsx|tsx)$/.test(file)) continue;
    const text = readFileSync(file, "utf8");
    for (const [, specifier] of text.matchAll(
      /(?:from|import|import\(|resolve\()\s*["']npm:([^"'\s]+)["']/g
    )) {
      if (!specifier!.startsWith("@observablehq/inputs") && !BUILT_IN.has(specifier!))
        yield [specifier!, file];
    }
  }
}

/** Names under `npm:` that Framework serves itself. */
const BUILT_IN = new Set(
  ["runtime", "stdlib", "dot", "duckdb", "inputs", "mermaid", "tex", "sqlite"].map(
    (name) => `@observablehq/${name}`
  )
);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    if (entry.name === ".observablehq" || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}
