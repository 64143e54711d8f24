import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";

/**
 * The published files of the store, as paths below its `artifacts` folder with forward slashes, sorted:
 * `api/health.json`, `feed.xml`. Empty where nothing was published yet.
 */
export function listArtifacts(state: string): string[] {
  const folder = join(state, "artifacts");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/")
    )
    .sort();
}
