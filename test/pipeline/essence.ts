import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {sha256, stableJson} from "../../data-loaders/store/files.js";

/** What was measured, or follows from the bytes of what was: it differs from run to run. */
const measured = new Set([
  "startedAt",
  "pulledAt",
  "seconds",
  "cpuSeconds",
  "peakMemoryMB",
  "threadMemoryMB",
  "seal",
  "commit"
]);

/**
 * What must be the same in two stores that the same days went through, by path: ledger, registries, runs, tables and raw pulls, and what is published,
 * without what was measured and what was moved aside. Results and telemetry are how it came to be, and left out.
 */
export function essence(state: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const root of ["live", "recorded", "pulls", "artifacts"]) {
    const folder = join(state, root);
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
      if (
        !entry.isFile() ||
        entry.name === ".manifest.json" ||
        entry.name === "pipeline.json" ||
        entry.name.includes(".corrupt-")
      )
        continue;
      const path = join(entry.parentPath, entry.name);
      found[`${root}${path.slice(folder.length)}`] = essenceOf(path);
    }
  }
  return found;
}

function essenceOf(path: string): string {
  const bytes = readFileSync(path);
  if (path.endsWith(".index.json"))
    return stableJson(without(JSON.parse(String(bytes)), new Set([...measured, "bytes"])));
  if (path.endsWith(".json")) return sha256(stableJson(without(JSON.parse(String(bytes)), measured)));
  if (path.endsWith("metrics.txt"))
    return String(bytes)
      .split("\n")
      .filter((line) => !/seconds|bytes|memory/i.test(line))
      .join("\n");
  return sha256(bytes);
}

function without(value: unknown, keys: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, keys));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (keys.has(key) ? [] : [[key, without(item, keys)]]))
  );
}
