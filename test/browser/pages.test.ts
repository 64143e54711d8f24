import {readFileSync} from "node:fs";
import {join} from "node:path";
import pLimit from "p-limit";
import {describe, expect, inject, it} from "vitest";
import {BUDGET} from "../../scripts/site/check/weight.js";
import {listFiles} from "../../scripts/site/dist/files.js";
import type {Cards} from "../../src/lib/artifacts.js";
import {accessibilityFindings, layoutShift, scrollThrough, sidewaysScroll} from "./audit.js";
import {measure, settle, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";

const folder = inject("site");
const pages = listFiles(folder).filter((path) => path.endsWith(".html"));

const VIEWS = [
  {scheme: "light", width: 1280, height: 900},
  {scheme: "dark", width: 1280, height: 900},
  {scheme: "light", width: 390, height: 844},
  {scheme: "dark", width: 390, height: 844}
] as const;

describe("the built site in a browser", () => {
  const reader = useReader();

  // The pages of one study's areas or towns are one page with other numbers: each is opened in one view, by turns, and where they are many, some for all.
  const alike = pages.filter(
    (path) =>
      pages.includes(`${path.split("/")[0]}.html`) && path.includes("/") && !path.startsWith("methods/")
  );
  const many = 4;
  const stands = (path: string) => {
    const same = alike.filter((other) => other.split("/")[0] === path.split("/")[0]);
    return same.indexOf(path) % Math.ceil(same.length / many) === 0;
  };
  const opened = pages.filter((path) => !alike.includes(path) || stands(path));
  // Text with a table: wide and light, narrow and dark.
  const plain = (path: string) => path.startsWith("methods/");
  const seenIn = (path: string, i: number) =>
    alike.includes(path) ? i === alike.indexOf(path) % VIEWS.length : !plain(path) || i % 3 === 0;
  const views = opened.flatMap((path) =>
    VIEWS.filter((_, i) => seenIn(path, i)).map((view) => [path, view.scheme, view.width, view] as const)
  );

  it("has a report and a page of methods for every study", () => {
    const {cards}: Cards = JSON.parse(readFileSync(join(folder, "api/cards.json"), "utf8"));
    for (const {page} of cards)
      expect(pages).toEqual(expect.arrayContaining([`${page.slice(1)}.html`, `methods${page}.html`]));
  });

  // Pages wait more than they work, so two are open at a time.
  const two = pLimit(2);
  const check = async (path: string, width: number, view: (typeof VIEWS)[number]) => {
    const opened = await reader.open(path.replace(/(index)?\.html$/, ""), view);
    const {page, faults} = opened;
    try {
      if (width > 1000) {
        const {requests, code, data} = await measure(opened);
        expect(requests).toBeLessThanOrEqual(BUDGET.requests);
        expect(code).toBeLessThanOrEqual(BUDGET.code);
        expect(data).toBeLessThanOrEqual(BUDGET.data);
      }
      expect(await layoutShift(page)).toBeLessThanOrEqual(0.1);
      await scrollThrough(page);
      await settle(page);
      expect(await layoutShift(page)).toBeLessThanOrEqual(0.1);
      expect(await shownErrors(page)).toEqual([]);
      expect(faults.filter(({text}) => !(path === "404.html" && text.includes("404")))).toEqual([]);
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
      expect(await accessibilityFindings(page)).toEqual([]);
    } finally {
      await opened.close();
    }
  };

  it.concurrent.each(views)(
    "%s opens without a fault: %s, %i px",
    (path, _scheme, width, view) => two(() => check(path, width, view)),
    180_000
  );
});
