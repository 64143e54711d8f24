import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {Page} from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The part of axe's report that is used here. */
interface AxeReport {
  readonly violations: {
    id: string;
    impact: string | null;
    help: string;
    nodes: {target: unknown[]; failureSummary?: string}[];
  }[];
}

/** The serious and critical findings of axe on a page, one line for each element. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's policy does not concern.
  await page.evaluate(axe);
  const report = await page.evaluate<AxeReport>("axe.run({resultTypes: ['violations']})");
  return report.violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .flatMap(({id, help, nodes}) =>
      nodes.map(
        ({target, failureSummary}) =>
          `${id}: ${help} at ${target.join(" ")} (${failureSummary?.replace(/\s+/g, " ")})`
      )
    );
}

/** How far the page is wider than its window, in CSS pixels: 0 where nothing scrolls sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The cumulative layout shift so far: https://web.dev/articles/cls, without session windows, so never too low. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
          })[])
            if (!entry.hadRecentInput) sum += entry.value;
        }).observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 100);
      })
  );
}

/** Scrolls through a page in steps of a window, so that whatever waits to be seen is drawn. */
export async function scrollThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const step = page.viewportSize()?.height ?? 800;
  for (let y = 0; y <= height; y += step) {
    await page.evaluate((top) => window.scrollTo(0, top), y);
    await page.waitForTimeout(60);
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}
