import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import pLimit from "p-limit";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {basePath} from "../../scripts/site/base.js";
import {listFiles} from "../../scripts/site/dist/files.js";
import {type Served, serveFolder} from "../../scripts/site/serve/server.js";
import {scrollThrough} from "./audit.js";
import {openPage, settle, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";
import {sentinels} from "./sentinels.js";

/** What a reader sees as it is written here, where the page is sound. */
const hostile =
  `<img src=x onerror="window.ran=1"><script>window.ran=1</script>"'>\u0060$` + "{window.ran=1}=1+1";

/** Texts that pages show: they come from publishers, studies and runs. */
const shown = new Set(
  "title question message headline label sentence short source line description citation licence dataset rule reason words about error sample scoredRows rows".split(
    " "
  )
);

/** A JSON file with every text that pages show made hostile, and every address too. */
function spoil(value: unknown, key: string, named: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => spoil(item, key, named));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, spoil(item, name, named)]));
  if (typeof value !== "string") return value;
  if (key === "url") return "javascript:window.ran=1";
  return shown.has(key) || named.includes(key) ? `${value} ${hostile}` : value;
}

const site = inject("site");
const pages = listFiles(site).filter((path) => path.endsWith(".html"));
// The pages of the site that is made for the tests share their components: a few have all of them.
const few = ["index", "data", "methods", "runs", "track-record", "pipeline", "brest", "rain"];
const chosen = (inject("store") === "" ? [...few, "france", "rain/cairns"] : few).filter((page) =>
  pages.includes(`${page}.html`)
);

describe("pages over artifacts whose every text is hostile, under the site's own policy", () => {
  const reader = useReader();
  let served: Served;
  const folder = mkdtempSync(join(tmpdir(), "almanac-hostile-site-"));
  beforeAll(async () => {
    cpSync(site, folder, {recursive: true});
    for (const path of listFiles(folder).filter((file) => file.endsWith(".json"))) {
      const file = join(folder, path);
      // The names of areas stand as series in their forecasts, those of towns do not.
      const names = /^(areas|towns?|australia)\b/.test(basename(path)) ? ["name"] : [];
      const named = path.includes("/brest/") ? [...names, "series"] : names;
      writeFileSync(file, JSON.stringify(spoil(JSON.parse(readFileSync(file, "utf8")), "", named)));
    }
    served = await serveFolder(folder, {base: basePath()});
  });
  afterAll(async () => {
    await served?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  const two = pLimit(2);
  const check = async (path: string) => {
    const {page, faults, close} = await openPage(
      reader.browser,
      `${served.url}${path.replace(/^index$/, "")}`
    );
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    try {
      await scrollThrough(page);
      await settle(page);
      for (const summary of await page.locator("summary").all()) await summary.click();
      await settle(page);
      expect(await page.evaluate(() => "ran" in window)).toBe(false);
      expect(dialogs).toEqual([]);
      expect(await shownErrors(page)).toEqual([]);
      // Neither does the policy have to stop anything, nor is an image asked for.
      expect(faults).toEqual([]);
      expect(await page.locator("[onerror], img[src=x], a[href^='javascript:' i]").count()).toBe(0);
      expect(await page.locator("body").textContent()).toContain(hostile);
    } finally {
      await close();
    }
  };

  it.concurrent.each(chosen)("%s shows them as text", (path) => two(() => check(path)), 120_000);
});

describe.skipIf(inject("store") === "")("a site that was made with secrets around", () => {
  it.each([site, inject("store")])("has none of them in its files: %s", (folder) => {
    const secrets = Object.values(sentinels).map((secret) =>
      Buffer.from(secret.match(/sentinel-\w+-4711/)![0])
    );
    const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) =>
      entry.isFile()
    );
    expect(files.length).toBeGreaterThan(100);
    for (const {parentPath, path, name} of files) {
      const bytes = readFileSync(join(parentPath ?? path, name));
      expect(secrets.filter((secret) => bytes.includes(secret)).length, name).toBe(0);
    }
  });
});
