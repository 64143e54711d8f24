import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {readAsked, writeAsked} from "../../src/lib/report/gas/asked.js";

describe("what a link asks of the scenarios", () => {
  it("comes back as it was written", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 30}),
        fc.option(fc.integer({min: 1, max: 99_999})),
        (mean, above) => {
          const asked = {mean, above: above === null ? null : above / 1000};
          expect(readAsked(writeAsked(asked, 30), 30)).toEqual(asked);
        }
      )
    );
    expect(writeAsked({mean: 10, above: null}, 30)).toBe("");
  });

  it("is ten days and the last price where it says nothing, or nonsense", () => {
    for (const search of [
      "",
      "?mean=0&above=-1",
      "?mean=31&above=",
      "?mean=1.5&above=<b>",
      "?mean=&above=Infinity"
    ])
      expect(readAsked(search, 30)).toEqual({mean: 10, above: null});
    expect(readAsked("?mean=9", 4)).toEqual({mean: 4, above: null});
    expect(readAsked("?unit=p/kWh&mean=3&above=3.5", 30)).toEqual({mean: 3, above: 3.5});
  });
});
