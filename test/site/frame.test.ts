import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {basePath, baseUrl} from "../../scripts/site/base.js";
import {parsePort} from "../../scripts/site/command.js";
import {absentAt, sayWhatIsAbsent} from "../../scripts/site/frame/absent.js";
import {dataLine, readHealth} from "../../scripts/site/frame/edition.js";
import {firstPage} from "../../scripts/site/frame/first-page.js";
import {colophon, headOf, masthead} from "../../scripts/site/frame/frame.js";
import {descriptionOf, isWritten, parameterPages} from "../../scripts/site/frame/pages.js";
import type {Health} from "../../src/lib/artifacts/health.js";

const provenance = (
  mode: "live" | "recorded",
  publisher: string
): Health["studies"][number]["provenance"] => ({
  mode,
  asOf: "2024-12-24",
  sources: [
    {
      publisher,
      dataset: "d",
      title: "D",
      url: "https://example.org/",
      licence: "Open <Licence>",
      pulledAt: "2024-12-25T05:00:00Z",
      sha256: "0"
    }
  ]
});

const health: Health = {
  status: "ok",
  edition: "2024-12-25T06:00:00Z",
  studies: [
    {
      study: "france",
      status: "ok",
      provenance: provenance("recorded", "RTE"),
      asOf: "2024-12-24",
      champion: "two-stages",
      message: "No publisher could be reached."
    }
  ]
};

const pages = [
  {name: "Today", path: "/index"},
  {name: "France & co", path: "/france"}
];

let state: string;
const publish = (value: unknown) => {
  mkdirSync(join(state, "artifacts/api"), {recursive: true});
  writeFileSync(join(state, "artifacts/api/health.json"), JSON.stringify(value));
};
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "almanac-frame-"));
});
afterEach(() => rmSync(state, {recursive: true}));

describe("the masthead", () => {
  it("says the edition's day and the state of the data in words", () => {
    publish(health);
    const html = masthead("Almanac", pages, "/france", state);
    expect(html).toContain("Edition of 25 Dec 2024");
    expect(html).toMatch(/<span class="state" data-state="recorded">recorded data, 24 Dec 2024<\/span>/);
    expect(html).toContain('<a href="/france" aria-current="page">France &amp; co</a>');
    expect(html).toContain('<a href="/">Today</a>');
    expect(html.indexOf('class="skip"')).toBe(3);
  });

  it("says which study is in which state where they differ", () => {
    const gas = {...health.studies[0]!, study: "gas", provenance: provenance("live", "National Gas")};
    publish({...health, studies: [...health.studies, gas]});
    expect(masthead("Almanac", pages, "/index", state)).toMatch(
      /France &amp; co: <span[^>]*>recorded.*gas: <span[^>]*>live/s
    );
  });

  it("carries a line for the day that the edition is old, unless all of its data are recorded", () => {
    publish(health);
    expect(masthead("Almanac", pages, "/france", state)).not.toContain("old-edition");
    const brest = {...health.studies[0]!, study: "brest", provenance: provenance("live", "RTE")};
    publish({...health, studies: [...health.studies, brest]});
    expect(masthead("Almanac", pages, "/index", state)).toMatch(
      /<p class="notice old-edition" role="status" data-edition="2024-12-25T06:00:00Z" hidden>/
    );
    expect(masthead("Almanac", pages, "/france", state)).not.toContain("old-edition");
    expect(masthead("Almanac", pages, "/brest", state)).toContain("old-edition");
  });

  it("says on a page of one study the state of its own data, and in which part of the site the page is", () => {
    const brest = {...health.studies[0]!, study: "brest", provenance: provenance("live", "RTE")};
    publish({...health, studies: [...health.studies, brest]});
    const html = masthead("Almanac", [...pages, {name: "Areas", path: "/brest"}], "/brest/nantes", state);
    expect(html).toContain('<span class="state" data-state="live">live</span>');
    expect(html).not.toContain("recorded");
    expect(html).toContain('<a href="/brest" aria-current="true">Areas</a>');
    expect(masthead("Almanac", pages, "/francette", state)).toContain("recorded");
  });

  it("says what to do where nothing was published, or what was is not to be read", () => {
    expect(masthead("Almanac", pages, "/index", state)).toContain("No edition yet");
    publish({status: "?"});
    expect(readHealth(state)).toBeUndefined();
    expect(masthead("Almanac", pages, "/index", state)).toContain("npm run refresh");
  });
});

it("the footer credits each publisher with its licence, as text", () => {
  publish(health);
  expect(colophon(state)).toContain("RTE (Open &lt;Licence&gt;)");
});

it("the head holds the page's own description, as text", () => {
  expect(headOf({description: 'a "b" <c>'})).toContain('content="a &quot;b&quot; &lt;c&gt;"');
  expect(headOf({})).not.toContain('name="description"');
});

describe("the line about the data on a terminal", () => {
  it("says which and why, once for studies of the same state", () => {
    const [france] = health.studies as [Health["studies"][number]];
    expect(dataLine(health)).toBe("Data: No publisher could be reached.");
    expect(dataLine({...health, studies: [france, {...france, study: "gas"}]})).toBe(
      "Data: No publisher could be reached."
    );
    const live = {
      ...france,
      study: "gas",
      message: undefined,
      provenance: provenance("live", "National Gas")
    };
    expect(dataLine({...health, studies: [france, live]})).toBe(
      "Data: france: No publisher could be reached. gas: live."
    );
  });
  it("says what to do where there is none", () => {
    expect(dataLine(undefined)).toContain("npm run refresh");
  });
});

describe("what the outside says", () => {
  it("gives the site's base", () => {
    expect(baseUrl("https://example.org/almanac")?.href).toBe("https://example.org/almanac/");
    expect(basePath("https://example.org/almanac")).toBe("/almanac/");
    expect(basePath("")).toBe("/");
  });
  it.each(["example.org", "ftp://example.org", "https://example.org/?a"])(
    "cannot use the base %s",
    (value) => {
      expect(() => baseUrl(value)).toThrow(/ALMANAC_BASE_URL=.*expected/);
    }
  );
  it("gives a port, or says what is none", () => {
    expect(parsePort("8080")).toBe(8080);
    expect(parsePort("")).toBeUndefined();
    for (const wrong of ["80a", "-1", "65536", "1.5"])
      expect(() => parsePort(wrong)).toThrow(`"${wrong}" is no port`);
  });
});

describe("a study that the edition has nothing of", () => {
  const card = (study: string, forecast: null) => ({
    ...{study, title: "Gas & more", question: "How <dear>?", page: `/${study}`},
    ...{status: "absent", message: "HTTP 503", forecast}
  });
  const cards = () => {
    mkdirSync(join(state, "artifacts/api"), {recursive: true});
    const value = {edition: "2024-12-25T06:00:00Z", headline: "", cards: [card("gas", null)]};
    writeFileSync(join(state, "artifacts/api/cards.json"), JSON.stringify(value));
  };

  it.each([
    ["/gas", true],
    ["/gas/uk", true],
    ["/methods/gas", true],
    ["/gasoline", false],
    ["/methods", false],
    ["/index", false]
  ])("its pages are known: %s", (path, absent) => {
    cards();
    expect(absentAt(path, state) !== undefined).toBe(absent);
  });

  it("has pages that say why, as text, in place of their own", () => {
    const parser = sayWhatIsAbsent({parse: (source: string, _: {path?: string}) => source}, state);
    expect(parser.parse("own", {path: "/gas"})).toBe("own");
    cards();
    const said = parser.parse("own", {path: "/gas"});
    expect(said).toContain("No forecast today");
    expect(said).toContain("Gas &amp; more");
    expect(said).toContain("HTTP 503");
    expect(said).toContain("How &lt;dear&gt;?");
    expect(parser.parse("own", {path: "/france"})).toBe("own");
    expect(parser.parse("own", {})).toBe("own");
  });

  it("has no place that a page about all studies links to", () => {
    for (const page of readdirSync("src").filter((name) => name.endsWith(".md"))) {
      const text = readFileSync(join("src", page), "utf8");
      const places = [...text.matchAll(/\.\/methods\/([a-z]+)#/g)].map(([, study]) => `${study}.md`);
      expect(places.filter((of) => of !== page)).toEqual([]);
    }
  });
});

describe("pages with a parameter", () => {
  const root = () => join(state, "src");
  beforeEach(() => {
    mkdirSync(join(root(), "brest"), {recursive: true});
    mkdirSync(join(root(), "lib"), {recursive: true});
    mkdirSync(join(state, "artifacts/api/brest"), {recursive: true});
    writeFileSync(join(root(), "brest/[area].md"), "");
    writeFileSync(join(root(), "brest/notes.md"), "");
    writeFileSync(join(root(), "brest.md.ts"), "");
  });
  const list = (value: unknown) =>
    writeFileSync(join(state, "artifacts/api/brest/areas.json"), JSON.stringify(value));

  it("are made for each published id, and none where no list is published", () => {
    expect(parameterPages(root(), state)).toEqual([]);
    list([{id: "brest", name: "Brest"}, {id: "bretagne-enedis"}]);
    expect(parameterPages(root(), state)).toEqual(["/brest/brest", "/brest/bretagne-enedis"]);
  });

  it.each([["../secret"], [".."], ["a/b"], [""], [3]])("are not made for %j", (id) => {
    list([{id}]);
    expect(() => parameterPages(root(), state)).toThrow(/areas\.json: expected a list/);
  });

  it("have the first of them at the study's own address", () => {
    const page = join(root(), "brest/[area].md");
    writeFileSync(
      page,
      'title: Daily load\nimport "../components/A.js"; f(`../api/brest/d-$' +
        "{observable.params.area}.json`); g(observable.params.area); [m](../methods)"
    );
    expect(firstPage(page, {state})).toContain("title: Daily load");
    list([
      {id: "a-1", name: 'A "B" < C'},
      {id: "c", name: "C"}
    ]);
    expect(firstPage(page, {state})).toBe(
      'title: "A \\"B\\" < C: daily load"\nimport "./components/A.js"; f(`./api/brest/d-a-1.json`); g("a-1"); [m](./methods)'
    );
    list([]);
    expect(() => firstPage(page, {state})).toThrow("expected at least one entry");
  });

  it("have the description of their source, as pages without a parameter have their own", () => {
    writeFileSync(join(root(), "brest/[area].md"), "---\ntitle: T\ndescription: Of an area.\n---\nx");
    writeFileSync(join(root(), "gas.md"), "---\ndescription: Of gas.\n---\n");
    writeFileSync(join(root(), "rain.md"), "---\ntitle: T\n---\ndescription: no front matter");
    const of = (path: string) => descriptionOf(root(), path);
    expect([of("/brest"), of("/brest/a"), of("/gas")]).toEqual(["Of an area.", "Of an area.", "Of gas."]);
    expect([of("/rain"), of("/none"), of("/lib/none")]).toEqual([undefined, undefined, undefined]);
  });

  it("are written as Markdown or as a loader", () => {
    expect(isWritten(root(), "/brest")).toBe(true);
    expect(isWritten(root(), "/brest/notes")).toBe(true);
    expect(isWritten(root(), "/gas")).toBe(false);
  });
});
