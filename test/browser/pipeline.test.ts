import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, inject, it} from "vitest";
import type {Pipeline} from "../../src/lib/artifacts/pipeline.js";
import {useReader} from "./reader.js";

const folder = inject("site");
const pipeline: Pipeline = JSON.parse(readFileSync(join(folder, "api/pipeline.json"), "utf8"));

describe("the page of the pipeline", () => {
  const reader = useReader();

  it("draws every task once, lists the same in its table, and shows the badges", async () => {
    const {page, close} = await reader.open("pipeline");
    try {
      const graph = page.locator(".task-graph svg");
      expect(await graph.locator("rect[stroke], [stroke] > rect").count()).toBe(pipeline.tasks.length);
      const table = page.getByRole("region", {name: "Tasks of the last run"});
      const names = await table.locator("tbody th").allTextContents();
      expect(names).toEqual(pipeline.tasks.map(({task}) => task));
      const nights = page.getByRole("region", {name: "Runs of the last nights"});
      expect(await nights.locator("tbody tr").count()).toBe(pipeline.nights.length);
      const widths = await page
        .locator("img.badge")
        .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
      expect(widths.length).toBeGreaterThan(0);
      expect(widths.every((width) => width > 60)).toBe(true);
      expect(await page.locator(".old-edition").count()).toBe(0);
    } finally {
      await close();
    }
  });
});
