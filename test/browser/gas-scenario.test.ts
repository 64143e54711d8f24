import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {beforeAll, describe, expect, inject, it} from "vitest";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {GasModel} from "../../src/lib/artifacts/gas.js";
import {gasScenarioCsv} from "../../src/lib/gas/scenario/csv.js";
import {type GasKnobs, gasOpening, gasRest, writeGasKnobs} from "../../src/lib/gas/scenario/knobs.js";
import {type GasScenario, openGasScenario} from "../../src/lib/gas/scenario/open.js";
import {answerText} from "../../src/lib/gas/scenario/words.js";
import {type Opened, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";
import {answerTimes, csvOf, waitForScenario} from "./what-if.js";

const folder = join(inject("site"), "api/gas");
const json = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;

describe.skipIf(!existsSync(join(folder, "model/var.json")))(
  "the scenario of the gas price in a browser",
  () => {
    let node: GasScenario;
    const reader = useReader();
    beforeAll(() => {
      node = openGasScenario(json<GasModel>("model/var.json"), json<Forecast>("forecast.json"));
    });

    /** Opens the page at a query, and does something with it once the scenario is drawn; nothing may have gone wrong. */
    async function inPage<T>(query: string, use: (page: Page, opened: Opened) => Promise<T>): Promise<T> {
      const opened = await reader.open(`gas?${query}#what-if`);
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

    /** The page's scenario is Node's: all that is moved to 1e-12, and every other cell but for the last digit. */
    async function agrees(page: Page, knobs: GasKnobs): Promise<void> {
      const {header, columns} = await csvOf(page);
      const [own, ...lines] = gasScenarioCsv(node.run(knobs)).trim().split("\n");
      expect(header).toBe(own);
      const rows = lines.map((line) => line.split(","));
      own.split(",").forEach((name, k) => {
        const texts = rows.map((row) => row[k]);
        if (k < 3) expect(columns[name]).toEqual(texts);
        else {
          const within = name === "model_change" || name === "deviation_left" ? 1e-12 : 1e-3;
          const apart = texts.map((text, i) => Math.abs(Number(text) - Number(columns[name][i])));
          expect(Math.max(...apart)).toBeLessThanOrEqual(within);
        }
      });
    }

    it("in Node, at rest, is the forecast as it was issued", () => {
      const {rows} = json<Forecast>("forecast.json");
      for (const {id, issued, scenario} of node.run(gasRest).series) {
        expect(scenario).toEqual(issued);
        const own = rows.filter(({series}) => series === id);
        expect(scenario.map(({value, hi95}) => [value, hi95])).toEqual(
          own.map(({value, hi95}) => [value, hi95])
        );
      }
    });

    it("has the models of four parts of the record, end to end", () => {
      const {parts, reach, model} = json<GasModel>("model/var.json");
      expect([parts[0].from, parts[3].to]).toEqual([reach.short.from, reach.to]);
      for (const {coefficients, covariance} of parts) {
        expect(coefficients).toHaveLength(model.coefficients.length);
        expect(covariance).toHaveLength(model.covariance.length);
        expect(coefficients).not.toEqual(model.coefficients);
      }
    });

    it("agrees with Node where it opens, and where everything is moved", async () => {
      const moved = {temperature: 3.5, power: -20, days: 12, brent: 25, henryHub: -40};
      for (const knobs of [gasOpening, {...moved, outage: "100", outageDays: 3}])
        await inPage(writeGasKnobs(knobs), (page) => agrees(page, knobs));
    }, 90_000);

    it("moves with its knobs, is read out, and leaves the rest of the address alone", async () => {
      await inPage("unit=p%2FkWh", async (page) => {
        const slider = page.locator(".what-if input[type=range][name=temperature]");
        await page.getByRole("button", {name: "As forecast"}).click();
        await slider.fill("2");
        await slider.press("ArrowRight");
        await page.locator(".what-if select[name=outage]").selectOption("10");
        await page.waitForFunction(() => location.search.includes("outage=10"));
        const knobs = {...gasRest, temperature: 2.5, outage: "10"};
        const {searchParams} = new URL(page.url());
        expect(searchParams.get("unit")).toBe("p/kWh");
        searchParams.delete("unit");
        expect(searchParams.toString()).toBe(writeGasKnobs(knobs));
        await agrees(page, knobs);
        const said = page.locator(".what-if p[role=status]").first();
        expect(await said.textContent()).toBe(answerText(node.run(knobs), node.reach, "p/kWh"));
        expect(await slider.getAttribute("aria-valuetext")).toBe("+2.5\u00a0°C");
        // The unit is set at the top of the page, which in turn leaves the knobs alone.
        await page.locator("select[name=unit]").first().selectOption("p/therm");
        expect(await said.textContent()).toContain("p/therm");
        expect(new URL(page.url()).search).toBe(`?${writeGasKnobs(knobs)}`);
      });
    }, 90_000);

    it("names what a link gets wrong, and opens all the same", async () => {
      await inPage(
        `temperature=99&outage=${encodeURIComponent("<img src=x onerror=alert(1)>")}`,
        async (page) => {
          const notice = page.locator(".notice", {hasText: "Part of this link could not be used"});
          expect(await notice.textContent()).toContain(
            'temperature: expected a number from -8 to 8, got "99"'
          );
          expect(await page.locator("img[src=x]").count()).toBe(0);
          await agrees(page, gasOpening);
        }
      );
    }, 90_000);

    it("answers a knob within 100 ms", async () => {
      const times = await inPage("brent=20&henryHub=20&power=20&outage=30&days=20", (page) =>
        answerTimes(page, "temperature", [-2, -1, 1, 2, 3, 4, 5, 6])
      );
      console.info(`gas: ${times.work.toFixed(0)} ms of work, ${times.clock.toFixed(0)} ms on the clock`);
      expect(times.work).toBeLessThanOrEqual(100);
    }, 90_000);
  }
);
