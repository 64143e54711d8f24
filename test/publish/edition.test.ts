import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Ajv2020} from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {z} from "zod";
import {editionFiles} from "../../models/publish/edition.js";
import type {EditionInput, PublishedStudy} from "../../models/publish/published.js";
import {publishStudy} from "../../models/publish/study.js";
import {studyReport} from "../../models/publish/study-report.js";
import {cardsSchema, studiesSchema} from "../../src/lib/artifacts/cards.js";
import {editionSchema} from "../../src/lib/artifacts/edition.js";
import {healthSchema} from "../../src/lib/artifacts/health.js";
import {methodsSchema, studySchema} from "../../src/lib/artifacts/study.js";
import {dataSchema} from "../../src/lib/artifacts/tables.js";
import {parseOpenMetrics} from "./open-metrics.js";
import {publication} from "./publication.js";

describe("the files about all studies", () => {
  let study: PublishedStudy;
  let input: EditionInput;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "almanac-edition-"));
    await publishStudy(publication({title: 'Load & <weather> "now"'}), folder);
    const read = async (name: string) =>
      JSON.parse(await readFile(join(folder, "api/made-up", name), "utf8"));
    study = {
      report: await read("study.json"),
      forecast: await read("forecast.json"),
      backtest: await read("backtest.json"),
      drift: await read("drift.json")
    };
    const cost = {startedAt: "2024-04-30T06:20:00.000Z", seconds: 1.25, cpuSeconds: 1, peakMemoryMB: 200};
    const tasks = [{task: 'made-up/"judge"\n', ...cost, rows: 480, bytes: 1234, bytesRead: 99}];
    input = {edition: "2024-04-30T06:30:00.000Z", studies: [study], tasks};
  });
  afterAll(() => rm(folder, {recursive: true}));

  it.each([
    ["edition", editionSchema],
    ["health", healthSchema],
    ["studies", studiesSchema],
    ["cards", cardsSchema],
    ["data", dataSchema],
    ["methods", methodsSchema]
  ])("%s.json fits its JSON Schema", (name, schema) => {
    const ajv = new Ajv2020({strict: true, allowUnionTypes: true, allErrors: true});
    addFormats.default(ajv);
    const validate = ajv.compile(z.toJSONSchema(schema));
    const value = JSON.parse(editionFiles(input)[`api/${name}.json`]!);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({})).toBe(false);
  });

  const health = (studies: readonly PublishedStudy[]) =>
    JSON.parse(editionFiles({...input, studies})["api/health.json"]!);
  const recorded = (): PublishedStudy => {
    const provenance = {...study.report.provenance, mode: "recorded" as const};
    return {...study, report: {...study.report, study: "other", provenance, line: "Recorded data."}};
  };

  it("health is as good as the worst study, and says why", () => {
    expect(health([study])).toMatchObject({
      status: "ok",
      studies: [{status: "ok", champion: "good", asOf: "2024-04-28"}]
    });
    expect(health([study]).studies[0].message).toBeUndefined();
    expect(health([study, recorded()])).toMatchObject({
      status: "stale",
      studies: [{status: "ok"}, {status: "stale", message: "Recorded data."}]
    });
    expect(health([{...study, failure: "HTTP 503"}, recorded()])).toMatchObject({
      status: "degraded",
      studies: [{message: "Not made anew: HTTP 503"}, {}]
    });
  });

  const absent = {study: "gas", title: "Gas", question: "How dear?", failure: "HTTP 503"};
  const cards = (more: Partial<EditionInput>) =>
    JSON.parse(editionFiles({...input, ...more})["api/cards.json"]!);

  it("the cards say each study's finding, and why there is none", () => {
    const {headline, cards: all} = cards({absent: [absent]});
    expect(all.map(({study, status}: {study: string; status: string}) => [study, status])).toEqual([
      ["made-up", "ok"],
      ["gas", "absent"]
    ]);
    expect(headline).toBe(all[0].forecast.headline);
    expect(all[0].forecast).toMatchObject({step: "PT6H", timeZone: "UTC", unit: "MW"});
    expect(all[1]).toMatchObject({page: "/gas", message: "HTTP 503", forecast: null});
    expect(cards({studies: [{...study, failure: "HTTP 500"}]}).cards[0]).toMatchObject({
      status: "degraded",
      message: "Not made anew: HTTP 500"
    });
  });

  it("a study's own card takes the place of the plain one", () => {
    const {forecast, study: _, ...plain} = {study: "", ...cards({}).cards[0]};
    const {horizon, step, timeZone, ...fields} = forecast;
    const card = {...fields, study: "made-up", headline: "It is quiet"};
    expect(cards({studies: [{...study, card}]})).toMatchObject({
      headline: "It is quiet",
      cards: [{...plain, forecast: {headline: "It is quiet", horizon, step, timeZone}}]
    });
  });

  it("an edition that a study is missing from is degraded", () => {
    expect(JSON.parse(editionFiles({...input, absent: [absent]})["api/health.json"]!)).toMatchObject({
      status: "degraded",
      studies: [{status: "ok"}],
      absent: [{study: "gas", message: "HTTP 503"}]
    });
    expect(health([study]).absent).toBeUndefined();
  });

  it("the edition says the least fresh of what is shown", () => {
    const edition = JSON.parse(editionFiles({...input, studies: [study, recorded()]})["api/edition.json"]!);
    expect(edition).toMatchObject({mode: "recorded", line: "Recorded data.", day: "2024-04-29"});
    expect(() => editionFiles({...input, studies: []})).toThrow("at least one study");
  });

  it("a table that two studies read is shown once", () => {
    const {tables} = JSON.parse(editionFiles({...input, studies: [study, recorded()]})["api/data.json"]!);
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({
      id: "made-up-load",
      studies: ["made-up", "other"],
      days: {repaired: ["2024-02-01"]}
    });
  });

  it("methods are the study's own definition, with the decision", () => {
    const [method] = JSON.parse(editionFiles(input)["api/methods.json"]!).studies;
    expect(method.tables).toBeUndefined();
    expect(method.scheme).toEqual(study.backtest.scheme);
    expect(method.intervals).toEqual({error: "log", window: 50, rate: 0.03});
    expect(method.candidates[1]).toMatchObject({
      name: "good",
      description: "How the good one works.",
      alias: "champion"
    });
    expect(method.decisions[0].reason).toBe("good is the first champion: lowest MAPE on the second day.");
  });

  it("a study of probabilities has no intervals of the outcome, and names its own test and its own words", () => {
    const {study: definition, data, registry, tables} = publication();
    const about = {provenance: study.report.provenance, issuedAt: study.report.issuedAt, day: "2024-04-29"};
    const test = {name: "coin", of: () => ({statistic: 0, p: 1})};
    const words = {unknown: "Tomorrow."};
    const own = {...definition, kind: "probability" as const, rule: {...definition.rule, test}, words};
    const report = studyReport(own, data.scheme.leads, registry, tables, about);
    expect(report).toMatchObject({kind: "probability", rule: {test: "coin"}, words});
    expect(report.intervals).toBeUndefined();
    expect(studySchema.safeParse(report).success).toBe(true);
    expect(study.report.rule).not.toHaveProperty("test");
    expect(study.report).not.toHaveProperty("words");
  });

  it("metrics.txt is OpenMetrics", () => {
    const families = parseOpenMetrics(editionFiles(input)["api/metrics.txt"]!);
    const value = (name: string, labels: Record<string, string>) =>
      families
        .find((family) => family.name === `almanac_${name}`)
        ?.samples.find((sample) => Object.entries(labels).every(([key, text]) => sample.labels[key] === text))
        ?.value;
    const table = {study: "made-up", table: "made-up-load", mode: "live"};
    expect(value("table_age_days", table)).toBe(2);
    expect(value("table_age_seconds", table)).toBe(86_400 + 18 * 60);
    expect(value("table_bytes", table)).toBe(1000);
    const task = {task: 'made-up/"judge"\n'};
    expect(value("task_seconds", task)).toBe(1.25);
    expect(value("task_bytes", task)).toBe(1234);
    expect(value("task_read_bytes", task)).toBe(99);
    expect(value("task_memory_bytes", task)).toBe(200 * 2 ** 20);
    expect(value("task_timestamp_seconds", task)).toBe(Date.parse("2024-04-30T06:20:00Z") / 1000);
    const {mape} = study.backtest.candidates[1]!.byLead[1]!;
    expect(value("score_mape_percent", {study: "made-up", candidate: "good", lead: "2"})).toBe(mape);
    const [, load] = study.drift!.columns;
    const column = {study: "made-up", column: "load", test: load!.test};
    expect(value("drift_statistic", column)).toBe(load!.statistic);
    expect(value("drift_threshold", column)).toBe(load!.threshold);
    expect(value("drift_detected", column)).toBe(1);
    expect(value("drift_share_ratio", {study: "made-up"})).toBe(study.drift!.share);
    const units = families.flatMap(({name, unit}) => (unit ? [name] : []));
    expect(units).toContain("almanac_task_bytes");
    expect(families.every(({help}) => help !== "")).toBe(true);
  });

  it("metrics.txt says that a study is missing", () => {
    const text = editionFiles({...input, absent: [absent]})["api/metrics.txt"]!;
    const status = parseOpenMetrics(text).find(({name}) => name === "almanac_study_status")!;
    expect(status.samples.filter(({value}) => value === 1).map(({labels}) => labels)).toEqual([
      {study: "made-up", status: "ok"},
      {study: "gas", status: "absent"}
    ]);
  });

  it.each([
    ["# TYPE a gauge\na 1\n", /ends with/],
    ["# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na 2\n# EOF\n", /stand together/],
    ["# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n", /its unit/],
    ['# TYPE a gauge\na{b="\\x"} 1\n# EOF\n', /no value of b/],
    ['# TYPE a gauge\na{b="1",b="2"} 1\n# EOF\n', /second label/],
    ['# TYPE a gauge\na{b="1"} 1\na{b="1"} 2\n# EOF\n', /second sample/],
    ["# TYPE a gauge\na one\n# EOF\n", /no number/],
    ["a 1\n# EOF\n", /expected a gauge/]
  ])("%j would be refused as OpenMetrics", (text, why) => {
    expect(() => parseOpenMetrics(text)).toThrow(why);
  });

  /** The study as one of probabilities of several series. */
  const chances = (): PublishedStudy => {
    const {report, forecast, backtest} = study;
    const [row] = forecast.rows;
    const metrics = (metrics: object) => ({...metrics, mape: null, brier: 0.09249, auc: 0.9141, f1: 0.7061});
    const rows = ["Albury", "Cairns"].map((series, i) => ({
      ...row!,
      series,
      value: 0.2 + i / 2,
      lo80: 0.1,
      hi80: 0.8
    }));
    const candidates = backtest.candidates.map(({byLead, ...rest}) => ({
      ...{...rest, metrics: metrics(rest.metrics) as typeof rest.metrics},
      byLead: byLead.slice(0, 1).map((lead) => metrics(lead) as typeof lead)
    }));
    return {
      report: {...report, kind: "probability", target: "chance of rain", unit: "probability"},
      forecast: {...forecast, unit: "probability", rows},
      backtest: {...backtest, unit: "probability", candidates}
    };
  };

  it("metrics.txt has the scores of probabilities, and no line for a score that there is none of", () => {
    const text = editionFiles({...input, studies: [chances()]})["api/metrics.txt"]!;
    const of = (name: string) => text.split("\n").filter((line) => line.startsWith(`almanac_score_${name}{`));
    expect(of("brier_ratio")).toContain(
      'almanac_score_brier_ratio{study="made-up",candidate="good",lead="1"} 0.09249'
    );
    expect(of("auc_ratio")[0]).toMatch(/ 0\.9141$/);
    expect(of("f1_ratio")[0]).toMatch(/ 0\.7061$/);
    expect(of("mape_percent")).toEqual([]);
    expect(text).not.toMatch(/mape_percent|null|undefined/);
    expect(editionFiles(input)["api/metrics.txt"]).not.toContain("brier");
  });

  it("the feed says of a forecast what its card says", () => {
    const feed = (one: PublishedStudy) => editionFiles({...input, studies: [one]})["feed.xml"]!;
    expect(feed(chances()).replaceAll("\u00a0", " ")).toContain(
      "<summary>Chance of rain is highest for Cairns on Mon 29 Apr, at 70 %. With 80 % confidence the chance itself lies between 10 % and 80 %. Live data"
    );
    const own = cards({studies: [chances()]}).cards[0].forecast;
    const card = {...own, study: "made-up", headline: "rain in Cairns", sentence: "Dry elsewhere."};
    expect(feed({...chances(), card})).toContain("<summary>Rain in Cairns. Dry elsewhere. Live data");
    expect(feed(study).replaceAll("\u00a0", " ")).toContain(
      "<summary>Made-up load is highest on Tue 30 Apr, at 46,401 MW. With 80 % confidence it then lies between 45,485 MW and 47,335 MW. Live data"
    );
  });

  it("feed.xml is a well-formed Atom feed whose texts are escaped", () => {
    const text = editionFiles({...input, site: "https://example.org/almanac"})["feed.xml"]!;
    const open: string[] = [];
    for (const [, close, name, self] of text.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!self) open.push(name!);
    }
    expect(open).toEqual([]);
    expect(text).toContain(
      "<title>Load &amp; &lt;weather&gt; &quot;now&quot;: forecast from 29 Apr 2024</title>"
    );
    expect(text).toContain('xml:base="https://example.org/almanac/"');
    expect(
      text.match(/<id>urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}<\/id>/g)
    ).toHaveLength(3);
    expect(text).toMatch(/<updated>2024-04-29T06:20:00\.000Z<\/updated>/);
    const control = {...study, report: {...study.report, title: "a\u0000b\u0008c"}};
    expect(editionFiles({...input, studies: [control]})["feed.xml"]).toContain("<title>abc: forecast");
  });

  it("is the same bytes for the same input", () => {
    expect(editionFiles(input)).toEqual(editionFiles(structuredClone(input)));
  });
});
