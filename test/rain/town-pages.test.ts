import {gzipSync} from "node:zlib";
import {beforeAll, describe, expect, it} from "vitest";
import {townCsv, townPages, townReport} from "../../models/rain/artifacts/town-pages.js";
import type {RainData} from "../../models/rain/data.js";
import type {ArtifactsInput, Judged} from "../../models/study.js";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import {directions, measures, type RainRecord, type Variable} from "../../src/lib/rain/record.js";
import type {TownReport} from "../../src/lib/report/rain/town/shapes.js";
import {townSkill} from "../../src/lib/report/rain/town/skill.js";
import {addDays, daysBetween} from "../../src/lib/time/zone.js";

/** Cairns has rain on every fourth day; Perth none observed from 2016 on. */
const stations = ["Cairns", "Perth"];
const first = "2012-11-01";
const last = "2016-12-10";
const days = Array.from({length: daysBetween(first, last) + 1}, (_, d) => addDays(first, d));
const fell = (d: number, t: number) =>
  t === 1 && days[d] >= "2016-01-01" ? Number.NaN : d % 4 === 0 ? 8 : 0.4;

function recordOf(): RainRecord {
  const none = () => new Float64Array(days.length * stations.length).fill(Number.NaN);
  const values = Object.fromEntries([...measures, ...directions].map((name) => [name, none()]));
  days.forEach((_, d) => {
    stations.forEach((_, t) => {
      values.rainfall[d * stations.length + t] = fell(d, t);
    });
  });
  return {towns: stations, days, values: values as Record<Variable, Float64Array>};
}

/** Origins: the days of 2015 (not scored), those of 2016 up to the last. */
const originDays = Int32Array.from(days.flatMap((day, d) => (day >= "2014-12-31" ? [d] : [])));
const n = originDays.length;
const scoredFrom = 365;

/** A chance by town of the day after each origin, to three decimals. */
function judgedOf(candidate: string, of: (next: number, town: number) => number): Judged {
  const values = Float64Array.from({length: 2 * n}, (_, i) => of(originDays[i >> 1] + 1, i % 2));
  const band = (by: number) => values.map((value) => Number((value + by).toFixed(3)));
  return {
    ...{candidate, kind: "model", values},
    bands: {lo80: band(-0.01), hi80: band(0.01), lo95: band(-0.02), hi95: band(0.02)}
  };
}

const metrics = {
  f1: 0.7,
  brier: 0.1,
  auc: 0.9,
  threshold: 0.4
} as BacktestReport["candidates"][number]["metrics"];
const spans = {f1: [0.6, 0.8] as [number, number], brier: null, auc: [0.85, 0.95] as [number, number]};

function inputOf(): ArtifactsInput<RainData> {
  const judged = [
    judgedOf("mean", (next) => (next % 4 === 0 ? 0.8 : 0.1)),
    judgedOf("climatology", () => 0.25),
    judgedOf("boosted-3pm", () => 0.33)
  ];
  const actual = Float64Array.from({length: 2 * n}, (_, i) => {
    const next = originDays[i >> 1] + 1;
    return next >= days.length || Number.isNaN(fell(next, i % 2))
      ? Number.NaN
      : Number(fell(next, i % 2) > 1);
  });
  const origins = Float64Array.from(originDays, (d) => Date.parse(days[d]) + 86_400_000);
  const scores = (name: string, label: string) => ({
    ...{name, label, kind: "model", metrics, byLead: [], versusBaseline: null},
    slices: {
      series: [
        {...metrics, n: 300, slice: "Cairns", spans},
        {...metrics, f1: 0.5, n: 300, slice: "Perth"}
      ]
    }
  });
  return {
    ...{tables: {}, today: addDays(last, 1), champion: "mean", judged, files: {}},
    data: {
      data: {
        record: recordOf(),
        originDays,
        trainings: [],
        held: {from: 0, to: scoredFrom}
      } as unknown as RainData,
      scheme: {series: stations, origins, leads: 1, block: 1, times: origins},
      // On the first scored day nothing may be compared.
      truth: {
        actual,
        recorded: actual,
        comparable: Uint8Array.from({length: 2 * n}, (_, i) => Number(i >> 1 !== scoredFrom))
      },
      scoredFrom,
      scoredTo: n - 1
    },
    forecast: {
      rows: stations.map((series) => ({
        series,
        time: "",
        value: 0.87,
        lo80: 0.81,
        hi80: 0.92,
        lo95: 0.78,
        hi95: 0.95
      }))
    } as unknown as Forecast,
    backtest: {
      ...{champion: "mean", scheme: {from: "2016-01-01", to: "2016-12-10"}},
      candidates: [
        scores("mean", "Calibrated mean"),
        scores("climatology", "Climatology"),
        scores("forest", "Forest")
      ]
    } as unknown as BacktestReport
  };
}

describe("what a town's page reads", () => {
  let input: ArtifactsInput<RainData>;
  let cairns: TownReport;
  let perth: TownReport;
  beforeAll(() => {
    input = inputOf();
    cairns = townReport(input, "Cairns");
    perth = townReport(input, "Perth");
  });

  it("is one JSON and one CSV for each town, and small", () => {
    const files = townPages(input);
    expect(Object.keys(files).sort()).toEqual([
      ...["town-cairns.csv", "town-cairns.json", "town-perth.csv", "town-perth.json"]
    ]);
    expect(JSON.parse(new TextDecoder().decode(files["town-cairns.json"]))).toEqual(cairns);
    expect(gzipSync(files["town-cairns.json"]).length).toBeLessThan(12_000);
  });

  it("has the forecast that is issued, with what is usual and what was to be said at 3 pm", () => {
    expect(cairns.ahead).toEqual({
      ...{day: "2016-12-11", known: "2016-12-10", probability: 0.87},
      ...{lo80: 0.81, hi80: 0.92, lo95: 0.78, hi95: 0.95, threshold: 0.4, climatology: 0.25},
      ...{rainToday: fell(days.length - 1, 0), at3pm: 0.33}
    });
    const {judged} = input;
    const without = {...input, judged: judged.filter(({candidate}) => candidate !== "boosted-3pm")};
    expect(townReport(without, "Cairns").ahead.at3pm).toBeNull();
  });

  it("has the sixty days before the origin, each with the forecast that was made of it", () => {
    expect(cairns.recent.from).toBe("2016-10-12");
    const from = days.indexOf("2016-10-12");
    expect(cairns.recent.rain).toEqual(Array.from({length: 60}, (_, i) => fell(from + i, 0)));
    expect(cairns.recent.probability).toEqual(
      Array.from({length: 60}, (_, i) => ((from + i) % 4 === 0 ? 0.8 : 0.1))
    );
  });

  it("says which training made which forecasts", () => {
    expect(cairns.recent.training).toBeNull();
    const {data} = input;
    const trainings = [{day: 100}, {day: days.length - 5, from: n - 3}] as unknown as RainData["trainings"];
    const trained = {...data, data: {...data.data, trainings}};
    expect(townReport({...input, data: trained}, "Cairns").recent.training).toEqual({
      before: days[100],
      until: "2016-12-09"
    });
  });

  it("knows nothing of days that the last origin does not, where reports are late", () => {
    const {data} = input;
    const late = {...data, data: {...data.data, originDays: originDays.subarray(0, n - 1)}};
    const report = townReport({...input, data: late}, "Cairns");
    expect(report.ahead).toMatchObject({day: "2016-12-10", known: "2016-12-09"});
    expect(report.lastDay).toBe("2016-12-09");
    expect(report.season.rain).toHaveLength(9);
    expect(report.recent.rain).toHaveLength(60);
  });

  it("has the season of the day that is forecast, beside earlier ones", () => {
    expect(cairns.season).toMatchObject({label: "summer 2016–17", from: "2016-12-01", usual: {}});
    expect(cairns.season.rain).toHaveLength(10);
    expect(cairns.season.usual?.seasons).toEqual(
      [2015, 2014, 2013, 2012].map((year) => `summer ${year}–${String(year + 1).slice(2)}`)
    );
  });

  it("says of a town without observations which it had, and forecasts it all the same", () => {
    expect(perth.without).toMatch(/Bathurst/);
    expect(perth.lastDay).toBe("2015-12-31");
    expect(perth.gaps).toEqual([]);
    expect(perth.recent.rain.every((mm) => mm === null)).toBe(true);
    expect(perth.recent.probability).not.toContain(null);
    expect(perth.season.rain.every((mm) => mm === null)).toBe(true);
    expect(perth.ahead).toMatchObject({probability: 0.87, rainToday: null});
    expect(perth.skill).toMatchObject({n: 0, rainy: 0, wet: {n: 0, rained: 0}});
    expect(cairns).not.toHaveProperty("without");
  });

  it("counts on the scored rows how often it rained by what had been said", () => {
    const scored = originDays.slice(scoredFrom + 1, n - 1);
    const rainy = [...scored].filter((d) => (d + 1) % 4 === 0).length;
    expect(cairns.skill).toMatchObject({
      ...{n: scored.length, rainy, from: "2016-01-01", to: "2016-12-10"},
      ...{wet: {n: rainy, rained: rainy}, dry: {n: scored.length - rainy, rained: 0}}
    });
    expect(cairns.skill.said.map(({n: count, rained}) => [count, rained])).toEqual([
      [scored.length - rainy, 0],
      [0, 0],
      [rainy, rainy]
    ]);
    expect(cairns.skill.candidates.map(({name, kind}) => [name, kind])).toEqual([
      ["mean", "champion"],
      ["climatology", "rule"]
    ]);
    expect(cairns.skill.candidates[0].scores).toMatchObject({
      f1: {value: 0.7, span: [0.6, 0.8]},
      brier: {value: 0.1, span: null}
    });
    expect(cairns.skill.mean).toEqual({f1: 0.6, brier: 0.1, auc: 0.9, towns: 2});
  });

  it("puts a chance at the bound of a class into the upper one, and a champion beside itself nowhere", () => {
    const pairs = {probability: [0, 0.2, 0.6, 1], happened: [0, 0, 1, 1]};
    const skill = townSkill({...input.backtest, champion: "climatology"}, "Cairns", pairs);
    expect(skill.said.map(({n: count}) => count)).toEqual([1, 1, 2]);
    expect(skill.candidates.map(({name, kind}) => [name, kind])).toEqual([["climatology", "champion"]]);
  });

  it("has every forecast in its CSV, and empty cells for what is not known", () => {
    const lines = townCsv(input, "Perth").trim().split("\r\n");
    expect(lines[0]).toBe("day,rain_mm,mean,lo80,hi80,lo95,hi95,climatology,boosted-3pm");
    expect(lines).toHaveLength(n + 1);
    const wet = originDays.findIndex((d) => (d + 1) % 4 === 0);
    const day = (o: number) => days[originDays[o] + 1];
    expect(lines[wet + 1]).toBe(`${day(wet)},8,0.8,0.79,0.81,0.78,0.82,0.25,0.33`);
    expect(lines[wet + 2]).toBe(`${day(wet + 1)},0.4,0.1,0.09,0.11,0.08,0.12,0.25,0.33`);
    expect(lines.at(-1)).toMatch(/^2016-12-11,,0\.\d,/);
  });

  it("says what is missing where a town has no record, no row or no threshold", () => {
    const {data, forecast, backtest} = input;
    const scheme = {...data.scheme, series: ["Cairns", "Darwin"]};
    expect(() => townReport({...input, data: {...data, scheme}}, "Darwin")).toThrow(
      /expected Darwin in the record, which has Cairns, Perth/
    );
    const rows = forecast.rows.slice(0, 1);
    expect(() => townReport({...input, forecast: {...forecast, rows}}, "Perth")).toThrow(/a row of Perth/);
    const [best, ...others] = backtest.candidates;
    const candidates = [{...best, metrics: {...best.metrics, threshold: null}}, ...others];
    expect(() => townReport({...input, backtest: {...backtest, candidates}}, "Cairns")).toThrow(
      /threshold of the champion mean/
    );
    expect(() => townReport({...input, judged: []}, "Cairns")).toThrow(
      /forecasts of mean, got those of none/
    );
  });
});
