import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";

/**
 * The names of pages that were made for one of several things: `brest/nantes.html` → "Nantes Métropole", where the built site has
 * `api/brest/areas.json` with `{id: "nantes", name: "Nantes Métropole"}` in it.
 */
export function namesOfPages(folder: string, pages: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const page of pages) {
    const [study, file, ...deeper] = page.split("/");
    const lists = join(folder, "api", study ?? "");
    if (!file || deeper.length || !existsSync(lists)) continue;
    for (const list of readdirSync(lists).filter((name) => /^[a-z]+s\.json$/.test(name))) {
      const entries: unknown = JSON.parse(readFileSync(join(lists, list), "utf8"));
      const found = Array.isArray(entries)
        ? entries.find((entry) => `${entry?.id}.html` === file)
        : undefined;
      if (typeof found?.name === "string") names.set(page, found.name);
    }
  }
  return names;
}
