import {describe, expect, it} from "vitest";
import {judge} from "../../models/judge/judge.js";
import {originLosses} from "../../models/judge/losses.js";
import {probabilityMetricsOf} from "../../models/judge/probability-metrics.js";
import {backtestSchema} from "../../src/lib/artifacts/backtest.js";
import {chanceBands} from "../../src/lib/calibration/chance-bands.js";
import {dieboldMariano} from "../../src/lib/scores/diebold-mariano.js";
import {outcomesOf} from "../../src/lib/scores/probability/outcomes.js";
import {bestThreshold} from "../../src/lib/scores/probability/ranking.js";
import {weightedMean} from "../../src/lib/scores/weighted.js";
import {rainWorld} from "./rain-world.js";
import {inSeries, world} from "./world.js";

describe("a judgement of probabilities", () => {
  const {study, data, rolled} = rainWorld();
  const {candidates, judged, truth, best, losses} = judge(study, data, rolled);
  const named = (name: string) => candidates.find((candidate) => candidate.name === name)!;
  const towns = data.scheme.series.length;
  const [from, to] = [data.scoredFrom * towns, data.scoredTo * towns];
  const good = judged[1]!.values;

  it("chooses the threshold before the scored origins, on known and comparable rows", () => {
    const chosen = bestThreshold(outcomesOf(truth.actual.subarray(0, from), good.subarray(0, from)));
    expect(named("good").metrics.threshold).toBe(chosen);
    expect(named("good").metrics.threshold).not.toBe(
      bestThreshold(outcomesOf(truth.actual.subarray(from, to), good.subarray(from, to)))
    );
    expect(named("bold").metrics.threshold).not.toBe(chosen);
    const comparable = data.truth.comparable.map((_, row) => (row < from && row >= from / 3 ? 0 : 1));
    const part = judge(study, {...data, truth: {...data.truth, comparable}}, rolled).candidates[1]!;
    expect(part.metrics.threshold).toBe(
      bestThreshold(outcomesOf(truth.actual.subarray(0, from / 3), good.subarray(0, from / 3)))
    );
  });

  it("scores the published values on the scored rows alone, in the shape of the artifact", () => {
    const {metrics, byLead, spans} = named("good");
    const expected = probabilityMetricsOf(
      truth.actual.subarray(from, to),
      good.subarray(from, to),
      metrics.threshold
    );
    expect(metrics).toMatchObject(expected);
    expect(backtestSchema.shape.candidates.parse(candidates)).toEqual(candidates);
    expect(byLead).toEqual([{lead: 1, ...metrics}]);
    expect(metrics).toMatchObject({n: to - from, mape: null, coverage80: null, width95: null, pinball: null});
    expect(metrics.rmse! ** 2).toBeCloseTo(metrics.brier!, 5);
    for (const score of ["brier", "auc", "f1"] as const) {
      expect(spans![score]![0]).toBeLessThan(metrics[score]!);
      expect(spans![score]![1]).toBeGreaterThan(metrics[score]!);
    }
    expect(named("good")).not.toHaveProperty("byLeadRecorded");
  });

  it("prefers the highest F1, and the lowest Brier score", () => {
    const highest = [...candidates].sort((a, b) => b.metrics.f1! - a.metrics.f1!)[0]!.name;
    expect(best).toBe(highest);
    const by = (metric: "brier" | "logLoss") =>
      judge({...study, rule: {...study.rule, metric}}, data, rolled).best;
    expect([by("brier"), by("logLoss")]).toEqual(["good", "good"]);
  });

  it("splits scores and intervals by slice and town, and gives no interval of a few weeks", () => {
    const {slices} = named("good");
    expect(slices!.series!.map(({slice}) => slice)).toEqual(data.scheme.series);
    const town = Int32Array.from({length: to - from}, (_, i) => from + i).filter((row) => row % towns === 2);
    expect(slices!.series![2]).toMatchObject(
      probabilityMetricsOf(
        Float64Array.from(town, (row) => truth.actual[row]!),
        Float64Array.from(town, (row) => good[row]!),
        named("good").metrics.threshold
      )
    );
    const [early, late] = slices!.season!;
    expect(early!.spans).toEqual({brier: null, auc: null, f1: null});
    expect(late!.spans!.f1![0]).toBeLessThan(late!.f1!);
    expect(slices!.month!.every(({spans}) => spans!.brier === null)).toBe(true);
  });

  it("has no percentage error, and no interval, of a town in which it always happened", () => {
    const actual = data.truth.actual.map((x, row) => (row % towns === 5 && !Number.isNaN(x) ? 1 : x));
    const wet = judge(study, {...data, truth: {...data.truth, actual}}, rolled).candidates[1]!;
    expect(wet.slices!.series![5]).toMatchObject({
      ...{rate: 1, mape: null, auc: null, alarms: 0, precision: 1},
      spans: {brier: null, auc: null, f1: null}
    });
  });

  it("says how often it happened by how probable it was said to be", () => {
    const classes = named("good").calibration!;
    expect(classes).toHaveLength(10);
    expect(classes.reduce((sum, {n}) => sum + n, 0)).toBe(to - from);
    for (const {n, from: lowest, to: highest, said, happened, happenedSpan} of classes) {
      expect(Math.abs(n - (to - from) / 10)).toBeLessThan(10);
      const rows = [...good.keys()].filter(
        (row) => row >= from && row < to && good[row]! >= lowest && good[row]! <= highest
      );
      expect(rows).toHaveLength(n);
      expect(said).toBeCloseTo(rows.reduce((sum, row) => sum + good[row]!, 0) / n, 5);
      expect(happened).toBeCloseTo(rows.reduce((sum, row) => sum + truth.actual[row]!, 0) / n, 5);
      expect(happenedSpan![0]).toBeLessThanOrEqual(happened);
      expect(happenedSpan![1]).toBeGreaterThanOrEqual(happened);
    }
    const off = (name: string) =>
      Math.max(...named(name).calibration!.map(({said, happened}) => Math.abs(said - happened)));
    expect(off("good")).toBeLessThan(off("bold"));
  });

  it("says how well the chance is known, from the origins before the scored ones", () => {
    const window = {from: 0, to: data.scoredFrom};
    const {lo95, hi80} = chanceBands(data.scheme, rolled[1]!.values, truth, window);
    const {bands} = judged[1]!;
    expect([...bands!.lo95]).toEqual([...lo95].map((x) => Math.round(1000 * x) / 1000));
    expect([...bands!.hi80]).toEqual([...hi80].map((x) => Math.round(1000 * x) / 1000));
    expect(bands!.lo95.some((lo, row) => lo < good[row]! && lo > 0)).toBe(true);
  });

  it("tests against the best baseline on the mean Brier loss of days", () => {
    const rows = Int32Array.from({length: to - from}, (_, i) => from + i);
    const column = (index: number) =>
      originLosses(data.scheme, data, truth, judged[index]!.values, rows, (a, f) => (f - a) ** 2);
    const {dm, n} = dieboldMariano(column(1), column(0), 1);
    expect(named("good").versusBaseline).toMatchObject({name: "steady", n});
    expect(named("good").versusBaseline!.dm).toBeCloseTo(dm, 3);
    expect(named("steady").versusBaseline).toBeNull();
  });

  it("gives losses of days that add up to 1 − F1 at the candidate's own threshold", () => {
    for (const {name, metrics} of candidates) {
      expect(losses[name]!.values).toHaveLength(data.scoredTo - data.scoredFrom);
      expect(1 - weightedMean(losses[name]!)).toBeCloseTo(metrics.f1!, 5);
    }
    const [o, threshold] = [7, named("good").metrics.threshold!];
    const counts = [0, 0, 0];
    for (let row = from + o * towns; row < from + (o + 1) * towns; ++row) {
      const [said, came] = [good[row]! >= threshold, truth.actual[row] === 1];
      counts[said && came ? 0 : said ? 1 : came ? 2 : 3]! += 1;
    }
    const [hits, alarms, misses] = counts as [number, number, number];
    expect(losses.good!.weights![o]).toBe(2 * hits + alarms + misses);
    expect(losses.good!.values[o]).toBeCloseTo((alarms + misses) / (2 * hits + alarms + misses), 12);
  });

  it("gives them for guards too, row by row", () => {
    const half = Uint8Array.from({length: data.scheme.origins.length}, (_, o) => o % 2);
    const guard = judge(study, {...data, guards: {half}}, rolled).guards.half!.good!;
    const rows = Int32Array.from(good.keys()).filter(
      (row) => row >= from && row < to && Math.floor(row / towns) % 2 === 1
    );
    const {f1} = probabilityMetricsOf(
      Float64Array.from(rows, (row) => truth.actual[row]!),
      Float64Array.from(rows, (row) => good[row]!),
      named("good").metrics.threshold
    );
    expect(guard.values).toHaveLength(rows.length);
    expect(1 - weightedMean(guard)).toBeCloseTo(f1!, 5);
  });

  it("has losses without weights where the rule is a mean", () => {
    const brier = judge({...study, rule: {...study.rule, metric: "brier"}}, data, rolled);
    expect(brier.losses.good).not.toHaveProperty("weights");
    expect(weightedMean(brier.losses.good!)).toBeCloseTo(named("good").metrics.brier!, 5);
  });

  it("refuses a rule whose metric is no mean of losses", () => {
    const auc = {...study, rule: {...study.rule, metric: "auc" as const}};
    expect(() => judge(auc, data, rolled)).toThrow("auc is not the mean of a loss of single forecasts");
  });

  it("has no F1, and none to prefer, where nothing was known before the scored origins", () => {
    expect(() => judge(study, {...data, scoredFrom: 0}, rolled)).toThrow("no candidate has a f1");
    const blind = rolled.map((one) =>
      one.candidate === "good"
        ? {...one, values: one.values.map((v, row) => (row < from ? Number.NaN : v))}
        : one
    );
    const one = judge(study, data, blind);
    expect(one.candidates[1]!.metrics).not.toHaveProperty("f1");
    expect(one.candidates[1]!.metrics.brier).toBe(named("good").metrics.brier);
    expect(one.losses.good!.values.every(Number.isNaN)).toBe(true);
    expect(one.best).not.toBe("good");
  });

  it("leaves numbers as they were", () => {
    const numbers = inSeries(world(), ["a", "b"]);
    const [, good] = judge(numbers.study, numbers.data, numbers.rolled).candidates;
    for (const name of ["spans", "calibration"]) expect(good).not.toHaveProperty(name);
    expect(good!.metrics).not.toHaveProperty("brier");
    expect(good).toHaveProperty("byLeadRecorded");
  });
});
