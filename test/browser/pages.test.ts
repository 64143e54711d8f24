import {readFileSync} from "node:fs";
import {join} from "node:path";
import pLimit from "p-limit";
import {describe, expect, inject, it} from "vitest";
import {BUDGET} from "../../scripts/site/check/weight.js";
import {listFiles} from "../../scripts/site/dist/files.js";
import type {Cards} from "../../src/lib/artifacts/cards.js";
import {accessibilityFindings, layoutShift, scrollThrough, sidewaysScroll} from "./audit.js";
import {measure, settle, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";

const folder = inject("site");
const pages = listFiles(folder).filter((path) => path.endsWith(".html"));

const wide = {width: 1280, height: 900} as const;
const narrow = {width: 390, height: 844} as const;
/** In each view a page is opened in the first scheme; then the reader's system changes to the second, where there is one: colours do not depend on the width. */
const VIEWS = [
  {...wide, schemes: ["light", "dark"]},
  {...narrow, schemes: ["dark"]}
] as const;
type View = {
  readonly width: number;
  readonly height: number;
  readonly schemes: readonly ("light" | "dark")[];
};

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
  // Text with a table needs no second scheme.
  const once = (path: string) => alike.includes(path) || path.startsWith("methods/") || path === "404.html";
  const seenIn = (path: string, i: number) =>
    !alike.includes(path) || i === opened.indexOf(path) % VIEWS.length;
  const views = opened.flatMap((path) =>
    VIEWS.filter((_, i) => seenIn(path, i)).map(({schemes, ...size}) => {
      const seen = schemes.slice(0, once(path) ? 1 : 2);
      return [path, seen.join(", then "), size.width, {...size, schemes: seen}] as const;
    })
  );

  it("has a report and a page of methods for every study", () => {
    const {cards}: Cards = JSON.parse(readFileSync(join(folder, "api/cards.json"), "utf8"));
    for (const {page} of cards)
      expect(pages).toEqual(expect.arrayContaining([`${page.slice(1)}.html`, `methods${page}.html`]));
  });

  // Pages wait more than they work, so two are open at a time.
  const two = pLimit(2);
  const check = async (path: string, {schemes: [scheme, other], ...size}: View) => {
    const opened = await reader.open(path.replace(/(index)?\.html$/, ""), {...size, scheme});
    const {page, faults} = opened;
    try {
      if (size.width > 1000) {
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
      if (other === undefined) return;
      await page.emulateMedia({colorScheme: other});
      await settle(page);
      expect(await layoutShift(page)).toBeLessThanOrEqual(0.1);
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(await shownErrors(page)).toEqual([]);
      expect(faults.filter(({text}) => !text.includes("404"))).toEqual([]);
    } finally {
      await opened.close();
    }
  };

  it.concurrent.each(views)(
    "%s opens without a fault: %s, %i px",
    (path, _schemes, _width, view) => two(() => check(path, view)),
    180_000
  );
});
