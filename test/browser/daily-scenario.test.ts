import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {describe, expect, inject, it} from "vitest";
import {type DailyKnobs, dailyOpening, dailyRest, writeDailyKnobs} from "../../src/lib/daily/knobs.js";
import {type DailyModel, type DailyScenario, openDailyScenario} from "../../src/lib/daily/scenario.js";
import {predictLstm} from "../../src/lib/recurrent/predict.js";
import type {ReportArea} from "../../src/lib/report/daily/shapes.js";
import {addDays} from "../../src/lib/time/zone.js";
import {type Opened, shownErrors} from "./harness.js";
import {publishedLstm} from "./published-lstm.js";
import {useReader} from "./reader.js";
import {answerTimes, csvOf, waitForScenario} from "./what-if.js";

const folder = join(inject("site"), "api/brest");
const json = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;

/** The largest relative difference. */
const apart = (a: readonly number[], b: ArrayLike<number>) =>
  Math.max(...a.map((x, i) => Math.abs(x / b[i] - 1)));

describe("the scenario of an area in a browser", () => {
  const [area] = json<ReportArea[]>("areas.json");
  const state = json<DailyScenario>(`model/${area.id}/scenario.json`);
  const weights = publishedLstm(join(folder, "model", area.id));
  const node: DailyModel = openDailyScenario(state, (windows) => predictLstm(weights, windows));
  const reader = useReader();

  /** Opens the page of the area at a query, and does something with it once the scenario is drawn; nothing may have gone wrong. */
  async function inPage<T>(query: string, use: (page: Page, opened: Opened) => Promise<T>): Promise<T> {
    const opened = await reader.open(`brest/${area.id}?${query}#what-if`);
    try {
      await waitForScenario(opened.page);
      const result = await use(opened.page, opened);
      expect(await shownErrors(opened.page)).toEqual([]);
      expect(opened.faults).toEqual([]);
      return result;
    } finally {
      await opened.close();
    }
  }

  it("in Node, at rest, is the forecast of the LSTM as it was issued", () => {
    expect(apart([...(node.run(dailyRest).scenario.value as Float64Array)], state.issued)).toBeLessThan(1e-6);
  });

  it("with all knobs at rest is the issued forecast", async () => {
    const {columns} = await inPage(writeDailyKnobs(dailyRest), csvOf);
    expect(columns.date).toEqual(node.run(dailyRest).days);
    expect(apart(columns.scenario_mw.map(Number), state.issued)).toBeLessThan(1e-5);
    expect(columns.scenario_mw).toEqual(columns.forecast_mw);
    expect(columns.observed_mw).toEqual(Array(state.horizon).fill(""));
  }, 90_000);

  const past = node.ends[node.ends.length - 60];
  it.each<[string, DailyKnobs]>([
    ["three degrees colder", dailyOpening],
    [
      "a wet, dull, windy week with a holiday, from a window that ended two months before",
      {temperature: 1.5, rain: 9, wind: 40, cloud: 35, end: past, holiday: addDays(past, 4)}
    ],
    ["the coldest week of the record", {...dailyRest, end: node.coldest}]
  ])(
    "agrees with Node: %s",
    async (_, knobs) => {
      const {columns} = await inPage(writeDailyKnobs(knobs), csvOf);
      const {scenario, before, truth, days} = node.run(knobs);
      expect(columns.date).toEqual(days);
      expect(apart(columns.scenario_mw.map(Number), scenario.value)).toBeLessThan(1e-5);
      expect(apart(columns.forecast_mw.map(Number), before.value)).toBeLessThan(1e-5);
      expect(columns.observed_mw).toEqual(truth.map((load) => load?.toFixed(3) ?? ""));
    },
    90_000
  );

  it("moves with its knobs, and its address with it", async () => {
    await inPage("", async (page) => {
      const slider = (name: string) => page.locator(`.what-if input[type=range][name=${name}]`);
      await slider("rain").fill("7");
      await page.locator(".what-if input[type=date]").fill(past);
      await page.locator(".what-if select[name=holiday]").selectOption(addDays(past, 2));
      await page.getByRole("button", {name: "Thursday a holiday"}).click();
      await slider("temperature").fill("2.5");
      await page.waitForFunction(() => location.search.includes("temperature=2.5"));
      const {columns} = await csvOf(page);
      const holiday = node
        .run({...dailyRest, end: past})
        .days.find((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 4)!;
      const knobs = {...dailyRest, temperature: 2.5, end: past, holiday};
      expect(new URL(page.url()).search).toBe(`?${writeDailyKnobs(knobs)}`);
      expect(apart(columns.scenario_mw.map(Number), node.run(knobs).scenario.value)).toBeLessThan(1e-5);
    });
  }, 90_000);

  it("names what a link gets wrong, and opens all the same", async () => {
    await inPage(`temperature=99&end=${encodeURIComponent("<img src=x onerror=alert(1)>")}`, async (page) => {
      const notice = page.locator(".notice", {hasText: "Part of this link could not be used"});
      expect(await notice.textContent()).toContain('temperature: expected a number from -8 to 8, got "99"');
      expect(await page.locator("img[src=x]").count()).toBe(0);
      const {columns} = await csvOf(page);
      expect(apart(columns.scenario_mw.map(Number), node.run(dailyOpening).scenario.value)).toBeLessThan(
        1e-5
      );
    });
  }, 90_000);

  it("answers a knob within 100 ms", async () => {
    const times = await inPage("rain=3", (page) =>
      answerTimes(page, "temperature", [-2, -1, 1, 2, 3, 4, 5, 6])
    );
    expect(times.work).toBeLessThanOrEqual(100);
  }, 90_000);
});
