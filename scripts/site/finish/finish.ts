import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {listFiles} from "../dist/files.js";
import {finishDocument} from "./document.js";
import {mergeModules} from "./merge.js";
import {namesOfPages} from "./names.js";

/**
 * Finishes a site that Framework has built, in place: merges the site's own modules, then gives every page its language, its
 * zoom, its canonical address, the name of what it was made for and its Content-Security-Policy. A second time changes nothing.
 * @returns the pages, as paths below the folder.
 */
export async function finishSite(folder: string, {base}: {base?: URL} = {}): Promise<string[]> {
  const marker = join(folder, "_import/.merged");
  if (existsSync(join(folder, "_import")) && !existsSync(marker)) {
    await mergeModules(folder);
    writeFileSync(marker, "");
  }
  const files = listFiles(folder);
  const pages = files.filter((path) => path.endsWith(".html"));
  const names = namesOfPages(folder, pages);
  const feed = files.includes("feed.xml");
  for (const path of pages) {
    const file = join(folder, path);
    const html = readFileSync(file, "utf8");
    writeFileSync(file, finishDocument(html, {path, base, feed, name: names.get(path)}));
  }
  return pages;
}
