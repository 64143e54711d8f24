import {mkdirSync, statSync} from "node:fs";
import {join, resolve} from "node:path";
import {serveFolder} from "../../scripts/site/serve/server.js";
import {scrollThrough} from "./audit.js";
import {openPage, settle, withBrowser} from "./harness.js";

/** The README's pictures, of the site in a folder: `npx tsx test/browser/screenshots.ts [site] [pictures]`. */
const [site = "dist", pictures = "docs"] = process.argv.slice(2);

/** Each page from its top, or `of` it the one element that is named. */
const shots: readonly {page: string; file: string; height: number; of?: string}[] = [
  {page: "france", file: "france.png", height: 900},
  {page: "brest", file: "area.png", height: 1120},
  {page: "rain", file: "rain.png", height: 1110, of: ".reserve-map"},
  {page: "gas", file: "gas.png", height: 1000},
  {page: "", file: "index.png", height: 1330}
];

mkdirSync(pictures, {recursive: true});
const served = await serveFolder(resolve(site));
try {
  await withBrowser(async (browser) => {
    for (const {page, file, height, of} of shots) {
      const opened = await openPage(browser, `${served.url}${page}`, {
        width: 1200,
        height,
        reducedMotion: true
      });
      await scrollThrough(opened.page);
      await settle(opened.page);
      const path = join(pictures, file);
      if (of) await opened.page.locator(of).screenshot({path});
      else await opened.page.screenshot({path});
      await opened.close();
      console.log(`${path}: ${Math.round(statSync(path).size / 1000)} kB`);
    }
  });
} finally {
  await served.close();
}
