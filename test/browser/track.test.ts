import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, inject, it} from "vitest";
import type {Methods} from "../../src/lib/artifacts/study.js";
import type {Track} from "../../src/lib/artifacts/track.js";
import {scrollThrough} from "./audit.js";
import {settle, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";

const api = join(inject("site"), "api");
const json = <T>(path: string) => JSON.parse(readFileSync(join(api, path), "utf8")) as T;

describe("the track record in a browser", () => {
  const {studies} = json<Methods>("methods.json");
  const tracks = studies.map(({study}) => json<Track>(`${study}/track.json`));
  const reader = useReader();

  it("calls the backtest so, and shows the edition, the lead and the place that are chosen, as tables too", async () => {
    const opened = await reader.open("track-record", {width: 1280, height: 900});
    const {page} = opened;
    await scrollThrough(page);
    await settle(page);
    const called = page.getByText("Backtest, not issued", {exact: true});
    expect(await called.count()).toBe(tracks.filter(({backtest}) => backtest !== null).length);
    for (const {study, kind, series} of tracks) {
      const section = page.locator(`section.study-${study}`);
      const chances = kind === "probability" && series.length > 1;
      const choice = section
        .locator("label")
        .filter({hasText: chances ? /^\s*Place/ : /^\s*Edition/})
        .last()
        .locator("select");
      const figure = section
        .locator("figure", {has: page.getByRole("heading", {name: /^What was said/})})
        .last();
      const drawn = () => figure.locator("svg").first().innerHTML();
      const before = await drawn();
      await figure.locator("summary").click();
      await choice.selectOption({index: 2});
      const name = (await choice.locator("option").nth(2).textContent())!;
      expect(await drawn()).not.toBe(before);
      expect(await figure.getByRole("region").getAttribute("aria-label")).toContain(name);
    }
    expect(await shownErrors(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  }, 60_000);
});
