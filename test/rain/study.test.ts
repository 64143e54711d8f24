import {describe, expect, it} from "vitest";
import type {RainData} from "../../models/rain/data.js";
import {rainStudy} from "../../models/rain/read.js";
import {learnedFrom} from "../../models/rain/rows.js";
import {rain} from "../../models/rain.js";
import type {Roll} from "../../models/study.js";
import {knownLate, type RainRecord} from "../../src/lib/rain/record.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {outcomesOf} from "../../src/lib/scores/probability/outcomes.js";
import {areaUnderRoc} from "../../src/lib/scores/probability/ranking.js";
import {addDays, localDay} from "../../src/lib/time/zone.js";
import {invented, inventedTowns, turned} from "./invented-record.js";

const record = inventedTowns();
const n = invented.length;
const dayOf = (time: number) => localDay("Australia/Perth", time);

const few: Record<string, Record<string, number>> = {
  forest: {trees: 8, depth: 6},
  boosted: {trees: 20, leaves: 6},
  "boosted-wide": {trees: 20, leaves: 6},
  "boosted-3pm": {trees: 20, leaves: 6}
};

/** All candidates' forecasts of a record, in order; or those of some that combine none. */
async function rollAll(of: RainRecord, some?: readonly string[]) {
  const study = rainStudy(of);
  const done = new Map<string, Rolled>();
  for (const {name, kind, params, combines = [], module} of rain.candidates) {
    if (some && !some.includes(name)) continue;
    const {roll} = (await import(module.href)) as {roll: Roll<RainData>};
    const experts = combines.map((member) => done.get(member)!);
    const {values} = await roll({...study, params: {...params, ...few[name]}, seed: 1, experts});
    done.set(name, {candidate: name, kind, values});
  }
  return {study, done};
}

const whole = await rollAll(record);
const {study, done} = whole;
const {scheme, truth, scoredFrom, scoredTo, data} = study;

describe("every candidate", () => {
  const scored = (values: Float64Array, from: number, to: number) => {
    const rows = [...values.keys()].slice(from * n, to * n).filter((i) => truth.comparable[i]);
    return outcomesOf(
      rows.map((i) => truth.actual[i]),
      rows.map((i) => values[i])
    );
  };

  it("gives each town a probability at each origin", () => {
    for (const {values} of done.values()) {
      expect(values).toHaveLength(scheme.origins.length * n);
      expect(values.every((p) => p > 0 && p < 1)).toBe(true);
    }
  });

  it("tells wet from dry where there is something to be told, better than the baselines", () => {
    const auc = (name: string) => areaUnderRoc(scored(done.get(name)!.values, scoredFrom, scoredTo));
    for (const name of ["logistic", "forest", "boosted", "boosted-wide", "boosted-3pm", "mean"])
      expect(auc(name), name).toBeGreaterThan(Math.max(auc("climatology"), auc("persistence"), 0.75));
  });

  it("sees nothing after its origin", async () => {
    // From the first scored day on, so that what is chosen on the held-out year is not chosen on any later day.
    const from = "2016-01-01";
    const other = await rollAll(turned(record, (day) => day >= from));
    const o = days(from);
    for (const [name, {values}] of done) {
      const theirs = other.done.get(name)!.values;
      expect(theirs.slice(0, (o + 1) * n), name).toEqual(values.slice(0, (o + 1) * n));
      if (name !== "climatology")
        expect(theirs.slice((o + 1) * n), name).not.toEqual(values.slice((o + 1) * n));
    }
  });

  it("at 3 pm knows nothing of what is known at the end of the day, in its town or another", async () => {
    const values = {...record.values};
    for (const name of knownLate) values[name] = values[name].map((x) => (x * 7) % 16);
    const other = await rollAll({...record, values}, ["boosted", "boosted-3pm"]);
    expect(other.done.get("boosted-3pm")!.values).toEqual(done.get("boosted-3pm")!.values);
    expect(other.done.get("boosted")!.values).not.toEqual(done.get("boosted")!.values);
    for (const [i, {field, fieldAt3pm}] of other.study.data.trainings.entries()) {
      expect(fieldAt3pm).toEqual(data.trainings[i].fieldAt3pm);
      expect(field).not.toEqual(data.trainings[i].field);
    }
  });

  it("learns nothing from the held-out year but what is chosen on it", async () => {
    const other = await rollAll(turned(record, (day) => day >= "2015-01-01" && day < "2015-11-25"));
    const test = (name: string, of = done) => of.get(name)!.values.slice(scoredFrom * n, scoredTo * n);
    for (const name of ["climatology", "persistence", "logistic", "forest"])
      expect(test(name, other.done), name).toEqual(test(name));
    for (const name of ["boosted", "mean"]) expect(test(name, other.done), name).not.toEqual(test(name));
  });

  it("learns each week from all days before it", async () => {
    const weekly = days("2024-12-23") * n;
    const other = await rollAll(turned(record, (day) => day > "2024-08-20" && day < "2024-11-10"));
    for (const [name, {values}] of done) {
      const theirs = other.done.get(name)!.values;
      expect(theirs.slice(weekly), name).not.toEqual(values.slice(weekly));
      expect(theirs.slice(0, scoredTo * n), name).toEqual(values.slice(0, scoredTo * n));
    }
  });
});

describe("the calibrated mean", () => {
  it("is the Platt curve of the mean log-odds of its members", () => {
    const logit = (p: number) => Math.log(p / (1 - p));
    const margins = (i: number) =>
      ["boosted", "boosted-wide", "logistic"].reduce(
        (sum, name) => sum + logit(done.get(name)!.values[i]),
        0
      ) / 3;
    const {values} = done.get("mean")!;
    const [a, b] = [scoredFrom * n, scoredFrom * n + 5];
    const slope = (logit(values[a]) - logit(values[b])) / (margins(a) - margins(b));
    const start = logit(values[a]) - slope * margins(a);
    for (const i of [a + 1, a + 7, values.length - 1])
      expect(logit(values[i])).toBeCloseTo(start + slope * margins(i), 6);
  });
});

describe("the baselines", () => {
  const learned = learnedFrom(data, data.trainings[0]);
  const rate = learned.target.reduce((sum, x) => sum + x, 0) / learned.target.length;
  const share = (group: (cell: number) => boolean) => {
    const own = [...learned.cells.keys()].filter((i) => group(learned.cells[i]));
    return (own.reduce((sum, i) => sum + learned.target[i], 0) + 10 * rate) / (own.length + 10);
  };

  it("climatology is how often it rained in the town in the month of the day, drawn to all towns by ten days", () => {
    const o = days("2016-03-01");
    const march = (cell: number) => addDays(record.days[Math.floor(cell / n)], 1).slice(5, 7) === "03";
    expect(done.get("climatology")!.values[o * n + 2]).toBeCloseTo(
      share((cell) => cell % n === 2 && march(cell)),
      12
    );
  });

  it("persistence is how often it rained after a day as wet or as dry", () => {
    const o = days("2016-03-01");
    const wet = (cell: number) => record.values.rainfall[cell] > 1;
    const today = data.originDays[o] * n + 2;
    expect(done.get("persistence")!.values[o * n + 2]).toBeCloseTo(
      share((cell) => cell % n === 2 && wet(cell) === wet(today)),
      12
    );
  });
});

function days(day: string): number {
  return Array.from(scheme.origins, dayOf).indexOf(day);
}
