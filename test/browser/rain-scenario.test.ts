import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {beforeAll, describe, expect, inject, it} from "vitest";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {LogisticModel} from "../../src/lib/logistic/model.js";
import {type RainKnobs, untouched, writeRainKnobs} from "../../src/lib/rain/scenario/knobs.js";
import {openRainScenario, type RainModel} from "../../src/lib/rain/scenario/open.js";
import type {RainScenario} from "../../src/lib/rain/scenario/state.js";
import type {TreesDescription} from "../../src/lib/trees/file.js";
import {type Opened, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";
import {answerTimes, csvOf, waitForScenario} from "./what-if.js";

const folder = join(inject("site"), "api/rain");
const json = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
const trees = (name: string) => ({
  description: json<TreesDescription>(`model/${name}/trees.json`),
  bytes: new Uint8Array(readFileSync(join(folder, `model/${name}/trees.bin`)))
});

describe.skipIf(!existsSync(join(folder, "scenario.json")))("the scenario of rain in a browser", () => {
  let node: RainModel;
  let state: RainScenario;
  const reader = useReader();
  beforeAll(async () => {
    state = json<RainScenario>("scenario.json");
    node = openRainScenario(state, {
      boosted: trees("boosted"),
      "boosted-wide": trees("boosted-wide"),
      logistic: json<LogisticModel>("model/logistic/logistic.json")
    });
  });

  /** Opens the page at a query, and does something with it once the scenario is drawn; nothing may have gone wrong. */
  async function inPage<T>(query: string, use: (page: Page, opened: Opened) => Promise<T>): Promise<T> {
    const opened = await reader.open(`rain?${query}#what-if`);
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

  /** A row of the scenario's CSV: as reported, in the scenario, and what is added. */
  async function rowOf(page: Page, quantity: string): Promise<number[]> {
    const {columns} = await csvOf(page);
    const row = columns.quantity.indexOf(quantity);
    return [columns.as_reported, columns.scenario, columns.log_odds_added].map((column) =>
      Number(column[row])
    );
  }

  const at = (more: Partial<RainKnobs>): RainKnobs => ({...node.opening, ...untouched, ...more});

  it("in Node, at rest, is the forecast as it was issued, in every town", () => {
    const forecast = json<Forecast>("forecast.json");
    for (const {station, id} of state.towns) {
      const {before, issued} = node.run(at({town: id}));
      expect(before.probability.toFixed(3)).toBe(issued!.toFixed(3));
      if (forecast.model.candidate !== "mean") continue;
      expect(before.probability.toFixed(3)).toBe(
        forecast.rows.find(({series}) => series === station)!.value.toFixed(3)
      );
    }
  });

  it("agrees with Node at rest and where everything is moved, and adds up", async () => {
    const rest = at({town: node.towns[9], day: node.starts[2]});
    const moved = {humidity: 88, pressure: 1001, pressure9: 1004, cloud: 7, gust: 65, temperature: 24.5};
    for (const knobs of [rest, {...rest, ...moved, sunshine: 2.5, rain: 4, wind: "SSW"}]) {
      const answer = node.run(knobs);
      const [before, after, added] = await inPage(writeRainKnobs(knobs), (page) => rowOf(page, "log_odds"));
      expect(before).toBeCloseTo(answer.before.logOdds, 9);
      expect(after).toBeCloseTo(answer.after.logOdds, 9);
      expect(after - before).toBeCloseTo(added, 9);
    }
  }, 90_000);

  it("opens on the driest likely town, moves with its knobs, and its address with it", async () => {
    await inPage("", async (page) => {
      const answer = node.run(node.opening);
      expect((await rowOf(page, "log_odds"))[1]).toBeCloseTo(answer.after.logOdds, 9);
      const said = page.locator(".what-if [aria-live]");
      expect(await said.textContent()).toContain(answer.town.name);
      await page.locator(".what-if select[name=town]").selectOption("cairns");
      await page.locator(".what-if select[name=day]").selectOption(node.starts[1]);
      await page.getByRole("button", {name: "As reported"}).click();
      const slider = page.locator(".what-if input[type=range][name=humidity]");
      await slider.fill("40");
      await slider.press("ArrowRight");
      await page.locator(".what-if select[name=wind]").selectOption("NNW");
      await page.waitForFunction(() => location.search.includes("wind=NNW"));
      const knobs = at({town: "cairns", day: node.starts[1], humidity: 41, wind: "NNW"});
      expect(new URL(page.url()).search).toBe(`?${writeRainKnobs(knobs)}`);
      expect((await rowOf(page, "log_odds"))[1]).toBeCloseTo(node.run(knobs).after.logOdds, 9);
      expect(await said.textContent()).toContain("Cairns");
      expect(await slider.getAttribute("aria-valuetext")).toMatch(/^41\u00a0%, (reported|not reported)/);
    });
  }, 90_000);

  it("names what a link gets wrong, and opens all the same", async () => {
    await inPage(`humidity=400&town=${encodeURIComponent("<img src=x onerror=alert(1)>")}`, async (page) => {
      const notice = page.locator(".notice", {hasText: "Part of this link could not be used"});
      expect(await notice.textContent()).toContain('humidity: expected a number from 0 to 100, got "400"');
      expect(await page.locator("img[src=x]").count()).toBe(0);
      const [before, after] = await rowOf(page, "log_odds");
      expect(after).toBe(before);
    });
  }, 90_000);

  it("answers a knob within 50 ms", async () => {
    const times = await inPage("pressure=1000&cloud=8", (page) =>
      answerTimes(page, "humidity", [20, 30, 40, 50, 60, 70, 80, 90])
    );
    console.info(`rain: ${times.work.toFixed(0)} ms of work, ${times.clock.toFixed(0)} ms on the clock`);
    expect(times.work).toBeLessThanOrEqual(50);
  }, 90_000);
});
