import {readFileSync} from "node:fs";
import * as dsv from "d3-dsv";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {PATCHES, patched} from "../../scripts/site/seed/patches.js";

const modules = new URL("../../node_modules/", import.meta.url);

/** Evaluates the patched module of d3-dsv; it imports nothing. */
async function patchedDsv(): Promise<typeof dsv> {
  const file = new URL("d3-dsv/dist/d3-dsv.mjs", modules);
  const source = patched(file.pathname, readFileSync(file, "utf8"))!;
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`) as Promise<
    typeof dsv
  >;
}

describe("the patches of libraries that make functions from text", () => {
  it.each(PATCHES.map(({file}) => file).filter((file) => !file.startsWith("@observablehq/")))(
    "%s no longer does, once patched",
    (file) => {
      const url = new URL(file, modules);
      const source = readFileSync(url, "utf8");
      expect(source).toContain("new Function(");
      expect(patched(url.pathname, source)).not.toContain("new Function(");
    }
  );

  it("give Plot's labelled groups a role", () => {
    const url = new URL("@observablehq/plot/src/style.js", modules);
    expect(patched(url.pathname, readFileSync(url, "utf8"))).toContain(
      'applyAttr(selection, "role", "group")'
    );
  });

  it("leave other files alone", () => {
    expect(patched("/x/node_modules/d3-array/src/mean.js", "new Function('x')")).toBeNull();
  });

  it("say so when a library has changed", () => {
    expect(() => patched("/x/node_modules/d3-dsv/dist/d3-dsv.mjs", "export {};")).toThrow(/patches\.ts/);
  });

  it("read CSV as d3-dsv does, whatever the names and values", async () => {
    const {csvParse} = await patchedDsv();
    const name = fc.oneof(
      fc.constantFrom("a", "b", "__proto__", "1", "2", "", "constructor", 'with "quotes"'),
      fc.string()
    );
    const row = fc.array(fc.string({maxLength: 5}), {minLength: 1, maxLength: 4});
    fc.assert(
      fc.property(
        fc.array(name, {minLength: 1, maxLength: 4}),
        fc.array(row, {maxLength: 5}),
        (head, rows) => {
          // Two columns named __proto__ are a syntax error for d3-dsv itself.
          fc.pre(head.filter((column) => column === "__proto__").length < 2);
          const text = dsv.csvFormatRows([head, ...rows]);
          const [expected, actual] = [dsv.csvParse(text), csvParse(text)];
          expect(actual.columns).toEqual(expected.columns);
          expect(actual.map((object) => Object.entries(object))).toEqual(
            expected.map((object) => Object.entries(object))
          );
        }
      )
    );
  });

  it("tell valid from missing values as Arrow does", async () => {
    const url = new URL("apache-arrow/builder/valid.mjs", modules);
    const original = readFileSync(url, "utf8").replace(/^import .*$/gm, "");
    const bodies = [original, patched(url.pathname, original)!];
    const [expected, actual] = (await Promise.all(
      bodies.map(
        (source) =>
          import(
            /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`const valueToString = (x) => typeof x === "string" ? JSON.stringify(x) : String(x);\n${source}`)}`
          )
      )
    )) as {createIsValidFunction(missing: unknown[]): (value: unknown) => boolean}[];
    for (const missing of [
      [],
      [null],
      [null, undefined],
      [Number.NaN],
      [null, "N/A", 0, -1],
      [Number.NaN, 1n, true]
    ])
      for (const value of [null, undefined, Number.NaN, 0, -0, 1, 1n, -1, "N/A", "", true, false])
        expect(
          actual!.createIsValidFunction(missing)(value),
          `${String(value)} in ${missing.map(String)}`
        ).toBe(expected!.createIsValidFunction(missing)(value));
  });
});
