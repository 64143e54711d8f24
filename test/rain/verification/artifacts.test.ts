import {describe, expect, it} from "vitest";
import {recordedDays} from "../../../models/rain/artifacts/days.js";
import {importanceOf} from "../../../models/rain/artifacts/importance.js";
import {verificationArtifact, verificationOf} from "../../../models/rain/artifacts/verification.js";
import {featureSets} from "../../../models/rain/feature-sets.js";
import {treesFiles} from "../../../models/rain/model-files.js";
import {trainBoosted} from "../../../src/lib/trees/boost.js";
import {encodeModel} from "../../../src/lib/trees/file.js";
import {invented} from "./invented.js";

describe("verification.json", () => {
  const input = invented();
  const report = verificationOf(input);

  it("says of which days and of how many it is", () => {
    expect(report.scored).toEqual({from: "2016-01-02", to: "2016-01-26", days: 25, cases: 50, rate: 0.4});
    expect([report.study, report.unit, report.champion]).toEqual(["rain", "probability", "mean"]);
    expect(report.provenance.mode).toBe("recorded");
  });

  it("draws the champion’s curve first, from its scored forecasts alone", () => {
    expect(report.curves.map(({name}) => name)).toEqual([
      "mean",
      "climatology",
      "persistence",
      "boosted-3pm"
    ]);
    const [ours] = report.curves;
    expect(ours.histogram.reduce((sum, count) => sum + count, 0)).toBe(25 * 2);
    expect(ours.roc[0]).toEqual({falseAlarms: 0, hits: 0});
    expect(ours.roc.at(-1)).toEqual({falseAlarms: 1, hits: 1});
    // 2 of 8 dry days called wet, 8 of 12 wet days found, as its counts say.
    expect(ours.at).toEqual({threshold: 0.4, falseAlarms: 0.25, hits: 0.66667});
  });

  it("has no F1 where no day was wet, and no interval for it", () => {
    const [january, february] = report.groups.month.filter(({candidate}) => candidate === "mean");
    expect(january).toMatchObject({wet: 12, f1: 0.727});
    expect(february).toMatchObject({wet: 0, f1: null, f1Span: null, n: 10});
  });

  it("resamples the days of a month, and takes other intervals from the backtest", () => {
    const [january] = report.groups.month;
    // The invented champion says .4 and more of all wet days and of a few dry ones.
    expect(january.f1Span![0]).toBeGreaterThan(0.5);
    expect(january.f1Span![1]).toBeLessThanOrEqual(1);
    expect(january.f1Span![0]).toBeLessThan(january.f1Span![1]);
    const span = (scored: number) =>
      verificationOf(invented({origins: 80, scored})).groups.month[0].brierSpan;
    expect(span(70)).toEqual(span(30));
    expect(span(70)).not.toEqual(span(29));
    const usual = report.groups.month.find(({candidate}) => candidate === "climatology");
    expect(usual!.f1Span).toEqual([0.5, 0.9]);
  });

  it("compares a town with climatology on the same days", () => {
    const [darwin, hobart] = report.towns;
    expect(darwin).toMatchObject({id: "darwin", hits: 8, alarms: 2, misses: 4, rejections: 6, skill: 0.75});
    expect(hobart).toMatchObject({id: "hobart", f1: null, skill: null});
  });

  it("names what is missing", () => {
    const [first] = input.backtest.candidates;
    const without = {
      ...input.backtest,
      candidates: [{...first, slices: {}}, ...input.backtest.candidates.slice(1)]
    };
    expect(() => verificationOf({...input, backtest: without})).toThrow(
      /"climatology" by month, got those by nothing/
    );
    expect(() => verificationOf({...input, judged: []})).toThrow(/forecasts of candidate "mean"/);
  });

  it("is the same twice", () => {
    expect(verificationArtifact(invented())).toEqual(verificationArtifact(input));
  });
});

describe("days.json", () => {
  it("shows the days after the scored ones whose rain is known, from north to south", () => {
    const days = recordedDays(invented());
    expect([days.days[0], days.days.at(-1)]).toEqual(["2016-01-27", "2016-02-09"]);
    expect(days.towns.map(({id}) => id)).toEqual(["darwin", "richmond", "hobart"]);
    expect(days.towns[1].without).toMatch(/Queensland/);
    expect(days.happened[0][1]).toBeNull();
    const rain = days.rain.flat();
    expect(days.happened.flat()).toEqual(rain.map((mm) => (mm === null ? null : mm > 1 ? 1 : 0)));
  });

  it("says which training forecast which days", () => {
    expect(recordedDays(invented()).trainings).toEqual([
      {before: "2016-01-06", from: "2016-01-27", to: "2016-02-07"},
      {before: "2016-02-07", from: "2016-02-08", to: "2016-02-09"}
    ]);
  });

  it("falls back on the last scored days, and shows sixty at most", () => {
    const days = recordedDays(invented({origins: 90, scored: 90}));
    expect([days.days.length, days.scored, recordedDays(invented()).scored]).toEqual([60, true, false]);
    expect(days.days.at(-1)).toBe("2016-03-30");
  });

  it("takes the forecasts of the champion and of climatology as judged", () => {
    const input = invented();
    const days = recordedDays(input);
    const [usual, , , , ours] = input.judged;
    expect(days.probability[0][2]).toBe(ours.values[25 * 3 + 1]);
    expect(days.climatology[0][0]).toBe(usual.values[25 * 3]);
    expect(() => recordedDays({...input, champion: "boosted", judged: [usual]})).toThrow(/"boosted"/);
  });
});

describe("importance.json", () => {
  const input = invented({origins: 120, scored: 100});
  const {data} = input.data;
  const cells = Array.from({length: 100 * 3}, (_, i) => i).filter((i) => i % 3 < 2);
  const {names, table} = featureSets.own(data, data.trainings[0], cells);
  const target = Float64Array.from(cells, (cell) => input.data.truth.actual[cell]);
  const model = trainBoosted(table, target, {loss: "logistic", trees: 20, leaves: 6, leastRows: 5, seed: 1});
  const files = {boosted: treesFiles(encodeModel(model, names), "tested")};
  const report = importanceOf({...input, files}, {rows: 150, repeats: 3, dependenceRows: 50});

  it("finds the feature that tells the rain, and how it works", () => {
    const [first] = report.features;
    expect(first).toMatchObject({name: "field", label: "national field", unit: ""});
    expect(first.low).toBeGreaterThan(0.1);
    expect(first.low).toBeLessThanOrEqual(first.rise);
    expect(first.rise).toBeLessThanOrEqual(first.high);
    expect(report.dependence[0].effect).toMatch(
      /^a wetter picture over all towns, more rain: a chance of \d+.% at \d/
    );
    const {values, probability} = report.dependence[0];
    expect(values[0]).toBeGreaterThan(0.15);
    expect(probability.at(-1)! - probability[0]).toBeGreaterThan(0.3);
  });

  it("says what it was measured on, and tells all features in words", () => {
    expect(report.sample).toMatchObject({
      from: "2016-01-02",
      to: "2016-04-10",
      rows: 150,
      repeats: 3,
      dependenceRows: 50
    });
    expect(report.features.map(({name}) => name).sort()).toEqual([...names].sort());
    expect(report.dependence.length).toBe(10);
  });

  it("tells categories by name, the wettest first", () => {
    const all = importanceOf({...input, files}, {rows: 150, repeats: 1, dependenceRows: 50, dependences: 26});
    const wind = all.dependence.find(({name}) => name === "wind_dir_9am")!;
    expect(wind.values).toContain("NNE");
    expect(all.dependence.find(({name}) => name === "town")!.values.length).toBe(2);
    expect([...wind.probability].sort((a, b) => b - a)).toEqual(wind.probability);
  });

  it("needs the trees that were tested", () => {
    expect(() => importanceOf(input)).toThrow(/expected tested.json .* "boosted", found nothing/);
  });
});
