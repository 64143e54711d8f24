import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {describe, expect, inject, it} from "vitest";
import {settle} from "./harness.js";
import {useReader} from "./reader.js";

const folder = inject("site");
const towns = (): unknown[] => JSON.parse(readFileSync(join(folder, "api/rain/towns.json"), "utf8"));

describe.skipIf(!existsSync(join(folder, "rain.html")))("the map and the table of towns", () => {
  const reader = useReader();

  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

  it("shows every town once, and its figures to pointer and keyboard", async () => {
    const {page, faults, close} = await reader.open("rain", {height: 1200});
    try {
      const links = page.locator(".town-marks a");
      expect(await links.count()).toBe(towns().length);
      expect(await page.locator('.town-marks a[tabindex="0"]').count()).toBe(1);
      const tip = page.locator(".town-tip");
      expect(await tip.isVisible()).toBe(false);
      // From west to east, and around.
      await page.locator('.town-marks a[tabindex="0"]').focus();
      expect(await focused(page)).toMatch(/^Witchcliffe, WA: .*80\s%\sinterval.*usual for December/);
      expect(await tip.textContent()).toContain("Witchcliffe");
      await page.keyboard.press("ArrowLeft");
      expect(await focused(page)).toMatch(/^Norfolk Island, NI/);
      await page.keyboard.press("Escape");
      expect(await tip.isVisible()).toBe(false);
      await page.locator('.town-marks a[aria-label^="Darwin"]').hover();
      expect(await tip.textContent()).toContain("Darwin");
      expect(await page.locator('.town-marks a[aria-label^="Darwin"]').getAttribute("href")).toBe(
        "./rain/darwin"
      );
      expect(faults).toEqual([]);
    } finally {
      await close();
    }
  });

  it("sorts the table by each heading, both ways", async () => {
    const {page, close} = await reader.open("rain");
    try {
      const table = page.locator(".town-table");
      const first = () => table.locator("tbody th a").first().textContent();
      const sorted = table.locator("[aria-sort]");
      expect(await table.locator("tbody tr").count()).toBe(towns().length);
      expect(await sorted.getAttribute("aria-sort")).toBe("descending");
      const heading = table.getByRole("button", {name: "Town"});
      await heading.focus();
      await page.keyboard.press("Enter");
      expect([await first(), await sorted.getAttribute("aria-sort")]).toEqual(["Adelaide", "ascending"]);
      await page.keyboard.press("Enter");
      expect([await first(), await sorted.getAttribute("aria-sort")]).toEqual(["Woomera", "descending"]);
      expect(await table.getByRole("row", {name: /^Perth from other towns alone/}).textContent()).toContain(
        "not reported"
      );
    } finally {
      await close();
    }
  });

  it("shows a town to a finger before it leads to its page", async () => {
    const context = await reader.browser.newContext({viewport: {width: 390, height: 844}, hasTouch: true});
    try {
      const page = await context.newPage();
      await page.goto(`${reader.url}rain`);
      await settle(page);
      await page.locator('.town-marks a[aria-label^="Hobart"]').tap();
      expect(page.url()).toMatch(/\/rain$/);
      const tip = await page.locator(".town-tip").boundingBox();
      // Neither off the page nor on the town.
      expect(tip!.x >= 0 && tip!.x + tip!.width <= 390).toBe(true);
      const town = await page.locator('.town-marks a[aria-label^="Hobart"]').boundingBox();
      const [x, y] = [town!.x + town!.width / 2, town!.y + town!.height / 2];
      const beside = x < tip!.x || x > tip!.x + tip!.width || y < tip!.y || y > tip!.y + tip!.height;
      expect(beside).toBe(true);
      await page.locator(".town-tip a").tap();
      await page.waitForURL(/\/rain\/hobart$/);
    } finally {
      await context.close();
    }
  });
});
