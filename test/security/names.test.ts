import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {type Chunk, createPulls} from "../../data-loaders/pulls.js";
import {artifactFile} from "../../scripts/site/artifacts/print.js";
import {finishDocument} from "../../scripts/site/finish/document.js";
import {sayWhatIsAbsent} from "../../scripts/site/frame/absent.js";
import {firstPage} from "../../scripts/site/frame/first-page.js";
import {colophon, headOf, masthead} from "../../scripts/site/frame/frame.js";
import {parameterPages, plainId} from "../../scripts/site/frame/pages.js";
import {findFile} from "../../scripts/site/serve/server.js";
import {areas, metropole} from "../../src/lib/areas.js";
import {towns} from "../../src/lib/towns.js";
import {webAddress} from "../../src/lib/web-address.js";

const folder = mkdtempSync(join(tmpdir(), "almanac-names-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const outside = ["..", "../secret", "a/b", "a\\b", "/etc/passwd", ".hidden", "", "a\0b", "%2e%2e/x", "a b"];

describe("a name that leads out of its folder", () => {
  const chunk: Chunk = {
    ...{publisher: "odre", dataset: "eco2mix", name: "2024", origin: "https://example.org", path: "/"},
    format: "csv",
    settled: 0,
    every: 0
  };
  it.each(outside)("%j names no copy of a pull: nothing is asked, nothing written", async (name) => {
    const get = () => Promise.reject(new Error("it was asked"));
    const pulls = createPulls({get}, {state: join(folder, "store"), now: new Date(0)});
    for (const field of ["publisher", "dataset", "name"])
      await expect(pulls.pull([{...chunk, [field]: name}])).rejects.toThrow(
        /cannot name a copy of what is pulled: expected letters/
      );
    await expect(pulls.pull([chunk])).rejects.toThrow("it was asked");
    expect(readdirSync(folder)).not.toContain("store");
  });

  it.each(outside)("%j names no artifact, no page and no file of the site", (name) => {
    expect(() => artifactFile("api/[study]/forecast.json", [`--study=${name}`])).toThrow();
    expect(plainId.safeParse(name).success).toBe(false);
    mkdirSync(join(folder, "site"), {recursive: true});
    writeFileSync(join(folder, "secret"), "");
    writeFileSync(join(folder, "secret.html"), "");
    expect(findFile(join(folder, "site"), `/${name}`)).toBeUndefined();
    expect(findFile(join(folder, "site"), `/${encodeURIComponent(name)}`)).toBeUndefined();
  });

  it("is none of an area's, a town's or their publishers'", () => {
    for (const {id, code} of areas)
      expect([id, code].map((text) => plainId.safeParse(text).success)).toEqual([true, true]);
    for (const {id, station, bom} of towns)
      for (const text of [id, station, bom?.product ?? "IDCJDW1"])
        expect(plainId.safeParse(text).success).toBe(true);
    expect(() => metropole("../brest")).toThrow();
  });
});

const hostile =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Framework would run
  '<img src=x onerror="alert(1)"><script>alert(2)</script> ${alert(3)} `${alert(4)}` [x](javascript:alert(5)) *a*\n\n```js\nalert(6)\n```\n\n# heading\n';

describe("a hostile text in what is published", () => {
  const state = join(folder, "state");
  const write = (path: string, value: unknown) => {
    mkdirSync(join(state, "artifacts/api", path, ".."), {recursive: true});
    writeFileSync(join(state, "artifacts/api", path), JSON.stringify(value));
  };
  const source = {
    ...{publisher: hostile, dataset: hostile, title: hostile, url: "https://example.org/", licence: hostile},
    ...{pulledAt: "2024-12-25T05:00:00Z", sha256: "0"}
  };
  const provenance = {mode: "recorded", asOf: "2024-12-24", sources: [source]};
  beforeAll(() => {
    write("cards.json", {
      ...{edition: "2024-12-25T06:00:00Z", headline: hostile},
      cards: [
        {
          ...{study: "gas", title: hostile, question: hostile, page: "/gas", status: "absent"},
          ...{message: hostile, forecast: null}
        }
      ]
    });
    write("health.json", {
      ...{status: "stale", edition: "2024-12-25T06:00:00Z"},
      studies: ["france", "rain"].map((study, i) => ({
        ...{study, status: "stale", asOf: "2024-12-24", champion: hostile, message: hostile},
        provenance: i ? {...provenance, mode: "live"} : provenance
      }))
    });
    write("brest/areas.json", [{id: "brest", name: hostile}]);
  });

  it("is no code, no markup and no Markdown on the page of a study that there is nothing of", () => {
    const parser = sayWhatIsAbsent({parse: (source: string, _: {path?: string}) => source}, state);
    const page = parser.parse("own", {path: "/gas"});
    expect(page.match(/<\w+/g)).toEqual(["<h1", "<p", "<strong", "<p", "<p", "<a"]);
    // What Framework runs is ${…} anywhere and blocks of code; a blank line within a text would end the HTML.
    expect(page).not.toMatch(/\$\{|`|\]\(|\*a\*/);
    expect(page.split("\n\n")).toHaveLength(4);
    expect(page).toContain("&#36;&#123;alert(3)&#125;");
  });

  it("is text above and below every page, and in its head", () => {
    const pages = [{name: hostile, path: "/france"}];
    // The line about an old edition brings a script of its own, the same on every page.
    const own = /<script>\n\(\(\) => \{\n {2}const line = [^<]*<\/script>/;
    for (const html of [
      masthead(hostile, pages, "/index", state).replace(own, ""),
      colophon(state),
      headOf({description: hostile})
    ]) {
      expect(html).not.toMatch(/<(img|script)/);
      expect(html).not.toContain('"alert');
    }
    expect(colophon(state)).toContain("&lt;script&gt;");
  });

  it("is a title and nothing else where it names an area", () => {
    const template = join(folder, "brest", "[area].md");
    mkdirSync(join(folder, "brest"));
    const page = (title: string) => `---\n${title}\n---\n# \${observable.params.area}\n`;
    writeFileSync(template, page("title: Load"));
    const [, title, , ...body] = firstPage(template, {state}).split("\n");
    expect(title).toBe(`title: ${JSON.stringify(`${hostile}: load`)}`);
    expect(body).toEqual(["# brest", ""]);
    const html = "<!doctype html><html><head><title>Load</title></head><body></body></html>";
    const finished = finishDocument(html, {path: "brest/brest.html", feed: false, name: hostile});
    expect(finished).toContain("<title>&lt;img");
    expect(finished).not.toMatch(/<(img|script)/);
  });

  it("is no page where it is an id", () => {
    const template = join(folder, "brest", "[area].md");
    for (const id of ["$" + "{alert(1)}", "a`b", "../x", '"><script>']) {
      write("brest/areas.json", [{id, name: "A"}]);
      expect(() => firstPage(template, {state})).toThrow(
        /areas\.json: expected a list of things with a name and an id/
      );
      expect(() => parameterPages(folder, state)).toThrow(/expected a list of things with an id/);
    }
  });

  it("is no address that a link leads to", () => {
    for (const address of [
      "javascript:alert(1)",
      " javascript:alert(1)",
      "data:text/html,x",
      "java\nscript:x",
      "//x"
    ])
      expect(webAddress(address)).toBeUndefined();
    expect(webAddress("https://example.org/")).toBe("https://example.org/");
  });
});
