import type {Page} from "playwright-core";
import {downloaded} from "./harness.js";

/** Waits until a page's scenario is drawn. */
export async function waitForScenario(page: Page): Promise<void> {
  await page.getByRole("button", {name: "Scenario as CSV"}).waitFor({timeout: 60_000});
  await page.locator(".what-if .chart-plot svg").first().waitFor();
}

/** Saves the scenario of a page as CSV, and reads it: texts by column. */
export async function csvOf(
  page: Page
): Promise<{header: string; columns: Readonly<Record<string, string[]>>}> {
  const button = page.getByRole("button", {name: "Scenario as CSV"});
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const [header, ...lines] = (await downloaded(download)).trim().split("\n");
  const cells = lines.map((line) => line.split(","));
  const columns = header.split(",").map((name, k) => [name, cells.map((row) => row[k])]);
  return {header, columns: Object.fromEntries(columns)};
}

/**
 * How long a knob takes until all that it moves is drawn, ms, the middle one of several moves: `work` is the time that the page's thread
 * itself worked, whatever else the machine does; `clock` is what went by.
 */
export async function answerTimes(
  page: Page,
  knob: string,
  positions: readonly number[]
): Promise<{work: number; clock: number}> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", {timeDomain: "threadTicks"});
  const worked = async () => {
    const {metrics} = await session.send("Performance.getMetrics");
    return 1000 * metrics.find(({name}) => name === "TaskDuration")!.value;
  };
  const move = (value: number) =>
    page.evaluate(
      async ({knob, value}) => {
        const input = document.querySelector<HTMLInputElement>(`.what-if input[name="${knob}"]`)!;
        const plots = [...document.querySelectorAll(".what-if .chart-plot")];
        const drawn = Promise.all(
          plots.map(
            (plot) =>
              new Promise<void>((resolve) =>
                new MutationObserver((_, observer) => {
                  observer.disconnect();
                  resolve();
                }).observe(plot, {childList: true})
              )
          )
        );
        const started = performance.now();
        input.value = String(value);
        input.dispatchEvent(new Event("input", {bubbles: true}));
        await drawn;
        return performance.now() - started;
      },
      {knob, value}
    );
  const clock: number[] = [];
  const work: number[] = [];
  for (const value of positions) {
    const before = await worked();
    clock.push(await move(value));
    work.push((await worked()) - before);
  }
  await session.detach();
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return {work: middle(work), clock: middle(clock)};
}
