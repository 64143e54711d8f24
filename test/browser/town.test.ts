import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {describe, expect, inject, it} from "vitest";
import type {TownReport} from "../../src/lib/report/rain/town/shapes.js";
import {accessibilityFindings, layoutShift, scrollThrough, sidewaysScroll} from "./audit.js";
import {settle, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";

const folder = inject("site");
const reportOf = (id: string): TownReport =>
  JSON.parse(readFileSync(join(folder, `api/rain/town-${id}.json`), "utf8"));

describe.skipIf(!existsSync(join(folder, "rain/cairns.html")))("the page of a town in a browser", () => {
  const reader = useReader();

  /** Opens every table below a chart, and counts the rows of each. */
  async function tableRows(page: Page): Promise<number[]> {
    const summaries = await page.locator(".chart-table summary").all();
    for (const summary of summaries) await summary.click();
    // A table is made when its place has opened, shortly after the click.
    await page
      .locator(".chart-table table")
      .nth(summaries.length - 1)
      .waitFor();
    return page
      .locator(".chart-table table")
      .evaluateAll((tables) => tables.map((table) => table.querySelectorAll("tbody tr").length));
  }

  it.each([
    ["cairns", {width: 1280, scheme: "light"}],
    ["perth", {width: 390, height: 844, scheme: "dark"}]
  ] as const)(
    "says of %s what its artifact says, in charts and tables alike",
    async (id, view) => {
      const town = reportOf(id);
      const {page, faults, close} = await reader.open(`rain/${id}`, {
        ...view,
        reducedMotion: true
      });
      try {
        expect(await layoutShift(page)).toBeLessThanOrEqual(0.1);
        await scrollThrough(page);
        await settle(page);
        expect(await page.title()).toBe(`${town.name}: rain tomorrow | Almanac`);
        expect(await page.locator("h1").textContent()).toMatch(`${town.name}: rain is `);
        const text = (await page.locator("#observablehq-main").textContent()) ?? "";
        expect(text.includes("its forecast is made from the other towns alone")).toBe(
          town.without !== undefined
        );
        const season =
          Math.round((Date.parse(town.season.to) - Date.parse(town.season.from)) / 86_400_000) + 1;
        expect(await tableRows(page)).toEqual([60, season, 12, town.skill.candidates.length + 1]);
        expect(await shownErrors(page)).toEqual([]);
        expect(faults).toEqual([]);
        expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
        expect(await accessibilityFindings(page)).toEqual([]);
      } finally {
        await close();
      }
    },
    90_000
  );

  it("leads to its neighbours, to all towns and to its numbers", async () => {
    const {page, close} = await reader.open(`rain/perth`);
    try {
      await scrollThrough(page);
      await settle(page);
      const links = await page
        .locator("#observablehq-main a")
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      const own = links.map((href) => href.slice(reader.url.length));
      expect(own).toEqual(
        expect.arrayContaining([
          "rain",
          "rain/perth-airport",
          "api/rain/town-perth.csv",
          "api/rain/town-perth.json"
        ])
      );
      for (const href of new Set(links.map((link) => link.replace(/#.*/, ""))))
        expect([href, (await page.request.get(href)).status()]).toEqual([href, 200]);
    } finally {
      await close();
    }
  }, 60_000);
});
