import {existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync} from "node:fs";
import {join, posix} from "node:path";
import {transform} from "esbuild";
import {type Plugin, type RollupOutput, rollup} from "rollup";
import {listFiles, relativeReference, resolveReference} from "../dist/files.js";
import {
  attribute,
  elements,
  headOfDocument,
  insert,
  isScript,
  parseHtml,
  printHtml,
  remove,
  setText,
  textOf
} from "../dist/html.js";
import {findReferences} from "../dist/modules.js";

/** Framework serves each of the site's own modules as a file here. */
const MODULES = "_import/";

/**
 * Merges the site's own modules, which Framework publishes one by one: each page then loads one module of its own and at most
 * one that it shares with other pages. Modules that a page imports on demand stay apart, and share the merged ones.
 * @param folder a built site; its pages and `_import` are rewritten
 * @returns how many module files there were and are.
 */
export async function mergeModules(folder: string): Promise<{before: number; after: number}> {
  const all = listFiles(folder);
  const modules = all.filter((path) => path.startsWith(MODULES) && path.endsWith(".js"));
  const pages = all.filter((path) => path.endsWith(".html")).map((path) => readPage(folder, path));
  const entries = new Map<string, string>();
  for (const {path, statics} of pages) {
    if (statics.length) entries.set(entryName(path), entrySource(folder, statics));
  }
  const lazy = new Set(pages.flatMap(({dynamics}) => dynamics));
  if (!entries.size && !lazy.size) return {before: modules.length, after: modules.length};
  const output = await bundle(folder, entries, lazy, pages);
  for (const path of modules) rmSync(join(folder, path));
  removeEmptyFolders(join(folder, MODULES));
  mkdirSync(join(folder, MODULES), {recursive: true});
  const files = new Map<string, string>();
  for (const chunk of output.output) {
    if (chunk.type !== "chunk") continue;
    const {code} = await transform(chunk.code, {format: "esm", target: "es2022", minify: true});
    writeFileSync(join(folder, chunk.fileName), code);
    if (chunk.facadeModuleId)
      files.set(relativeTo(folder, chunk.facadeModuleId.replace(/^\0/, "")), chunk.fileName);
  }
  for (const page of pages) rewritePage(folder, page, files);
  return {before: modules.length, after: output.output.length};
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, {withFileTypes: true}))
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  if (!readdirSync(folder).length) rmdirSync(folder);
}

interface Page {
  readonly path: string;
  readonly html: string;
  /** Modules that its scripts import at first view, below the site's folder, in the order of their first mention. */
  readonly statics: readonly string[];
  /** Modules that its scripts import on demand. */
  readonly dynamics: readonly string[];
  /** Every module that is loaded at first view. */
  readonly preloaded: ReadonlySet<string>;
}

function readPage(folder: string, path: string): Page {
  const html = readFileSync(join(folder, path), "utf8");
  const document = parseHtml(html);
  const all = [...elements(document)];
  const preloaded = new Set(
    all
      .filter((element) => attribute(element, "rel") === "modulepreload")
      .map((element) => resolveReference(path, attribute(element, "href") ?? ""))
      .filter((target) => target.startsWith(MODULES))
  );
  const statics = new Set<string>();
  const dynamics = new Set<string>();
  for (const script of all.filter(isScript)) {
    for (const {specifier, kind} of findReferences(textOf(script))) {
      const target = resolveReference(path, specifier);
      if (kind === "resolve" || !target.startsWith(MODULES) || !existsSync(join(folder, target))) continue;
      (preloaded.has(target) ? statics : dynamics).add(target);
    }
  }
  return {path, html, statics: [...statics], dynamics: [...dynamics], preloaded};
}

const entryName = (page: string): string => `page:${page}`;

/** A module that has each of a page's modules as a namespace: m0, m1, … */
function entrySource(folder: string, targets: readonly string[]): string {
  return targets
    .map((target, i) => `export * as m${i} from ${JSON.stringify(join(folder, target))};`)
    .join("\n");
}

async function bundle(
  folder: string,
  entries: ReadonlyMap<string, string>,
  lazy: ReadonlySet<string>,
  pages: readonly Page[]
): Promise<RollupOutput> {
  const users = new Map<string, string[]>();
  for (const {path, preloaded} of pages)
    for (const target of preloaded) users.set(target, [...(users.get(target) ?? []), path]);
  /** What two pages use is common; what one page uses at first view is its own, even where it is used on demand as well. */
  const chunkOf = (id: string): string | null => {
    if (id.startsWith("\0")) return chunkName(id.slice(1));
    const [user, ...others] = users.get(relativeTo(folder, id)) ?? [];
    return user === undefined ? null : others.length ? "common" : chunkName(entryName(user));
  };
  const result = await rollup({
    input: Object.fromEntries([
      ...[...entries.keys()].map((name) => [chunkName(name), name]),
      ...[...lazy].map((target) => [chunkName(target), join(folder, target)])
    ]),
    preserveEntrySignatures: "allow-extension",
    plugins: [virtual(entries), siteFiles(folder)],
    onwarn(warning, warn) {
      if (warning.code !== "CIRCULAR_DEPENDENCY") warn(warning);
    }
  });
  try {
    return await result.generate({
      format: "es",
      entryFileNames: `${MODULES}[name].[hash:8].js`,
      chunkFileNames: ({name}) => `${MODULES}${name.replace(/\.[0-9a-f]{8}$/, "")}.[hash:8].js`,
      hashCharacters: "hex",
      minifyInternalExports: true,
      paths: (id) => (id.startsWith("site:") ? relativeReference(`${MODULES}x.js`, id.slice(5)) : id),
      manualChunks: chunkOf
    });
  } finally {
    await result.close();
  }
}

/** A name for a chunk: `page:notes/index.html` → `notes-index`. */
function chunkName(entry: string): string {
  const path = entry.replace(/^\w+:/, "").replace(MODULES, "");
  return path.replace(/\.html$|(\.[0-9a-f]{8})?\.js$/, "").replace(/[^\w-]+/g, "-");
}

function relativeTo(folder: string, id: string): string {
  return id.startsWith(`${folder}/`) ? id.slice(folder.length + 1) : id;
}

function virtual(entries: ReadonlyMap<string, string>): Plugin {
  return {
    name: "entries",
    resolveId: (source) => (entries.has(source) ? `\0${source}` : null),
    load: (id) => (id.startsWith("\0") ? (entries.get(id.slice(1)) ?? null) : null)
  };
}

/** Modules outside `_import` stay as they are; `import.meta.url` keeps meaning the place where a module stood. */
function siteFiles(folder: string): Plugin {
  return {
    name: "site-files",
    resolveId(source, importer) {
      if (!importer || importer.startsWith("\0") || !/^\.{0,2}\//.test(source)) return null;
      const target = resolveReference(relativeTo(folder, importer), source);
      return target.startsWith(MODULES) ? join(folder, target) : {id: `site:${target}`, external: true};
    },
    resolveImportMeta(property, {moduleId}) {
      const here = `new URL(${JSON.stringify(relativeReference(`${MODULES}x.js`, relativeTo(folder, moduleId)))}, import.meta.url).href`;
      if (property === "url") return here;
      if (property === "resolve") return `((to) => new URL(to, ${here}).href)`;
      return null;
    }
  };
}

function rewritePage(folder: string, page: Page, files: ReadonlyMap<string, string>): void {
  const document = parseHtml(page.html);
  const head = headOfDocument(document);
  const own = files.get(entryName(page.path));
  for (const element of [...elements(document)]) {
    if (attribute(element, "rel") === "modulepreload") {
      const target = resolveReference(page.path, attribute(element, "href") ?? "");
      if (page.preloaded.has(target)) remove(element);
    }
    if (isScript(element) && attribute(element, "src") === undefined)
      setText(element, rewriteScript(textOf(element), page, own, files));
  }
  if (own) {
    const loaded = new Set([own]);
    for (const file of loaded) for (const target of staticImports(folder, file)) loaded.add(target);
    const before = head.childNodes.find((child) => "tagName" in child && isScript(child));
    for (const file of loaded)
      insert(head, "link", {rel: "modulepreload", href: relativeReference(page.path, file)}, before);
  }
  writeFileSync(join(folder, page.path), printHtml(document));
}

/** Points a script's imports to the merged modules. */
function rewriteScript(
  source: string,
  page: Page,
  own: string | undefined,
  files: ReadonlyMap<string, string>
): string {
  let result = source;
  for (const {specifier, kind, start, end} of findReferences(source).sort((a, b) => b.start - a.start)) {
    if (kind !== "dynamic") continue;
    const target = resolveReference(page.path, specifier);
    const at = page.statics.indexOf(target);
    const file = at >= 0 ? own : files.get(target);
    if (!file) continue;
    const imported = `import(${JSON.stringify(relativeReference(page.path, file))})`;
    result =
      result.slice(0, start) + (at >= 0 ? `${imported}.then((m) => m.m${at})` : imported) + result.slice(end);
  }
  return result;
}

function staticImports(folder: string, file: string): string[] {
  return findReferences(readFileSync(join(folder, file), "utf8"))
    .filter(({kind}) => kind === "static")
    .map(({specifier}) => posix.join(posix.dirname(file), specifier))
    .filter((target) => target.startsWith(MODULES));
}
