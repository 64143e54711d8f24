import {beforeAll, describe, expect, it} from "vitest";
import type {LoadData} from "../../models/france/data.js";
import {france} from "../../models/france.js";
import type {Candidate, Roll, RollInput, RollOutput} from "../../models/study.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {inventedRecord, inventedStudy} from "./invented.js";

const record = inventedRecord(760);
const ORIGINS = 8;
const small: Record<string, Candidate["params"]> = {
  net: {members: 1, epochs: 2, refitEpochs: 1, patience: 1, leadIn: 40},
  regression: {leadIn: 40}
};

async function rollAll(load: Float64Array): Promise<Map<string, RollOutput>> {
  const {data, scheme, truth} = inventedStudy({...record, load}, ORIGINS);
  const outputs = new Map<string, RollOutput>();
  for (const candidate of france.candidates) {
    const {roll} = (await import(candidate.module.href)) as {roll: Roll<LoadData>};
    const experts: Rolled[] = (candidate.combines ?? []).map((name) => ({
      candidate: name,
      kind: "model",
      values: outputs.get(name)!.values,
      degraded: outputs.get(name)!.degraded
    }));
    const params = {...candidate.params, ...small[candidate.name]};
    const input: RollInput<LoadData> = {data, scheme, truth, params, seed: france.seed, experts};
    outputs.set(candidate.name, await roll(input));
  }
  return outputs;
}

describe("rolling origins", () => {
  let whole: Map<string, RollOutput>;
  beforeAll(async () => {
    whole = await rollAll(record.load);
  }, 120_000);

  it("gives every candidate a forecast for every hour", () => {
    for (const [name, {values}] of whole) {
      expect([name, values.length]).toEqual([name, ORIGINS * 168]);
      expect([name, values.findIndex((x) => !(x > 10_000 && x < 200_000))]).toEqual([name, -1]);
    }
  });

  it("finds the rhythm of an invented load better than the baselines", () => {
    const {truth} = inventedStudy(record, ORIGINS);
    const mape = (name: string) => {
      const {values} = whole.get(name)!;
      let sum = 0;
      let n = 0;
      values.forEach((x, i) => {
        if (Number.isNaN(truth.actual[i])) return;
        sum += Math.abs(x / truth.actual[i] - 1);
        n += 1;
      });
      return sum / n;
    };
    expect(mape("regression")).toBeLessThan(0.5 * mape("seasonal-naive"));
    expect(mape("regression")).toBeLessThan(0.5 * mape("persistence"));
  });

  it("sees nothing of the load at or after an origin, and gives the same bytes twice", async () => {
    const {grid, originDay} = record;
    const at = ORIGINS - 5;
    const poisoned = record.load.slice();
    for (let i = grid.dayStart[originDay - ORIGINS + 1 + at]; i < grid.dayStart[originDay]; ++i)
      poisoned[i] = 90_000 + (i % 7);
    const blind = await rollAll(poisoned);
    for (const [name, {values, degraded}] of whole) {
      if (name === "rte") continue;
      const until = (at + 1) * 168;
      expect([name, blind.get(name)!.values.slice(0, until)]).toEqual([name, values.slice(0, until)]);
      expect([name, blind.get(name)!.degraded?.slice(0, until)]).toEqual([name, degraded?.slice(0, until)]);
      expect([name, blind.get(name)!.values.slice(until)]).not.toEqual([name, values.slice(until)]);
    }
  }, 120_000);
});
