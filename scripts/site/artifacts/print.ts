import {createReadStream, existsSync} from "node:fs";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";
import {parseArgs} from "node:util";
import {readEnvironment} from "../../../data-loaders/environment.js";

/** A step of an artifact's path: no dots, no slashes, so that nothing outside the store can be named. */
const STEP = /^[a-z0-9][a-z0-9-]*$/i;

/**
 * What a Framework loader does: prints one artifact of the store, byte for byte. `template` is the loader's own path with its
 * parameters in brackets, e.g. `api/[study]/forecast.json`; their values come from the command line as `--study=france`.
 * @throws when a parameter is missing or is not a plain name, and when the store has no such artifact: names the remedy.
 */
export async function printArtifact(
  template: string,
  args: readonly string[] = process.argv.slice(2),
  output: NodeJS.WritableStream = process.stdout
): Promise<void> {
  const path = artifactFile(template, args);
  await pipeline(createReadStream(path), output, {end: output !== process.stdout});
}

/** The absolute path of the artifact that a loader prints. Throws as `printArtifact` does. */
export function artifactFile(template: string, args: readonly string[]): string {
  const names = [...template.matchAll(/\[(\w+)\]/g)].map(([, name]) => name!);
  const {values} = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, {type: "string" as const}])),
    strict: true
  });
  const path = template.replace(/\[(\w+)\]/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== "string" || !STEP.test(value)) {
      throw new Error(
        `--${name}=${String(value)} cannot stand in ${template}: expected a name of letters, digits and hyphens.`
      );
    }
    return value;
  });
  const file = join(readEnvironment().state, "artifacts", path);
  if (!existsSync(file)) {
    throw new Error(
      `There is no ${path} in the store (${file}). Run "npm run refresh" to make it; if it stays missing, no study publishes it.`
    );
  }
  return file;
}
