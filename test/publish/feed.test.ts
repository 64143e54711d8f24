import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {editionFiles} from "../../models/publish/edition.js";
import type {EditionInput, PublishedStudy} from "../../models/publish/published.js";
import {publishStudy} from "../../models/publish/study.js";
import type {DecisionRecord} from "../../src/lib/artifacts/decisions.js";
import type {Night} from "../../src/lib/artifacts/pipeline.js";
import {atomFindings, childrenOf, parseAtom} from "./atom.js";
import {publication} from "./publication.js";

const night = (more: Partial<Night>): Night => ({
  ...{startedAt: "2024-04-28T04:43:00.000Z", seconds: 100, threads: 2, status: "ok", studies: []},
  ...{edition: "2024-04-28T04:44:00.000Z", headline: "it is quiet"},
  ...{tasks: {ran: 9, kept: 0, failed: 0, stopped: 0}, bytes: 1, peakMemoryMB: 1, failures: [], log: null},
  ...more
});

describe("the feed", () => {
  let folder: string;
  let study: PublishedStudy;
  let input: EditionInput;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "almanac-feed-"));
    await publishStudy(publication({title: 'Load & <weather> "now"'}), folder);
    const read = async (name: string) =>
      JSON.parse(await readFile(join(folder, "api/made-up", name), "utf8"));
    study = {
      ...{report: await read("study.json"), forecast: await read("forecast.json")},
      backtest: await read("backtest.json")
    };
    input = {edition: "2024-04-30T06:30:00.000Z", studies: [study]};
  });
  afterAll(() => rm(folder, {recursive: true}));

  const feedOf = (more: Partial<EditionInput> = {}) =>
    parseAtom(editionFiles({...input, ...more})["feed.xml"]!);
  const entries = (more: Partial<EditionInput> = {}, kind?: string) =>
    childrenOf(feedOf(more), "entry")
      .map((entry) => ({
        kind: childrenOf(entry, "category")[0]!.attributes.term,
        title: childrenOf(entry, "title")[0]!.text,
        id: childrenOf(entry, "id")[0]!.text,
        updated: childrenOf(entry, "updated")[0]!.text,
        summary: childrenOf(entry, "summary")[0]!.text,
        href: childrenOf(entry, "link")[0]!.attributes.href!
      }))
      .filter((entry) => kind === undefined || entry.kind === kind);
  const nights = [
    night({}),
    night({startedAt: "2024-04-28T05:43:00.000Z", edition: "2024-04-28T05:44:00.000Z", headline: "it blows"}),
    night({
      ...{startedAt: "2024-04-29T04:43:00.000Z", edition: null, headline: null, status: "failed"},
      failures: [{task: "edition", reason: "the disk is full & done"}]
    })
  ];
  const decided = (...decisions: Partial<DecisionRecord>[]): PublishedStudy => {
    const [first] = study.report.decisions;
    return {...study, report: {...study.report, decisions: decisions.map((more) => ({...first!, ...more}))}};
  };

  it("is a valid Atom feed with and without the site's address, whatever it tells", () => {
    const told = {
      nights,
      studies: [
        {...decided({number: 2, replaced: true}, {number: 3, by: "hand"}), failure: "HTTP 503 <html>"}
      ]
    };
    for (const more of [
      {},
      {site: "https://example.org/almanac"},
      told,
      {...told, site: "https://a.example"}
    ])
      expect(atomFindings(feedOf(more))).toEqual([]);
  });

  it("is refused by that test where it is not", () => {
    const xml = editionFiles(input)["feed.xml"]!;
    const broken = (from: string | RegExp, to: string) => atomFindings(parseAtom(xml.replace(from, to)));
    expect(broken(/<updated>[^<]*/, "<updated>yesterday")[0]).toMatch(/3\.3/);
    expect(broken(/<id>[^<]*/, "<id>feed")[0]).toMatch(/IRI/);
    expect(broken("<author><name>Almanac</name></author>", "")).toContain("entry 1: an author (4.1.2)");
    expect(broken(/(<entry>.*?<\/entry>)/s, "$1$1")).toContain("ids are unique (4.2.6)");
    expect(() => parseAtom(xml.replace("</entry>", ""))).toThrow();
    expect(() => parseAtom(xml.replace("&amp;", "&"))).toThrow();
  });

  it("leads to places of the site, absolute where its address is known", () => {
    const feed = feedOf({site: "https://example.org/almanac", nights});
    expect(feed.attributes["xml:base"]).toBe("https://example.org/almanac/");
    const hrefs = [feed, ...childrenOf(feed, "entry")].flatMap((element) =>
      childrenOf(element, "link").map(({attributes}) => attributes.href!)
    );
    for (const href of hrefs)
      expect(new URL(href, "https://example.org/almanac/").href).toMatch(
        /^https:\/\/example\.org\/almanac\//
      );
    expect(hrefs.every((href) => !/^(?:[a-z]+:|\/)/.test(href))).toBe(true);
    expect(feedOf().attributes["xml:base"]).toBeUndefined();
  });

  it("tells each day's newest edition with its finding and the state of its data, newest first", () => {
    const found = entries({nights}, "edition");
    expect(found.map(({title}) => title)).toEqual(["Edition of 30 Apr 2024", "Edition of 28 Apr 2024"]);
    expect(found[0]!.summary).toMatch(/ Load & <weather> "now": live\.$/);
    expect(found[1]).toMatchObject({updated: "2024-04-28T05:44:00.000Z", summary: "It blows.", href: "./"});
    const all = entries({nights}).map(({updated}) => updated);
    expect(all).toEqual([...all].sort().reverse());
    expect(childrenOf(feedOf({nights}), "updated")[0]!.text).toBe("2024-04-30T06:30:00.000Z");
  });

  it("keeps the ids of what it told before", () => {
    const before = entries({}, "edition")[0]!;
    const after = entries(
      {
        edition: "2024-05-01T06:30:00.000Z",
        nights: [night({startedAt: "2024-04-30T06:00:00.000Z", edition: "2024-04-30T06:30:00.000Z"})]
      },
      "edition"
    );
    expect(after.map(({id}) => id)[1]).toBe(before.id);
    expect(after[0]!.id).not.toBe(before.id);
  });

  it("tells decisions that changed the champion or were made by hand, in the candidates' labels", () => {
    const at = "2024-04-20T05:00:00.000Z";
    const told = decided(
      {number: 4, by: "hand", replaced: false, reason: "good stays", at},
      {number: 3, by: "hand", replaced: true, reason: "rollback: good failed", at},
      {number: 2, replaced: true, reason: "good is better"},
      {number: 5, replaced: false, reason: "good stays"},
      {number: 1, replaced: true}
    );
    const found = entries({studies: [told]}, "decision");
    const label = study.report.candidates.find(({name}) => name === "good")!.label;
    expect(found.map(({title}) => title.replace('Load & <weather> "now": ', "")).sort()).toEqual(
      [
        `${label} stays champion, by hand`,
        `${label} becomes champion, by hand`,
        `${label} becomes champion`
      ].sort()
    );
    expect(found.filter(({updated}) => updated === at)).toHaveLength(2);
    expect(found.map(({summary}) => summary)).toContain(`${label} is better.`);
    expect(found[0]!.href).toBe("runs#promotions");
    expect(entries({}, "decision")).toEqual([]);
  });

  it("tells what could not be made, and why", () => {
    expect(entries({nights}, "failure")).toMatchObject([
      {title: "No edition on 29 Apr 2024", summary: "edition: The disk is full & done.", href: "pipeline"}
    ]);
    const absent = [{study: "gas", title: "Gas", question: "How dear?", failure: "HTTP 503"}];
    expect(entries({absent, studies: [{...study, failure: "HTTP 500"}]}, "failure")).toMatchObject([
      {
        title: 'Not made anew on 30 Apr 2024: Load & <weather> "now", Gas',
        summary: 'Load & <weather> "now": Not made anew: HTTP 500. Gas: HTTP 503.'
      }
    ]);
    expect(entries({}, "failure")).toEqual([]);
  });
});
