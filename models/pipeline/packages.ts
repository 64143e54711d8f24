import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
      peerDependencies: z.record(z.string(), z.string()).optional()
    })
  )
});

/** What package-lock.json says is installed: path → version and dependencies. */
export type Lock = z.infer<typeof lockSchema>["packages"];

/** Reads `<root>/package-lock.json`. Throws when it is missing or of another form. */
export async function readLock(root: string): Promise<Lock> {
  return lockSchema.parse(JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"))).packages;
}

/**
 * The packages that code relies on, with all that they rely on in turn, as sorted lines `path@version`.
 * @param names as imported, with subpaths: `apache-arrow`, `@tensorflow/tfjs/dist/x.js`.
 * @throws when one is not in the lock.
 */
export function packageVersions(names: readonly string[], lock: Lock): string[] {
  const found = new Set<string>();
  const visit = (name: string, from: string, optional: boolean): void => {
    const path = locate(name, from, lock);
    if (path === undefined) {
      if (optional) return;
      throw new Error(
        `The package "${name}" is imported and not in package-lock.json: run npm install ${name}.`
      );
    }
    if (found.has(path)) return;
    found.add(path);
    const {dependencies = {}, optionalDependencies = {}, peerDependencies = {}} = lock[path];
    for (const dependency of Object.keys(dependencies))
      visit(dependency, path, dependency in optionalDependencies);
    for (const dependency of Object.keys({...optionalDependencies, ...peerDependencies}))
      visit(dependency, path, true);
  };
  for (const name of names) visit(packageOf(name), "", false);
  return [...found].map((path) => `${path}@${lock[path].version}`).sort();
}

/** The package's own name in an import: `@a/b/c.js` → `@a/b`. */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Where Node would find the package from an installed one: in its own node_modules, or further up. */
function locate(name: string, from: string, lock: Lock): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (path in lock) return path;
    if (at === "") return undefined;
  }
}
