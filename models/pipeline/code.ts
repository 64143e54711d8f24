import {access, readdir, readFile, rm, stat} from "node:fs/promises";
import {isBuiltin} from "node:module";
import {basename, dirname, join, relative, sep} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {type BuildFailure, build, type Metafile, type Plugin} from "esbuild";
import {sha256, writeAtomic} from "../../data-loaders/store/files.js";
import {type Lock, packageVersions, readLock} from "./packages.js";

/** A module with everything of this project that it imports, as one JavaScript file. */
export interface Bundle {
  /** sha256 of its code and of the versions of the packages that it imports. */
  readonly hash: string;
  /** URL of the file, in node_modules/.cache/almanac: any thread can import it. */
  readonly url: string;
}

/** Bundles of one module's name that are kept. */
const keep = 30;

/** Bundles modules, each once. */
export type Bundler = (module: URL) => Promise<Bundle>;

/** The project's folder: the one that has node_modules. Bundles stand three folders below it. */
export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

/**
 * A bundler for one run. Comments, types and unused exports of other modules do not change a hash; the code of an imported
 * module, a package's version and the version of Node (its major) do. Files that a module reads are not code: they must
 * be named in the task's params or needs.
 */
export function bundler(root: string = projectRoot): Bundler {
  const done = new Map<string, Promise<Bundle>>();
  let lock: Promise<Lock> | undefined;
  return (module) => {
    lock ??= readLock(root);
    const found = done.get(module.href) ?? bundle(fileURLToPath(module), root, lock);
    done.set(module.href, found);
    return found;
  };
}

async function bundle(entry: string, root: string, lock: Promise<Lock>): Promise<Bundle> {
  const {code, map, packages} = await compile(entry, root);
  const versions = packageVersions(packages, await lock);
  const hash = sha256([`node ${process.versions.node.split(".")[0]}`, ...versions, code].join("\n"));
  const name = `${basename(entry).replace(/\.[cm]?[jt]s$/, "")}-${hash.slice(0, 16)}.mjs`;
  const path = join(root, "node_modules", ".cache", "almanac", name);
  const url = pathToFileURL(path).href;
  if (!(await exists(path))) {
    await writeAtomic(`${path}.map`, map);
    await writeAtomic(path, `${code}//# sourceMappingURL=${name}.map\n`);
    await dropOld(dirname(path), name);
  }
  return {hash, url};
}

async function compile(
  entry: string,
  root: string
): Promise<{code: string; map: Uint8Array; packages: string[]}> {
  try {
    const {outputFiles, metafile} = await build({
      entryPoints: [entry],
      absWorkingDir: root,
      outdir: join(root, "node_modules", ".cache", "almanac"),
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      legalComments: "none",
      sourcemap: "external",
      logLevel: "silent",
      plugins: [ownPlace(root)]
    });
    const code = outputFiles.find(({path}) => !path.endsWith(".map"))!;
    const map = outputFiles.find(({path}) => path.endsWith(".map"))!;
    return {code: code.text, map: map.contents, packages: externals(metafile)};
  } catch (error) {
    const [first] = (error as BuildFailure).errors ?? [];
    if (!first) throw error;
    const where = first.location ? `${first.location.file}:${first.location.line}` : entry;
    throw new Error(`${where} cannot be compiled: ${first.text}`, {cause: error});
  }
}

/** Bundles of one module accumulate while it is edited: all but the newest are dropped. */
async function dropOld(folder: string, name: string): Promise<void> {
  const prefix = name.slice(0, name.lastIndexOf("-") + 1);
  const versions = (await readdir(folder)).filter(
    (other) => other.startsWith(prefix) && /-[0-9a-f]{16}\.mjs$/.test(other)
  );
  if (versions.length <= keep) return;
  const ages = await Promise.all(
    versions.map(async (version) => ({version, time: await modified(join(folder, version))}))
  );
  ages.sort((a, b) => b.time - a.time);
  for (const {version} of ages.slice(keep)) {
    await rm(join(folder, version), {force: true});
    await rm(join(folder, `${version}.map`), {force: true});
  }
}

async function modified(path: string): Promise<number> {
  return stat(path).then(
    ({mtimeMs}) => mtimeMs,
    () => 0
  );
}

/** Where a module asks for its own place, and does not only write of it in quotation marks. */
const ownUrl = /(?<!["'`])import\.meta\.url(?!["'`])/g;

/** In a bundle, `import.meta.url` stays the place of the source file, so that files beside it are found. */
function ownPlace(root: string): Plugin {
  const out = join(root, "node_modules", ".cache", "almanac");
  return {
    name: "own-place",
    setup({onLoad}) {
      onLoad({filter: /\.[cm]?[jt]s$/, namespace: "file"}, async ({path}) => {
        const text = await readFile(path, "utf8");
        if (!text.includes("import.meta.url")) return undefined;
        const place = JSON.stringify(relative(out, path).split(sep).join("/"));
        const contents = text.replaceAll(ownUrl, `new URL(${place}, import.meta.url).href`);
        return {contents, loader: /\.[cm]?ts$/.test(path) ? "ts" : "js", resolveDir: dirname(path)};
      });
    }
  };
}

function externals({outputs}: Metafile): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  return [
    ...new Set(imports.filter(({path, external}) => external && !isBuiltin(path)).map(({path}) => path))
  ].sort();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}
