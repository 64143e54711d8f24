import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {describe, expect, inject, it} from "vitest";
import type {Run} from "../../src/lib/artifacts/runs.js";
import type {Methods} from "../../src/lib/artifacts/study.js";
import {downloaded, type Opened, openPage, settle, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";

const api = join(inject("site"), "api");
const json = <T>(path: string) => JSON.parse(readFileSync(join(api, path), "utf8")) as T;

describe("the page of runs in a browser", () => {
  const runs = json<Methods>("methods.json").studies.flatMap(({study}) => json<Run[]>(`${study}/runs.json`));
  const reader = useReader();

  const open = (query = "") => reader.open(`runs${query}`, {width: 1280, height: 900});
  const table = (page: Page) => page.getByRole("region", {name: "Runs", exact: true});
  const column = async (page: Page, n: number) =>
    (await table(page).locator(`tbody tr > :nth-child(${n})`).allTextContents()).map((text) =>
      Number(text.replaceAll(",", ""))
    );
  const letters = (page: Page) => page.locator(".run-list .run-letter").allTextContents();
  const chosen = (page: Page) => new URL(page.url()).searchParams.get("runs")?.split(".");
  const close = async (opened: Opened) => {
    expect(await shownErrors(opened.page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  };

  it("sorts by its headings, with the keyboard too, and says which way", async () => {
    const opened = await open();
    const {page} = opened;
    const heading = page.getByRole("columnheader", {name: "Took, s"});
    expect(await heading.getAttribute("aria-sort")).toBeNull();
    await heading.getByRole("button").focus();
    await page.keyboard.press("Enter");
    expect(await heading.getAttribute("aria-sort")).toBe("descending");
    const down = await column(page, 11);
    expect(down).toHaveLength(Math.min(100, runs.length));
    expect(down).toEqual([...down].sort((a, b) => b - a));
    await page.keyboard.press("Enter");
    expect(await heading.getAttribute("aria-sort")).toBe("ascending");
    const up = await column(page, 11);
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(up[0]).toBeLessThan(down[0]!);
    expect(await page.getByRole("columnheader", {name: "Started"}).getAttribute("aria-sort")).toBeNull();
    expect(new URL(page.url()).searchParams.get("sort")).toBe("seconds");
    await close(opened);
  }, 60_000);

  it("compares what is chosen, and its address shows the same again", async () => {
    const opened = await open("?runs=");
    const {page} = opened;
    expect(await letters(page)).toEqual([]);
    // Not those that the page opens on, which its address leaves out.
    const [first, second] = runs.filter(({status, alias}) => status === "finished" && !alias) as [Run, Run];
    for (const {runId} of [second, first])
      await table(page)
        .getByRole("checkbox", {name: `run ${runId}`})
        .press("Space");
    expect(await letters(page)).toEqual(["A", "B"]);
    expect(chosen(page)).toEqual([second.runId, first.runId]);
    await page.getByRole("heading", {name: "Final metrics"}).waitFor();
    const names = new Set([...Object.keys(first.params), ...Object.keys(second.params)]);
    const differing = [...names].filter((name) => first.params[name] !== second.params[name]).sort();
    const told = await page
      .getByRole("region", {name: "Parameters and inputs that differ between the runs"})
      .locator("tbody th")
      .allTextContents();
    expect(told.filter((name) => !name.startsWith("("))).toEqual(differing);
    const link = page.url();
    await close(opened);

    const again = await openPage(reader.browser, link);
    expect(await letters(again.page)).toEqual(["A", "B"]);
    expect(await table(again.page).getByRole("checkbox", {checked: true}).count()).toBe(2);
    await again.page.getByRole("button", {name: "Take out A"}).click();
    expect(chosen(again.page)).toEqual([first.runId]);
    expect(await table(again.page).getByRole("checkbox", {checked: true}).count()).toBe(1);
    await close(again);
  }, 60_000);

  const chances = json<Methods>("methods.json").studies.find(({kind}) => kind === "probability");

  it.skipIf(chances === undefined)(
    "shows the scores of probabilities in place of percentages, and no error by lead of a study with one",
    async () => {
      const own = runs.filter(({study, status}) => study === chances!.study && status === "finished");
      const [first, second] = own as [Run, Run];
      const opened = await open(`?study=${chances!.study}&runs=${first.runId}.${second.runId}`);
      const {page} = opened;
      const headings = table(page).locator("thead th");
      expect(await headings.filter({hasText: "Brier score"}).isVisible()).toBe(true);
      expect(await headings.filter({hasText: "MAPE"}).isVisible()).toBe(false);
      expect(await headings.filter({hasText: /^F1/}).isVisible()).toBe(true);
      const brier = await column(page, 9);
      expect([...brier].sort()).toEqual(own.map(({metrics}) => Number(metrics.brier!.toFixed(4))).sort());
      const comparison = page.locator(".reserve-comparison");
      await comparison.getByRole("heading", {name: "Final metrics"}).waitFor();
      expect(await comparison.getByRole("rowheader", {name: "F1"}).count()).toBe(1);
      expect(await comparison.textContent()).not.toContain("errors by lead");
      await close(opened);
      const loads = await open(`?study=${json<Methods>("methods.json").studies[0]!.study}`);
      const shown = table(loads.page).locator("thead th");
      expect(await shown.filter({hasText: "MAPE"}).isVisible()).toBe(true);
      expect(await shown.filter({hasText: "Brier score"}).isVisible()).toBe(false);
      await close(loads);
    },
    60_000
  );

  it("names what a link gets wrong, shows the rest, and runs nothing of it", async () => {
    const [{runId, candidate}] = runs as [Run];
    const hostile = new URLSearchParams({
      runs: `${runId}.<img src=x onerror=alert(1)>`,
      candidate,
      sort: "constructor"
    });
    const opened = await open(`?${hostile}`);
    const {page} = opened;
    const notice = page.getByText("Part of this link could not be used");
    expect(await notice.textContent()).toContain("not in this edition: “<img src=x onerror=alert(1)>”");
    expect(await notice.textContent()).toContain("got “constructor”");
    expect(await page.locator("#observablehq-main img").count()).toBe(0);
    expect(await letters(page)).toEqual(["A"]);
    expect(await table(page).locator("tbody tr").count()).toBe(
      Math.min(100, runs.filter((run) => run.candidate === candidate).length)
    );
    await close(opened);
  }, 60_000);

  it("filters by text and state, and hands what is shown on as CSV", async () => {
    const opened = await open();
    const {page} = opened;
    const [{runId}] = runs as [Run];
    await page.getByLabel("Find").fill(runId);
    await settle(page);
    expect(await page.locator(".run-count").textContent()).toContain(`1 of ${runs.length}\u00a0runs`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: "These runs as CSV"}).click()
    ]);
    const lines = (await downloaded(download)).trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(new RegExp(`^${runId},`));
    await page.getByRole("button", {name: "Show all"}).click();
    await page.getByLabel("State").selectOption("champion");
    expect(await table(page).locator("tbody tr").count()).toBe(
      runs.filter(({alias}) => alias === "champion").length
    );
    await close(opened);
  }, 60_000);
});
