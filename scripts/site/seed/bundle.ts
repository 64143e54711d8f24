import {dirname, join, relative} from "node:path";
import {nodeResolve} from "@rollup/plugin-node-resolve";
import {transform} from "esbuild";
import {type Plugin, rollup} from "rollup";
import {patched} from "./patches.js";
import {commonjs} from "./plugins.js";

/**
 * Bundles a package into one minified ES module for the browser. Packages that have a module of their own in the cache are
 * imported by a relative path, so that a page holds one copy of each; all others are inlined.
 * @param input an import specifier
 * @param path where the module will stand below `_npm/`
 * @param shared import specifier → path below `_npm/` of the modules that stand by themselves
 * @param modules the `node_modules` folder
 */
export async function bundlePackage(
  input: string,
  path: string,
  shared: ReadonlyMap<string, string>,
  modules: string
): Promise<string> {
  const bundle = await rollup({
    input,
    plugins: [
      {
        name: "shared-packages",
        resolveId: (source, importer) =>
          importer && shared.has(source) && shared.get(source) !== path
            ? {id: `shared:${source}`, external: true}
            : null
      },
      patches,
      nodeResolve({browser: true, preferBuiltins: false, rootDir: dirname(modules), modulePaths: [modules]}),
      commonjs({requireReturnsDefault: "preferred", esmExternals: true})
    ],
    onwarn(warning, warn) {
      if (warning.code === "CIRCULAR_DEPENDENCY" || warning.code === "THIS_IS_UNDEFINED") return;
      if (warning.code === "UNRESOLVED_IMPORT")
        throw new Error(
          `Bundling ${input}: ${warning.exporter ?? "an import"} is not installed. Run "npm ci", and build again.`
        );
      warn(warning);
    }
  });
  try {
    const {output} = await bundle.generate({
      format: "es",
      exports: "auto",
      inlineDynamicImports: true,
      paths: (id) => (id.startsWith("shared:") ? relativeImport(path, shared.get(id.slice(7))!) : id)
    });
    const {code} = await transform(output[0].code, {
      format: "esm",
      target: "es2022",
      minify: true,
      legalComments: "inline"
    });
    return code;
  } finally {
    await bundle.close();
  }
}

/** The import specifier that leads from one module of the cache to another. */
function relativeImport(from: string, to: string): string {
  const path = relative(dirname(join("/", from)), join("/", to)).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}

const patches: Plugin = {
  name: "patches",
  transform: (source, id) => {
    const code = patched(id, source);
    return code === null ? null : {code, map: null};
  }
};
