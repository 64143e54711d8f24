import {existsSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, inject, it} from "vitest";
import {scrollThrough} from "./audit.js";
import {settle, shownErrors} from "./harness.js";
import {useReader} from "./reader.js";

describe.skipIf(!existsSync(join(inject("site"), "gas.html")))("the forms of the gas page", () => {
  const reader = useReader();

  it("open on what a link says, follow the unit together, and keep the link up to date", async () => {
    const opened = await reader.open("gas?above=3.5&mean=5&shock=brent&unit=p%2FkWh");
    const {page} = opened;
    const seen = async () => {
      await scrollThrough(page);
      await settle(page);
      return page.evaluate(() => {
        const value = (query: string) => document.querySelector<HTMLInputElement>(query)?.value;
        return {
          headline: document.querySelector("h1")?.textContent ?? "",
          threshold: value("input[name=threshold]"),
          shock: value("select[name=shock]"),
          finding: document.querySelector(".move-finding")?.textContent ?? "",
          asked: new URLSearchParams(location.search).get("above")
        };
      });
    };
    try {
      const first = await seen();
      expect(first).toMatchObject({threshold: "3.5", shock: "brent", asked: "3.5"});
      expect(first.headline).toContain("p/kWh");
      expect(first.finding).toMatch(/^Brent .*p\/kWh/);
      await page.fill("input[name=threshold]", "4");
      await page.selectOption("select[name=unit]", "p/therm");
      const then = await seen();
      expect(then).toMatchObject({threshold: "117.2", shock: "brent", asked: "4"});
      expect(then.headline).toContain("p/therm");
      expect(then.finding).toMatch(/^Brent .*p\/therm/);
      expect(await shownErrors(page)).toEqual([]);
      expect(opened.faults).toEqual([]);
    } finally {
      await opened.close();
    }
  });
});
