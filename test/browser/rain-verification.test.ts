import {readFileSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, inject, it} from "vitest";
import {dayAt, daySentence} from "../../src/lib/report/rain/verification/days.js";
import type {RecordedDays, Verification} from "../../src/lib/report/rain/verification/shapes.js";
import {sortTowns} from "../../src/lib/report/rain/verification/town-order.js";
import {scrollThrough} from "./audit.js";
import {type Opened, settle, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";

const json = <T>(name: string) =>
  JSON.parse(readFileSync(join(inject("site"), "api/rain", name), "utf8")) as T;

describe("what is said of the scores of rain, in a browser", () => {
  const days = json<RecordedDays>("days.json");
  const {towns} = json<Verification>("verification.json");
  const reader = useReader();
  let opened: Opened;
  beforeAll(async () => {
    opened = await reader.open("rain", {width: 390, height: 844, reducedMotion: true});
    await scrollThrough(opened.page);
    await settle(opened.page);
  });

  it("tells the day that is chosen from the list, with buttons and on the strip", async () => {
    const {page} = opened;
    const sentence = page.locator(".day-sentence");
    const list = page.locator(".day-choice select");
    const strip = page.locator(".day-strip");
    const last = days.days.length - 1;
    const told = (day: number) => daySentence(dayAt(days, day));
    await list.selectOption(String(last));
    expect(await sentence.textContent()).toBe(told(last));
    await page.getByRole("button", {name: "Earlier", exact: true}).click();
    expect(await sentence.textContent()).toBe(told(last - 1));
    expect(await list.inputValue()).toBe(String(last - 1));
    // The first day lies before those that a phone shows, and moves the strip there.
    await list.selectOption("0");
    expect(await sentence.textContent()).toBe(told(0));
    expect(await strip.getAttribute("data-from")).toBe("0");
    expect(await page.getByRole("button", {name: "Earlier", exact: true}).isDisabled()).toBe(true);
    await strip.click({position: {x: 125, y: 35}});
    expect(await sentence.textContent()).toBe(told(1));
  });

  it("sorts towns by a column, a second time the other way", async () => {
    const {page} = opened;
    const table = page.locator(".town-confusion");
    const first = () => table.locator("tbody th").first().textContent();
    const heading = table.getByRole("columnheader", {name: "Hits"});
    expect(await first()).toBe(sortTowns(towns, {by: "f1", descending: false})[0].name);
    for (const descending of [true, false]) {
      await heading.getByRole("button").click();
      expect(await heading.getAttribute("aria-sort")).toBe(descending ? "descending" : "ascending");
      expect(await first()).toBe(sortTowns(towns, {by: "hits", descending})[0].name);
    }
    expect(await table.locator("tbody tr").count()).toBe(towns.length);
  });

  it("has a table for each chart, and nothing went wrong", async () => {
    const {page} = opened;
    const details = page.locator(":is(.verification, .importance, .recorded-days) details.chart-table");
    expect(await details.count()).toBe(8);
    for (const one of await details.all()) {
      await one.locator("summary").click();
      await one.locator("tbody tr").nth(3).waitFor({timeout: 5000});
    }
    expect(await shownErrors(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
  });
});
