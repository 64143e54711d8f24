import {createHash} from "node:crypto";
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {findReferences} from "../../scripts/site/dist/modules.js";
import {finishDocument} from "../../scripts/site/finish/document.js";
import {finishSite} from "../../scripts/site/finish/finish.js";
import {namesOfPages} from "../../scripts/site/finish/names.js";
import {contentSecurityPolicy} from "../../scripts/site/finish/policy.js";

const page = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<title>France</title>
<script type="module">

import {define} from "./_observablehq/client.js";
define({id: "1"});
</script>
<script type="application/json">{"not": "run"}</script>
</head>
<body><p>é &amp; &lt;b&gt;</p></body>
</html>
`;

/** What stands between the tags of the first script, as a browser hashes it. */
function inlineScript(html: string): string {
  return /<script type="module">(.*?)<\/script>/s.exec(html)![1]!;
}

function policyOf(html: string): string {
  return /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
}

describe("a finished page", () => {
  const base = new URL("https://example.org/almanac/");
  const finished = finishDocument(page, {path: "france.html", base, feed: true});

  it("allows its own inline script by its hash, and nothing inline besides", () => {
    const hash = createHash("sha256").update(inlineScript(finished)).digest("base64");
    const scripts = /script-src ([^;]*)/.exec(policyOf(finished))![1]!;
    expect(scripts).toBe(`'self' 'wasm-unsafe-eval' 'sha256-${hash}'`);
    expect(policyOf(finished)).toContain("default-src 'none'");
    expect(policyOf(finished)).not.toMatch(/unsafe-eval(?<!wasm-unsafe-eval)|https?:|\*/);
  });

  it("has its policy before any script", () => {
    expect(finished.indexOf("Content-Security-Policy")).toBeLessThan(finished.indexOf("<script"));
  });

  it("is in English, can be zoomed, and knows its address and its feed", () => {
    expect(finished).toContain('<html lang="en">');
    expect(finished).toContain('content="width=device-width, initial-scale=1"');
    expect(finished).toContain('<link rel="canonical" href="https://example.org/almanac/france">');
    expect(finished).toMatch(/<link rel="alternate" href="\.\/feed\.xml" type="application\/atom\+xml"/);
  });

  it("begins its title with what it was made for, once", () => {
    const named = (html: string) =>
      finishDocument(html, {path: "areas/a.html", feed: false, name: "Bretagne (< 36 kVA)"});
    expect(named(page)).toContain("<title>Bretagne (&lt; 36 kVA): france</title>");
    expect(named(named(page))).toBe(named(page));
    expect(finished).toContain("<title>France</title>");
  });

  it("keeps its text", () => {
    expect(finished).toContain("<p>é &amp; &lt;b&gt;</p>");
  });

  it("is not changed by finishing it again", () => {
    expect(finishDocument(finished, {path: "france.html", base, feed: true})).toBe(finished);
  });

  it("has no canonical address where none is configured", () => {
    expect(finishDocument(page, {path: "france.html", feed: false})).not.toContain("canonical");
  });

  it("allows its base where it has one", () => {
    const based = page.replace("<title>", '<base href="/"><title>');
    expect(policyOf(finishDocument(based, {path: "404.html", feed: false}))).toContain("base-uri 'self'");
  });
});

it("the policy names each script once, in a fixed order", () => {
  expect(contentSecurityPolicy(["b", "a", "b"])).toBe(contentSecurityPolicy(["a", "b"]));
});

describe("merging a site's modules", () => {
  let folder: string;
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), {recursive: true});
    writeFileSync(join(folder, path), text);
  };
  const preload = (...paths: string[]) =>
    paths.map((path) => `<link rel="modulepreload" href="${path}">`).join("");
  const cells = (...bodies: string[]) => `<script type="module">${bodies.join("\n")}</script>`;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "almanac-merge-"));
    write("_npm/d3@7.9.2/0.js", 'export const d3 = "d3";');
    write("_import/lib/shared.11111111.js", "export const shared = {};\nexport const unused = 1;");
    write(
      "_import/components/a.22222222.js",
      'import {d3} from "../../_npm/d3@7.9.2/0.js"; import {shared} from "../lib/shared.11111111.js"; export const A = [d3, shared]; export const here = import.meta.url; export const file = import.meta.resolve("../../data.bin");'
    );
    write(
      "_import/components/b.33333333.js",
      'import {shared} from "../lib/shared.11111111.js"; export const B = shared; export const load = () => import("./lazy.44444444.js");'
    );
    write(
      "_import/components/lazy.44444444.js",
      'import {shared} from "../lib/shared.11111111.js"; export const same = shared;'
    );
    write(
      "index.html",
      `<!doctype html><head>${preload("./_npm/d3@7.9.2/0.js", "./_import/components/a.22222222.js", "./_import/lib/shared.11111111.js")}${cells('const {A} = await import("./_import/components/a.22222222.js");')}</head>`
    );
    write(
      "notes/two.html",
      `<!doctype html><head>${preload("../_import/components/a.22222222.js", "../_import/components/b.33333333.js", "../_import/lib/shared.11111111.js")}${cells(
        'const [{A}, {B}] = await Promise.all([import("../_import/components/a.22222222.js"), import("../_import/components/b.33333333.js")]);',
        'const lazy = () => import("../_import/components/lazy.44444444.js");'
      )}</head>`
    );
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  /** Every file that a page loads before it runs, followed through its imports. */
  function loaded(path: string): string[] {
    const html = readFileSync(join(folder, path), "utf8");
    return [...html.matchAll(/rel="modulepreload" href="([^"]*)"/g)].map(([, href]) =>
      new URL(href!, `http://x/${path}`).pathname.slice(1)
    );
  }

  it("leaves one module for a page and one for what pages share", async () => {
    await finishSite(folder);
    expect(loaded("index.html").filter((file) => file.startsWith("_import/"))).toHaveLength(2);
    expect(loaded("notes/two.html").filter((file) => file.startsWith("_import/"))).toHaveLength(2);
    expect(loaded("index.html")).toContain("_npm/d3@7.9.2/0.js");
    expect(
      readdirSync(join(folder, "_import")).filter((file) => file.endsWith(".js")).length
    ).toBeLessThanOrEqual(4);
  });

  it("keeps every name, every instance and every place", async () => {
    await finishSite(folder);
    const script = inlineScript(readFileSync(join(folder, "notes/two.html"), "utf8"));
    const imports = findReferences(script).map(({start, end}) => script.slice(start, end));
    // The page's own imports, run from where the page stands.
    const values = await Promise.all(
      [...script.matchAll(/import\("([^"]+)"\)(?:\.then\(\(m\) => m\.(\w+)\))?/g)].map(
        async ([, path, name]) => {
          const module = (await import(
            /* @vite-ignore */ new URL(path!, `file://${folder}/notes/`).href
          )) as Record<string, unknown>;
          return (name ? module[name] : module) as Record<string, unknown>;
        }
      )
    );
    expect(imports).toHaveLength(3);
    const [a, b, lazy] = values as [
      Record<string, unknown>,
      Record<string, unknown>,
      Record<string, unknown>
    ];
    expect(Object.keys(a).sort()).toEqual(["A", "file", "here"]);
    expect((a.A as unknown[])[0]).toBe("d3");
    expect(b.B).toBe((a.A as unknown[])[1]);
    expect(lazy.same).toBe(b.B);
    expect(
      ((await (b.load as () => Promise<Record<string, unknown>>)()) as Record<string, unknown>).same
    ).toBe(b.B);
    expect(a.here).toBe(`file://${folder}/_import/components/a.22222222.js`);
    expect(a.file).toBe(`file://${folder}/data.bin`);
  });

  it("changes nothing the second time", async () => {
    await finishSite(folder);
    const first = readFileSync(join(folder, "notes/two.html"), "utf8");
    await finishSite(folder);
    expect(readFileSync(join(folder, "notes/two.html"), "utf8")).toBe(first);
  });
});

it("pages that were made for one of several have its published name", () => {
  const folder = mkdtempSync(join(tmpdir(), "almanac-names-"));
  try {
    mkdirSync(join(folder, "api/areas"), {recursive: true});
    writeFileSync(join(folder, "api/areas/towns.json"), '[{"id": "a", "name": "Town A"}, {"id": "b"}]');
    writeFileSync(join(folder, "api/areas/others.json"), '{"id": "a"}');
    const pages = ["index.html", "areas.html", "areas/a.html", "areas/b.html", "methods/a.html"];
    expect([...namesOfPages(folder, pages)]).toEqual([["areas/a.html", "Town A"]]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
