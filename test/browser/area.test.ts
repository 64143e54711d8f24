import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, inject, it} from "vitest";
import type {ReportArea} from "../../src/lib/report/daily/shapes.js";
import {scrollThrough} from "./audit.js";
import {settle} from "./harness.js";
import {useReader} from "./reader.js";

const folder = inject("site");
const areas: ReportArea[] = JSON.parse(readFileSync(join(folder, "api/brest/areas.json"), "utf8"));

describe("the page of an area in a browser", () => {
  const reader = useReader();

  /** Its heading, its title, and all that it says once everything on it is drawn. */
  async function read(path: string): Promise<{heading: string; title: string; text: string}> {
    const {page, close} = await reader.open(`${path}`, {reducedMotion: true});
    try {
      await scrollThrough(page);
      await settle(page);
      return {
        heading: (await page.locator("h1").textContent()) ?? "",
        title: await page.title(),
        text: (await page.locator("#observablehq-main").textContent()) ?? ""
      };
    } finally {
      await close();
    }
  }

  it.each(areas.map(({id, name}) => [id, name]))(
    "names it in title, finding and charts: %s",
    async (id, name) => {
      const {heading, title, text} = await read(`brest/${id}`);
      expect(heading).toContain(`Demand of ${name} peaks at `);
      expect(title).toBe(`${name}: daily electricity load | Almanac`);
      expect(text).toContain(`${name}: the coming week, day by day`);
      expect(text).toContain(`${name}: each day against its temperature`);
      const {about} = areas.find((area) => area.id === id)!;
      if (about) expect(text).toContain(about);
      // An area that stands in for a métropole has the name of none.
      if (about) expect(text).not.toMatch(/\bBrest\b/);
    },
    90_000
  );

  it("shows the first area at the study's own address", async () => {
    const first = await read("brest");
    const own = await read(`brest/${areas[0]!.id}`);
    expect(first.heading).toBe(own.heading);
    expect(first.title).toBe(own.title);
  }, 90_000);
});
