import {describe, expect, it} from "vitest";
import {judge} from "../../models/judge/judge.js";
import {originLosses} from "../../models/judge/losses.js";
import {guardRows, scoredRows} from "../../models/judge/rows.js";
import {naiveScale} from "../../models/judge/scale.js";
import {dieboldMariano} from "../../src/lib/scores/diebold-mariano.js";
import {dailyScheme, inSeries, type World, world} from "./world.js";

const judgeWorld = ({study, data, rolled}: World) => judge(study, data, rolled);

describe("a judgement", () => {
  const {study, data, rolled} = world();
  const {candidates, best, judged, truth, losses} = judge(study, data, rolled);
  const named = (name: string) => candidates.find((candidate) => candidate.name === name)!;

  it("prefers the candidate with the lowest score under the rule, never a reference", () => {
    expect(best).toBe("good");
    const flattered = rolled.map((one) =>
      one.kind === "reference" ? {...one, values: data.truth.actual} : one
    );
    expect(judge(study, data, flattered).best).toBe("good");
  });

  it("scores a candidate with another seed, and prefers none of these", () => {
    const candidates = study.candidates.map((one) => (one.name === "good" ? {...one, seedOf: "fair"} : one));
    const {candidates: scores, best, losses} = judge({...study, candidates}, data, rolled);
    expect(best).toBe("fair");
    const seeded = scores.find(({name}) => name === "good")!;
    expect(seeded.seedOf).toBe("fair");
    expect(seeded.metrics).toEqual(named("good").metrics);
    expect(losses).toHaveProperty("good");
    expect(named("good")).not.toHaveProperty("seedOf");
    const baseline = study.candidates.map((one) => (one.name === "naive" ? {...one, seedOf: "fair"} : one));
    expect(judge({...study, candidates: baseline}, data, rolled).candidates[1]!.versusBaseline).toBeNull();
  });

  it("splits the scores by series where there are several, and otherwise as before", () => {
    const two = judgeWorld(inSeries({study, data, rolled}, ["east", "west"]));
    const good = two.candidates.find(({name}) => name === "good")!;
    const [east, west] = good.slices!.series!;
    expect([east!.slice, west!.slice]).toEqual(["east", "west"]);
    expect(east!.n + west!.n).toBe(good.byLead[1]!.n);
    expect(east!.mape).toBeCloseTo(named("good").byLead[1]!.mape!, 4);
    expect(west!.mae! / east!.mae!).toBeCloseTo(2, 2);
    expect(good.slices!.hour!.map(({slice}) => slice)).toEqual(["0", "6", "12", "18"]);
    expect(named("good").slices).not.toHaveProperty("series");
    const {slices: _, ...bare} = data;
    expect(judge(study, bare, rolled).candidates[1]).not.toHaveProperty("slices");
  });

  it("scores by lead what anyone can compute from the published rows", () => {
    const rows: number[] = [];
    for (let o = 60; o < 118; ++o)
      for (let lead = 4; lead < 8; ++lead) if (o % 10 !== 3) rows.push(o * 8 + lead);
    const {values, bands} = judged[1]!;
    const score = named("good").byLead[1]!;
    expect(score.lead).toBe(2);
    expect(score.n).toBe(rows.length);
    const mean = (of: (row: number) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
    expect(score.mape).toBeCloseTo(
      mean((row) => 100 * Math.abs(values[row]! / truth.actual[row]! - 1)),
      5
    );
    expect(score.bias! / mean((row) => values[row]! - truth.actual[row]!)).toBeCloseTo(1, 5);
    expect(score.coverage80).toBeCloseTo(
      mean((row) =>
        Number(truth.actual[row]! >= bands!.lo80[row]! && truth.actual[row]! <= bands!.hi80[row]!)
      ),
      5
    );
    expect(score.width95! / mean((row) => bands!.hi95[row]! - bands!.lo95[row]!)).toBeCloseTo(1, 5);
    const loss = (row: number, q: number, level: number) =>
      Math.max(level * (truth.actual[row]! - q), (level - 1) * (truth.actual[row]! - q));
    const five = (row: number) =>
      loss(row, bands!.lo95[row]!, 0.025) +
      loss(row, bands!.lo80[row]!, 0.1) +
      loss(row, values[row]!, 0.5) +
      loss(row, bands!.hi80[row]!, 0.9) +
      loss(row, bands!.hi95[row]!, 0.975);
    expect(score.pinball! / (mean(five) / 5)).toBeCloseTo(1, 5);
    expect(score.mase! / (score.mae! / naiveScale(data.scheme, truth, 60, 28))).toBeCloseTo(1, 4);
  });

  it("scales MASE by the naive error of the whole record, where the study tells it", () => {
    const [{metrics}] = judge(study, {...data, naiveError: 2}, rolled).candidates;
    expect(metrics.mase! / (metrics.mae! / 2)).toBeCloseTo(1, 4);
  });

  it("scores values as published: rounded, truth included", () => {
    expect(judged.every(({values}) => values.every((v) => Number.isNaN(v) || Number.isInteger(v)))).toBe(
      true
    );
    expect(truth.actual[0]).toBe(Math.round(data.truth.actual[0]!));
  });

  it("gives a reference scores where it has forecasts, and no intervals", () => {
    const {byLead, metrics} = named("official");
    expect(byLead.map(({lead}) => lead)).toEqual([1]);
    expect(metrics.coverage80).toBeNull();
    expect(metrics.pinball).toBeNull();
    expect(judged[3]!.bands).toBeUndefined();
    expect(named("official").versusReference).toBeUndefined();
  });

  it("scores every row against the record as pulled beside", () => {
    const rows = scoredRows(data, {recorded: true})[0]!.length;
    expect(rows).toBeGreaterThan(named("good").byLead[0]!.n);
    expect(named("good").byLeadRecorded![0]!.n).toBe(rows);
    expect(named("good").byLeadRecorded![0]!.mape!).toBeGreaterThan(named("good").byLead[0]!.mape!);
  });

  it("scores degraded forecasts with intervals of their own", () => {
    const [clean, degraded] = [named("good").byLead[0]!, named("good").byLeadDegraded![0]!];
    expect(degraded.mape!).toBeGreaterThan(clean.mape!);
    expect(degraded.width80!).toBeGreaterThan(clean.width80!);
    expect(named("fair").byLeadDegraded).toBeUndefined();
  });

  it("splits the scores of the rule's lead", () => {
    const {hour} = named("good").slices!;
    expect(hour!.map(({slice}) => slice)).toEqual(["0", "6", "12", "18"]);
    expect(hour!.reduce((sum, {n}) => sum + n, 0)).toBe(named("good").byLead[1]!.n);
  });

  it("tests against the best baseline and the reference on the mean loss of origins", () => {
    const {versusBaseline, versusReference} = named("good");
    const rows = scoredRows(data)[1]!;
    const relative = (a: number, f: number) => 100 * Math.abs((f - a) / a);
    const column = (index: number) =>
      originLosses(data.scheme, data, truth, judged[index]!.values, rows, relative);
    const expected = dieboldMariano(column(1), column(0), 2);
    expect(versusBaseline!.name).toBe("naive");
    expect(versusBaseline!.n).toBe(expected.n);
    expect(versusBaseline!.dm).toBeCloseTo(expected.dm, 3);
    expect(versusBaseline!.p).toBeLessThan(0.01);
    expect(named("naive").versusBaseline).toBeNull();
    expect(versusReference!.map(({lead}) => lead)).toEqual([1]);
    expect(versusReference![0]!.dm).toBeLessThan(-3);
  });

  it("tests degraded forecasts against the reference too", () => {
    const {versusReference, versusReferenceDegraded} = named("good");
    const rows = scoredRows(data)[0]!;
    const column = (values: Float64Array) =>
      originLosses(data.scheme, data, truth, values, rows, (a, f) => 100 * Math.abs((f - a) / a));
    const expected = dieboldMariano(column(judged[1]!.degraded!), column(judged[3]!.values), 1);
    expect(versusReferenceDegraded).toMatchObject([{lead: 1, name: "official", n: expected.n}]);
    expect(versusReferenceDegraded![0]!.dm).toBeCloseTo(expected.dm, 4);
    expect(versusReferenceDegraded![0]!.dm).toBeGreaterThan(versusReference![0]!.dm);
    expect(named("fair").versusReferenceDegraded).toBeUndefined();
    expect(named("official").versusReferenceDegraded).toBeUndefined();
  });

  it("gives the standard error of the MAPE from one mean per origin", () => {
    const rows = scoredRows(data);
    const errorOf = (values: Float64Array, lead: number) => {
      const means = [
        ...originLosses(
          data.scheme,
          data,
          truth,
          values,
          rows[lead - 1]!,
          (a, f) => 100 * Math.abs((f - a) / a)
        )
      ].filter((value) => !Number.isNaN(value));
      const n = means.length;
      const mean = means.reduce((sum, v) => sum + v, 0) / n;
      const covariance = (lag: number) =>
        means.slice(lag).reduce((sum, v, i) => sum + (v - mean) * (means[i]! - mean), 0) / n;
      const variance = covariance(0) + (lead === 2 ? 2 * covariance(1) : 0);
      return Math.sqrt(variance / (n + 1 - 2 * lead + (lead * (lead - 1)) / n));
    };
    const {byLead, byLeadDegraded, byLeadRecorded} = named("good");
    for (const lead of [1, 2]) {
      expect(byLead[lead - 1]!.mapeStandardError).toBeCloseTo(errorOf(judged[1]!.values, lead), 5);
      expect(byLeadDegraded![lead - 1]!.mapeStandardError).toBeCloseTo(
        errorOf(judged[1]!.degraded!, lead),
        5
      );
    }
    expect(byLeadRecorded![0]).not.toHaveProperty("mapeStandardError");
    const few = judge(study, {...data, scoredTo: data.scoredFrom + 3}, rolled).candidates[1]!;
    expect(few.byLead.map(({mapeStandardError}) => mapeStandardError === null)).toEqual([false, true]);
  });

  it("keeps the loss of every scored origin for the registry", () => {
    expect(Object.keys(losses)).toEqual(["naive", "good", "fair"]);
    expect(losses.good!.values.length).toBe(58);
    expect(losses.good!.values[3]).toBeNaN();
    const known = losses.good!.values.filter((value) => !Number.isNaN(value));
    expect(known.reduce((sum, v) => sum + v, 0) / known.length).toBeCloseTo(
      named("good").byLead[1]!.mape!,
      4
    );
  });

  it("keeps the loss of every row of a guard, for all candidates but the reference", () => {
    const {scheme} = data;
    const morning = Uint8Array.from({length: scheme.origins.length * scheme.leads}, (_, i) =>
      i % 4 === 1 ? 1 : 0
    );
    const {guards} = judge(study, {...data, guards: {morning}}, rolled);
    expect(Object.keys(guards.morning!)).toEqual(["naive", "good", "fair"]);
    const slice = named("good").slices!.hour!.find((part) => part.slice === "6")!;
    expect(guards.morning!.good!.values.length).toBe(slice.n);
    expect(guards.morning!.good!.values.reduce((sum, v) => sum + v, 0) / slice.n).toBeCloseTo(slice.mape!, 4);
    const holes = rolled.map((one) =>
      one.candidate === "good"
        ? {...one, values: one.values.map((v, i) => (i < 8 * 70 ? Number.NaN : v))}
        : one
    );
    const lacking = judge(study, {...data, guards: {morning}}, holes).guards.morning!;
    expect(lacking.good!.values.length).toBe(lacking.fair!.values.length);
    expect(lacking.good!.values.filter(Number.isNaN).length).toBe(9);
    expect(judge(study, data, rolled).guards).toEqual({});
    expect(() => judge(study, {...data, guards: {morning: morning.subarray(1)}}, rolled)).toThrow(
      "a guard needs one mark for each of 120 × 8"
    );
  });

  it("takes the guard of a row whatever its series", () => {
    const scheme = {...dailyScheme(3, 1, 2), series: ["a", "b"]};
    const rows = Int32Array.from({length: 12}, (_, i) => i);
    expect([...guardRows(scheme, rows, Uint8Array.from([0, 1, 0, 0, 1, 0]))]).toEqual([1, 3, 8, 10]);
  });

  it("names the candidate that is missing, and a study without a scored origin", () => {
    expect(() => judge(study, data, rolled.slice(1))).toThrow('no forecasts of candidate "naive"');
    expect(() => judge(study, {...data, scoredTo: data.scoredFrom}, rolled)).toThrow(
      "are any origins scored?"
    );
  });
});

it("the naive scale is the seasonal difference before the first scored origin", () => {
  const scheme = dailyScheme(20, 3, 1);
  const actual = Float64Array.from({length: 60}, (_, i) => Math.floor(i / 3) + (i % 3)).map((t) =>
    t < 14 ? t : 1000
  );
  expect(naiveScale(scheme, {actual}, 14, 7)).toBe(7);
  expect(naiveScale(scheme, {actual}, 7, 7)).toBeNaN();
  // Two series: one that rises by 1 a day, one by 3 whose sixth day is unknown.
  const two = {...scheme, series: ["a", "b"]};
  const pair = Float64Array.from({length: 120}, (_, i) => {
    const [s, t] = [Math.floor(i / 3) % 2, Math.floor(i / 6) + (i % 3)];
    return s === 0 ? t : t === 5 ? Number.NaN : 3 * t;
  });
  expect(naiveScale(two, {actual: pair}, 14, 7)).toBeCloseTo((7 * 7 + 6 * 21) / 13, 12);
});
