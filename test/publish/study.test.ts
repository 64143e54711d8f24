import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Ajv2020} from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {z} from "zod";
import {quoted, withDatabase} from "../../data-loaders/parquet.js";
import {driftReport} from "../../models/publish/drift.js";
import {artifactJson} from "../../models/publish/json.js";
import {issueInstant, provenanceOf, sourceLine} from "../../models/publish/provenance.js";
import {publishStudy} from "../../models/publish/study.js";
import {trackOf} from "../../models/publish/track.js";
import type {Study} from "../../models/study.js";
import {backtestSchema} from "../../src/lib/artifacts/backtest.js";
import {driftSchema} from "../../src/lib/artifacts/drift.js";
import {forecastSchema} from "../../src/lib/artifacts/forecast.js";
import {runsSchema} from "../../src/lib/artifacts/runs.js";
import {studySchema} from "../../src/lib/artifacts/study.js";
import {type Track, trackSchema} from "../../src/lib/artifacts/track.js";
import {wassersteinNormed} from "../../src/lib/drift/wasserstein.js";
import {addDays} from "../../src/lib/time/zone.js";
import {inSeries, world} from "../judge/world.js";
import {publication, table} from "./publication.js";

const schemas = {
  "forecast.json": forecastSchema,
  "backtest.json": backtestSchema,
  "runs.json": runsSchema,
  "drift.json": driftSchema,
  "study.json": studySchema,
  "track.json": trackSchema
};

describe("what a study publishes", () => {
  let folder: string;
  let paths: string[];
  const input = publication({
    artifacts: async ({forecast}) => ({"recent.json": Buffer.from(forecast.origin)})
  });
  const read = async (name: string) => readFile(join(folder, "api/made-up", name), "utf8");
  const json = async (name: string) => JSON.parse(await read(name));
  const champion = input.judgement.judged.find(({candidate}) => candidate === "good")!;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "almanac-publish-"));
    ({paths} = await publishStudy(input, folder));
  });
  afterAll(() => rm(folder, {recursive: true}));

  it("is one file for each stable address, and what the study adds", async () => {
    const names = [
      "backtest.json",
      "backtest.parquet",
      "drift.json",
      "forecast.csv",
      "forecast.json",
      "ledger.csv",
      "recent.json",
      "runs.json",
      "study.json",
      "track.json"
    ];
    expect(paths).toEqual(names.map((name) => `api/made-up/${name}`));
    expect(await read("recent.json")).toBe("2024-04-29T00:00:00.000Z");
  });

  it.each(Object.entries(schemas))("%s fits its JSON Schema", async (name, schema) => {
    const ajv = new Ajv2020({strict: true, allowUnionTypes: true, allErrors: true});
    addFormats.default(ajv);
    const validate = ajv.compile(z.toJSONSchema(schema));
    const value = await json(name);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(Array.isArray(value) ? [{...value[0], seconds: "long"}] : {...value, unit: 3})).toBe(
      false
    );
  });

  it("shows the backtest's last weeks beside what was issued, called so, until enough of that is known", async () => {
    const track: Track = await json("track.json");
    expect(track).toMatchObject({study: "made-up", metric: "mape", ledger: {editions: 1, known: 0}});
    expect(track.issued.editions.map(({issuedAt}) => issuedAt)).toEqual(["2024-04-29T06:20:00.000Z"]);
    expect(track.issued.errors).toEqual([]);
    const {editions, errors, coverage} = track.backtest!;
    expect(editions).toHaveLength(28);
    expect(new Set(editions.map(({issuedAt}) => issuedAt))).toEqual(new Set([null]));
    expect([editions[0]!.origin, editions.at(-1)!.origin]).toEqual([
      "2024-03-31T00:00:00.000Z",
      "2024-04-27T00:00:00.000Z"
    ]);
    expect(new Set(errors.map(({alias}) => alias))).toEqual(new Set(["champion", "challenger", "reference"]));
    expect(coverage.map(({lead, cases}) => [lead, cases])).toEqual([
      [1, 25],
      [2, 25]
    ]);
    // The challenger knows its covariates only as they were, so the champion is shown so too.
    expect(track.uncertainWeather).toBe(false);
    const row = 117 * 8;
    expect(editions.at(-1)!.forecasts[0]).toMatchObject({alias: "champion", candidate: "good"});
    expect(editions.at(-1)!.forecasts[0]!.value).toEqual(Array.from(champion.values.subarray(row, row + 8)));
  });

  it("shows what could have been issued where all have uncertain covariates, and no backtest once enough is known", () => {
    const {study, data, judgement, registry, issued, issuedAt} = input;
    const judged = judgement.judged.map((one) => ({...one, degraded: one.values.map((value) => value + 7)}));
    const of = (known: number) =>
      trackOf(
        study,
        data,
        {...judgement, judged},
        registry,
        {issued: {...issued, ledger: {...issued.ledger, known}}},
        provenanceOf([table]),
        issuedAt
      );
    const track = of(27);
    expect(track.uncertainWeather).toBe(true);
    expect(track.backtest!.editions.at(-1)!.forecasts[0]!.value[0]).toBe(champion.values[117 * 8]! + 7);
    expect([of(28).backtest, of(28).uncertainWeather]).toEqual([null, false]);
    // The more is known of what was issued, the less of the backtest is published in full beside it.
    expect([0, 10, 27].map((known) => of(known).backtest!.editions.length)).toEqual([28, 18, 7]);
  });

  it("says study, issue, provenance and unit in every report", async () => {
    for (const name of ["forecast.json", "backtest.json", "drift.json", "study.json", "track.json"]) {
      const {study, issuedAt, provenance, unit} = await json(name);
      expect({study, issuedAt, unit}).toEqual({
        study: "made-up",
        issuedAt: "2024-04-29T06:20:00.000Z",
        unit: "MW"
      });
      expect(provenance.mode).toBe("live");
    }
  });

  it("issues the champion's values from the last origin, with the reference beside", async () => {
    const {rows, origin, model} = await json("forecast.json");
    expect(origin).toBe("2024-04-29T00:00:00.000Z");
    expect(model).toEqual({candidate: "good", version: "1", runId: "run-good"});
    expect(rows).toHaveLength(8);
    expect(rows[1]).toMatchObject({
      time: "2024-04-29T06:00:00.000Z",
      value: champion.values[119 * 8 + 1],
      hi95: champion.bands!.hi95[119 * 8 + 1]
    });
    expect(rows[1].reference).toBe(input.judgement.judged[3]!.values[119 * 8 + 1]);
    expect(rows[5].reference).toBeNull();
    const lines = (await read("forecast.csv")).trim().split("\r\n");
    expect(lines).toHaveLength(9);
    expect(lines[2]).toBe(
      `,${rows[1].time},${rows[1].value},${rows[1].lo80},${rows[1].hi80},${rows[1].lo95},${rows[1].hi95},${rows[1].reference},MW,${origin},good`
    );
  });

  it("lets anyone compute the scores again from the rows", async () => {
    const {candidates, scheme} = await json("backtest.json");
    expect(scheme).toMatchObject({from: "2024-03-01", to: "2024-04-27", origins: 58, horizon: 8, block: 4});
    const path = quoted(join(folder, "api/made-up/backtest.parquet"));
    const rows = await withDatabase(async (connection) => {
      const reader = await connection.runAndReadAll(
        `SELECT candidate, count(*)::INTEGER AS n, 100 * avg(abs(value - actual) / actual) AS mape,
           avg((actual BETWEEN lo80 AND hi80)::INTEGER) AS coverage80
         FROM read_parquet(${path})
         WHERE time >= origin + INTERVAL 1 DAY AND recorded IS NULL
         GROUP BY candidate ORDER BY candidate`
      );
      return reader.getRowObjects();
    });
    expect(rows.map(({candidate}) => candidate)).toEqual(["fair", "good", "naive"]);
    for (const {candidate, n, mape, coverage80} of rows) {
      const score = candidates.find(({name}: {name: string}) => name === candidate).byLead[1];
      expect(n).toBe(score.n);
      expect(mape).toBeCloseTo(score.mape, 3);
      expect(coverage80).toBeCloseTo(score.coverage80, 4);
    }
  });

  it("keeps instants as timestamps, whole numbers as integers, and the record only where it differs", async () => {
    const path = quoted(join(folder, "api/made-up/backtest.parquet"));
    await withDatabase(async (connection) => {
      const types = (
        await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${path})`)
      ).getRowObjects();
      expect(types.map((row) => `${row.column_name} ${row.column_type}`)).toEqual([
        ...[
          "candidate VARCHAR",
          "origin TIMESTAMP",
          "time TIMESTAMP",
          "value INTEGER",
          "lo80 INTEGER",
          "hi80 INTEGER"
        ],
        ...["lo95 INTEGER", "hi95 INTEGER", "actual INTEGER", "recorded INTEGER"]
      ]);
      const [row] = (
        await connection.runAndReadAll(
          `SELECT count(*) FILTER (recorded = actual)::INTEGER AS same, count(recorded)::INTEGER AS other,
             count(*) FILTER (candidate = 'official' AND lo80 IS NOT NULL)::INTEGER AS banded FROM read_parquet(${path})`
        )
      ).getRowObjects();
      expect(row).toMatchObject({same: 0, banded: 0});
      expect(row!.other).toBeGreaterThan(0);
    });
  });

  it("finds the column that has moved, and says how far years usually differ", async () => {
    const {columns, current, reference, drifted} = await json("drift.json");
    expect(current).toEqual({from: "2024-04-01", to: "2024-04-28", rows: 224});
    expect(reference).toMatchObject({from: "2021-03-18", to: "2023-05-12", rows: 1344});
    expect(columns.map(({column, drifted}: {column: string; drifted: boolean}) => [column, drifted])).toEqual(
      [
        ["temperature", expect.any(Boolean)],
        ["load", true]
      ]
    );
    expect(columns[1].usual).toBeLessThan(0.3);
    expect(columns[1].statistic).toBeGreaterThan(1);
    expect(drifted).toBe(true);
  });

  it("takes the same four weeks of one earlier year for what is usual", () => {
    const days = Array.from({length: 1214 * 8}, (_, i) => addDays("2021-01-01", Math.floor(i / 8)));
    // In 2022 the column is off in the four weeks themselves; in 2023 only beside them, within the margin.
    const off = (day: string) =>
      (day >= "2022-04-01" && day <= "2022-04-28") || (day >= "2023-03-18" && day < "2023-04-01");
    const values = Float64Array.from(days, (day, i) => Math.sin(i * 7.7) + (off(day) ? 3 : 0));
    const column = {column: "x", unit: "", days, values};
    const report = driftReport(input.study, [column], "2024-04-28", provenanceOf([table]), input.issuedAt);
    const within = (from: string, to: string) => values.filter((_, i) => days[i]! >= from && days[i]! <= to);
    const others = [...within("2021-03-18", "2021-05-12"), ...within("2023-03-18", "2023-05-12")];
    expect(report.columns[0]!.usual).toBeCloseTo(
      wassersteinNormed(others, within("2022-04-01", "2022-04-28")),
      4
    );
    const words = days.map((day) => (off(day) ? "off" : "on"));
    const named = driftReport(
      input.study,
      [{...column, values: words}],
      "2024-04-28",
      provenanceOf([table]),
      input.issuedAt
    );
    expect(named.columns[0]!.test).toBe("jensenshannon");
    const short = {...column, days: days.slice(-400 * 8), values: values.slice(-400 * 8)};
    expect(() =>
      driftReport(input.study, [short], "2024-04-28", provenanceOf([table]), input.issuedAt)
    ).toThrow("Pull a longer history");
  });

  it("marks the runs that hold an alias", async () => {
    const runs = await json("runs.json");
    expect(runs.map(({candidate, alias}: {candidate: string; alias?: string}) => [candidate, alias])).toEqual(
      [
        ["naive", undefined],
        ["good", "champion"],
        ["fair", "challenger"]
      ]
    );
  });

  it("is the same bytes for the same input", async () => {
    const again = await mkdtemp(join(tmpdir(), "almanac-publish-"));
    try {
      await publishStudy(
        publication({artifacts: async ({forecast}) => ({"recent.json": Buffer.from(forecast.origin)})}),
        again
      );
      for (const path of paths)
        expect(await readFile(join(again, path)), path).toEqual(await readFile(join(folder, path)));
    } finally {
      await rm(again, {recursive: true});
    }
  });

  it.each([[["the area"]], [["east", "west"]]])("names its series: %j", async (series) => {
    const other = await mkdtemp(join(tmpdir(), "almanac-publish-"));
    try {
      const made = publication({}, inSeries(world(), series));
      await publishStudy(made, other);
      const path = (name: string) => join(other, "api/made-up", name);
      const {rows} = JSON.parse(await readFile(path("forecast.json"), "utf8"));
      expect(rows.map((row: {series: string}) => row.series)).toEqual(
        series.flatMap((name) => Array.from({length: 8}, () => name))
      );
      const lines = (await readFile(path("forecast.csv"), "utf8")).trim().split("\r\n").slice(1);
      expect(lines.map((line) => line.split(",")[0])).toEqual(
        rows.map(({series}: {series: string}) => series)
      );
      const ledger = (await readFile(path("ledger.csv"), "utf8")).trim().split("\r\n").slice(1);
      expect([...new Set(ledger.map((line) => line.split(",")[5]))]).toEqual(series);
      const {candidates} = JSON.parse(await readFile(path("backtest.json"), "utf8"));
      const counted = await withDatabase(async (connection) => {
        const reader = await connection.runAndReadAll(
          `SELECT series, count(*)::INTEGER AS n, 100 * avg(abs(value - actual) / actual) AS mape
           FROM read_parquet(${quoted(path("backtest.parquet"))})
           WHERE candidate = 'good' AND recorded IS NULL AND time >= origin + INTERVAL 1 DAY
           GROUP BY series ORDER BY series`
        );
        return reader.getRowObjects();
      });
      expect(counted.map((row) => row.series)).toEqual(series);
      const {slices} = candidates.find(({name}: {name: string}) => name === "good");
      if (series.length === 1) expect(slices).not.toHaveProperty("series");
      else {
        for (const [i, {slice, n, mape}] of slices.series.entries()) {
          expect([slice, n]).toEqual([counted[i]!.series, counted[i]!.n]);
          expect(mape).toBeCloseTo(Number(counted[i]!.mape), 3);
        }
      }
    } finally {
      await rm(other, {recursive: true});
    }
  });

  it("says which candidates are others with a further seed", async () => {
    const {study} = world();
    const seeded = study.candidates.map((one) => (one.name === "fair" ? {...one, seedOf: "good"} : one));
    const other = await mkdtemp(join(tmpdir(), "almanac-publish-"));
    try {
      const made = world();
      await publishStudy(publication({}, {...made, study: {...made.study, candidates: seeded}}), other);
      for (const name of ["study.json", "backtest.json"]) {
        const {candidates} = JSON.parse(await readFile(join(other, "api/made-up", name), "utf8"));
        expect(candidates.map(({seedOf}: {seedOf?: string}) => seedOf)).toEqual([
          undefined,
          undefined,
          "good",
          undefined
        ]);
      }
    } finally {
      await rm(other, {recursive: true});
    }
  });

  it("refuses an artifact under a name that is taken or leads elsewhere", async () => {
    for (const name of ["forecast.json", "backtest.parquet", "../health.json"]) {
      const bad = publication({artifacts: async () => ({[name]: new Uint8Array()})});
      await expect(publishStudy(bad, folder)).rejects.toThrow(`adds an artifact "${name}"`);
    }
  });

  it("gives the study's artifacts its scores, and refuses a card that does not fit its schema", async () => {
    let scored = "";
    const artifacts: NonNullable<Study["artifacts"]> = async ({backtest}) => {
      scored = backtest.champion;
      return {"card.json": new TextEncoder().encode('{"headline": "Only this"}')};
    };
    await expect(publishStudy(publication({artifacts}), folder)).rejects.toThrow(
      /made-up\/card\.json does not fit its schema/
    );
    expect(scored).toBe("good");
  });

  it("refuses to issue a forecast without a value", async () => {
    const bare = publication();
    const judged = bare.judgement.judged.map((one) => ({
      ...one,
      values: one.values.map((v, i) => (i === 119 * 8 + 3 ? Number.NaN : v))
    }));
    await expect(publishStudy({...bare, judgement: {...bare.judgement, judged}}, folder)).rejects.toThrow(
      "good, issued at 2024-04-29T00:00:00.000Z, has no value for 2024-04-29T18:00:00.000Z"
    );
  });
});

describe("what a figure is worth", () => {
  it("is what its least fresh table is worth", () => {
    const old = {...table, id: "weather", mode: "last-good" as const, asOf: "2024-04-20"};
    expect(provenanceOf([table, old])).toMatchObject({mode: "last-good", asOf: "2024-04-20"});
    expect(provenanceOf([table, old]).sources).toHaveLength(1);
    expect(() => provenanceOf([])).toThrow("at least one study");
  });

  it("is said in one line with the reason", () => {
    const provenance = provenanceOf([table]);
    expect(sourceLine(provenance)).toBe("Live data, known up to 2024-04-28, pulled 2024-04-29 06:12 UTC.");
    const [source] = provenance.sources;
    const older = {...source!, dataset: "older", pulledAt: "2024-04-29T04:30:00.000Z"};
    expect(sourceLine({...provenance, sources: [source!, older, source!]})).toContain(
      "pulled 2024-04-29 04:30 UTC"
    );
    expect(sourceLine({...provenance, mode: "recorded"}, "odre did not answer.")).toBe(
      "Recorded data, known up to 2024-04-28, because odre did not answer."
    );
    expect(sourceLine({...provenance, mode: "recorded"})).toContain(
      "because the recorded sample was asked for"
    );
    expect(sourceLine({...provenance, mode: "last-good"}, "HTTP 503")).toBe(
      "Last good data, known up to 2024-04-28, because HTTP 503."
    );
  });

  it("a forecast from recorded data is issued at its origin, not today", () => {
    const now = new Date("2026-11-21T08:00:00Z");
    expect(issueInstant("recorded", Date.UTC(2024, 11, 24, 23), now)).toBe("2024-12-24T23:00:00.000Z");
    expect(issueInstant("live", Date.UTC(2024, 11, 24, 23), now)).toBe("2026-11-21T08:00:00.000Z");
  });
});

it("an artifact that does not fit its schema is not made", () => {
  expect(() => artifactJson("x/runs.json", runsSchema, [{runId: 1}] as never)).toThrow(
    "x/runs.json does not fit its schema"
  );
  const extra = {a: "é", b: 1, c: 2};
  expect(() => artifactJson("x.json", z.object({a: z.string(), b: z.number()}), extra)).toThrow(
    "fields that its schema"
  );
  expect(artifactJson("x.json", z.object({b: z.number(), a: z.string()}), {b: 1, a: "é"})).toBe(
    '{"a":"é","b":1}\n'
  );
});
