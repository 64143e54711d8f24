import {randomBytes} from "node:crypto";
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {checkSite, findingLines} from "../../scripts/site/check/check.js";

let folder: string;
const write = (path: string, text: string | Buffer) => {
  mkdirSync(join(folder, path, ".."), {recursive: true});
  writeFileSync(join(folder, path), text);
};

/** A page that is well, with something more in its head, body or script. */
function page({head = "", body = "", script = ""} = {}): string {
  return `<!DOCTYPE html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<link rel="stylesheet" href="./style.css"><link rel="modulepreload" href="./_observablehq/client.js">${head}
<script type="module">
import {define} from "./_observablehq/client.js";
registerFile("./api/health.json", {"name":"./api/health.json","mimeType":"application/json","path":"./_file/api/health.json","size":12});
${script}
</script></head><body><h2 id="here">Here</h2><a href="./france">France</a> <a href="#here">here</a>
<a href="https://www.rte-france.com/">RTE</a> <a href="mailto:a@example.org">mail</a>${body}</body></html>`;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-check-"));
  write("index.html", page());
  write("france.html", page({head: '<link rel="canonical" href="https://example.org/france">'}));
  write("style.css", "@media print {a {color: #000}} b {background: url(data:image/png;base64,AA==)}");
  write(
    "_observablehq/client.js",
    'import "./runtime.js"; export const define = () => import("../_npm/lodash@4.0.0/unused.js");'
  );
  write("_observablehq/runtime.js", "export const runtime = 1;");
  write("_file/api/health.json", '{"status":1}');
  write("api/health.json", '{"status":1}');
});
afterEach(() => rmSync(folder, {recursive: true}));

const found = () => findingLines(checkSite(folder).findings);

describe("the check of a site", () => {
  it("finds nothing on a site that is well", () => {
    expect(found()).toEqual([]);
  });

  it("weighs a page with all that it imports, each file once", () => {
    const {weights} = checkSite(folder);
    expect(weights.map(({page: path, requests}) => [path, requests])).toEqual([
      ["france.html", 4],
      ["index.html", 4]
    ]);
    expect(weights[0]!.code).toBeGreaterThan(100);
    expect(weights[0]!.data).toBeGreaterThan(10);
  });

  const body = (html: string) => () => write("index.html", page({body: html}));
  const script = (code: string) => () => write("index.html", page({script: code}));
  const head = (html: string) => () => write("index.html", page({head: html}));

  it.each<[string, () => void, RegExp]>([
    [
      "an error box",
      body('<div class="observablehq--inspect observablehq--error">SyntaxError: x</div>'),
      /shows an error: SyntaxError: x/
    ],
    ["a link to no page", body('<a href="./nowhere">x</a>'), /links to \.\/nowhere, which does not exist/],
    ["a link out of the site", body('<a href="../other">x</a>'), /links to \.\.\/other/],
    ["a link to no place", body('<a href="./france#peak">x</a>'), /france\.html has no place named "peak"/],
    ["a link to no place on the page itself", body('<a href="#peak">x</a>'), /no place named "peak"/],
    ["a missing image", body('<img src="./chart.png">'), /refers to chart\.png \(img\)/],
    [
      "an image from elsewhere",
      body('<img srcset="https://cdn.example/a.png 2x">'),
      /loads https:\/\/cdn\.example\/a\.png from another origin/
    ],
    [
      "a stylesheet from elsewhere",
      head('<link rel="stylesheet" href="//fonts.example/x.css">'),
      /loads \/\/fonts\.example\/x\.css/
    ],
    ["a preconnection", head('<link rel="preconnect" href="https://fonts.example">'), /fonts\.example/],
    [
      "a script from elsewhere",
      head('<script src="https://cdn.example/x.js"></script>'),
      /loads https:\/\/cdn\.example\/x\.js/
    ],
    [
      "a missing preloaded module",
      head('<link rel="modulepreload" href="./_import/a.js">'),
      /refers to _import\/a\.js/
    ],
    [
      "a bare import in a page",
      script('const x = await import("leftpad");'),
      /imports "leftpad", which a browser cannot resolve.*npm install leftpad/
    ],
    [
      "an import from elsewhere",
      script('const x = await import("https://esm.example/x");'),
      /imports https:\/\/esm\.example\/x/
    ],
    ["a missing module", script('const x = await import("./_import/x.js");'), /refers to _import\/x\.js/],
    ["a script that is none", script("const = 1;"), /not JavaScript/],
    [
      "missing data",
      script('registerFile("./d.json", {"name":"./d.json","path":"./_file/d.json"});'),
      /refers to _file\/d\.json \(data\)/
    ],
    [
      "a bare import in a module",
      () => write("_import/a.js", 'import x from "leftpad";'),
      /_import\/a\.js imports "leftpad"/
    ],
    [
      "a missing import of a module",
      () => write("_import/a.js", 'export * from "./b.js";'),
      /refers to _import\/b\.js/
    ],
    [
      "a missing file of a module",
      () => write("_import/a.js", 'import.meta.resolve("./b.bin");'),
      /refers to _import\/b\.bin/
    ],
    [
      "a missing static import of Framework",
      () => write("_observablehq/x.js", 'import "../_npm/a@1.0.0/a.js";'),
      /refers to _npm\/a@1\.0\.0/
    ],
    [
      "a font from elsewhere",
      () =>
        write("style.css", '@import "https://fonts.example/x.css"; a {src: url(//fonts.example/b.woff2)}'),
      /b\.woff2 from another origin/
    ],
    ["a missing font", () => write("style.css", "a {src: url('./c.woff2')}"), /refers to \.\/c\.woff2/],
    [
      "a library that is not installed",
      () => write("_npm/lodash@0.0.0/abc.js", "throw 1;"),
      /uses lodash, which is not installed.*npm install lodash/
    ],
    [
      "a page without a policy",
      () => write("index.html", "<!doctype html><p>"),
      /has no Content-Security-Policy/
    ],
    [
      "too much code",
      () => write("style.css", `/*! ${randomBytes(310_000).toString("base64")} */`),
      /kB of script and style at first view, more than 300\.0 kB/
    ],
    [
      "too many requests",
      () => {
        const names = Array.from({length: 23}, (_, i) => `./_import/m${i}.js`);
        for (const name of names) write(name, "export {};");
        write(
          "index.html",
          page({head: names.map((name) => `<link rel="modulepreload" href="${name}">`).join("")})
        );
      },
      /makes 27 requests before it runs anything, more than 25/
    ]
  ])("finds %s", (_, spoil, message) => {
    spoil();
    const lines = found();
    expect(lines.filter((line) => message.test(line)).length, lines.join("\n")).toBeGreaterThan(0);
    expect(lines.every((line) => /\. [A-Z].+\.$/.test(line))).toBe(true);
  });

  it("follows links under the base that the site will have", () => {
    write("index.html", page({body: '<a href="/almanac/api/health.json">data</a>'}));
    expect(checkSite(folder, {base: "/almanac/"}).findings).toEqual([]);
    expect(checkSite(folder, {base: "/"}).findings).toHaveLength(1);
  });

  it("says so where there are no pages", () => {
    rmSync(join(folder, "index.html"));
    rmSync(join(folder, "france.html"));
    expect(found().join()).toContain("has no pages");
  });
});
