import {copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {finishDocument} from "../../scripts/site/finish/document.js";
import {masthead} from "../../scripts/site/frame/frame.js";
import {type Served, serveFolder} from "../../scripts/site/serve/server.js";
import {layoutShift} from "./audit.js";
import {useReader} from "./reader.js";

const edition = "2024-12-25T04:50:00.000Z";
const hoursLater = (hours: number) => new Date(Date.parse(edition) + hours * 3_600_000);

describe("a page whose edition becomes old", () => {
  let folder: string;
  const reader = useReader();
  let served: Served;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "almanac-old-"));
    mkdirSync(join(folder, "store/artifacts/api"), {recursive: true});
    mkdirSync(join(folder, "dist"));
    const provenance = {mode: "live", asOf: "2024-12-24", sources: []};
    const study = {study: "france", status: "ok", provenance, asOf: "2024-12-24", champion: "net"};
    const health = {status: "ok", edition, studies: [study]};
    writeFileSync(join(folder, "store/artifacts/api/health.json"), JSON.stringify(health));
    for (const style of ["frame", "report"])
      copyFileSync(`src/style/${style}.css`, join(folder, `dist/${style}.css`));
    const head =
      '<meta charset="utf-8"><title>Today</title><link rel="stylesheet" href="./frame.css"><link rel="stylesheet" href="./report.css">';
    const header = masthead("Almanac", [], "/index", join(folder, "store"));
    const html = `<!doctype html><html><head>${head}</head><body><header id="observablehq-header">${header}</header><main id="observablehq-main"><p>Load</p></main></body></html>`;
    writeFileSync(join(folder, "dist/index.html"), finishDocument(html, {path: "index.html", feed: false}));
    served = await serveFolder(join(folder, "dist"));
  });
  afterAll(async () => {
    await served?.close();
    rmSync(folder, {recursive: true});
  });

  /** Opens the page so many hours after its edition, on a clock that stands; what the policy forbids fails the test. */
  const open = async (hours: number): Promise<Page> => {
    const page = await reader.browser.newPage();
    const faults: string[] = [];
    page.on("console", (message) => void faults.push(message.text()));
    page.on("pageerror", (error) => void faults.push(error.message));
    await page.clock.install({time: hoursLater(hours)});
    await page.goto(served.url);
    expect(faults).toEqual([]);
    return page;
  };
  const line = (page: Page) => page.getByRole("status");

  it("says nothing for a day and a half", async () => {
    const page = await open(35.9);
    expect(await line(page).count()).toBe(0);
    await page.close();
  });

  it("says so from then on, before anything else of the page is seen", async () => {
    const page = await open(36.1);
    expect(await line(page).textContent()).toMatch(/may be out of date.*made 36 hours ago/);
    expect(await page.locator("header .notice").isVisible()).toBe(true);
    expect((await line(page).boundingBox())!.y).toBeLessThan(120);
    expect(await layoutShift(page)).toBe(0);
    await page.close();
  });

  it("says so in a tab that stays open where its reader is, and moves nothing", async () => {
    const page = await open(30);
    await page.evaluate(() => {
      document.querySelector("main")!.innerHTML = "<p>Load</p>".repeat(100);
      scrollTo(0, 900);
    });
    const top = async () => (await page.locator("main p").nth(40).boundingBox())!.y;
    const before = await top();
    await page.clock.runFor(7 * 3_600_000);
    expect((await line(page).boundingBox())!.y).toBe(0);
    expect(await top()).toBe(before);
    expect(await layoutShift(page)).toBe(0);
    await page.close();
  });

  it("says so in a tab that stays open for days, and how old it has become", async () => {
    const page = await open(1);
    expect(await line(page).count()).toBe(0);
    await page.clock.runFor(36 * 3_600_000);
    expect(await line(page).textContent()).toMatch(/made 37 hours ago/);
    // A machine that slept runs no timer: the page looks again when it is seen again.
    await page.clock.setSystemTime(hoursLater(24 * 5 + 2));
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    expect(await line(page).textContent()).toMatch(/made 5 days ago/);
    await page.close();
  });
});
