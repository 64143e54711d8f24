import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";

/** What the built site depends on, below the project's folder. */
const SOURCES = [
  "src",
  "scripts/site",
  "data-loaders/environment.ts",
  "observablehq.config.ts",
  "package-lock.json"
];

/**
 * One hash of everything that a built site is made of: pages, components, styles, the site's own scripts, the versions of the
 * lockfile, the published artifacts, and the address that it is built for.
 * @param project the project's folder
 * @param state the store's folder
 */
export function hashInputs(project: string, state: string, baseUrl: string | undefined): string {
  const hash = createHash("sha256").update(`base ${baseUrl ?? ""}\n`);
  for (const source of SOURCES) addTo(hash, join(project, source), source);
  addTo(hash, join(state, "artifacts"), "artifacts");
  return hash.digest("hex");
}

function addTo(hash: ReturnType<typeof createHash>, path: string, name: string): void {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path).sort())
      if (entry !== ".observablehq" && !/^\..*\.tmp$/.test(entry))
        addTo(hash, join(path, entry), `${name}/${entry}`);
  } else {
    const bytes = readFileSync(path);
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  }
}
