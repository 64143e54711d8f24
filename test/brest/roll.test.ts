import {beforeAll, describe, expect, it} from "vitest";
import {type DailyData, horizon, trainingsOf} from "../../models/brest/data.js";
import {brest} from "../../models/brest.js";
import type {Candidate, Roll, RollOutput} from "../../models/study.js";
import type {DailyRecord, DailyWeather} from "../../src/lib/daily/record.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {dayNumber} from "../../src/lib/time/zone.js";
import {inventedRecord, inventedStudy} from "./invented.js";

const KNOWN = 470;
const ORIGINS = 40;
const records = [inventedRecord(KNOWN, 1), inventedRecord(KNOWN, 2)];
const small: Record<string, Candidate["params"]> = {
  lstm: {units: 6, epochs: 3, refit_epochs: 1, patience: 2},
  trees: {trees: 30}
};

async function rollAll(
  some: readonly DailyRecord[],
  {origins = ORIGINS, names = brest.candidates.map(({name}) => name)} = {}
): Promise<Map<string, RollOutput>> {
  const {data, scheme, truth} = inventedStudy(some, origins);
  const outputs = new Map<string, RollOutput>();
  for (const candidate of brest.candidates.filter(({name}) => names.includes(name))) {
    const {roll} = (await import(candidate.module.href)) as {roll: Roll<DailyData>};
    const experts: Rolled[] = (candidate.combines ?? []).map((name) => ({
      candidate: name,
      kind: "model",
      values: outputs.get(name)!.values,
      degraded: outputs.get(name)!.degraded
    }));
    const params = {...candidate.params, ...small[candidate.seedOf ?? candidate.name]};
    outputs.set(candidate.name, await roll({data, scheme, truth, params, seed: brest.seed, experts}));
  }
  return outputs;
}

/** Mean absolute percentage error of the first lead day. */
function dayAhead({values}: RollOutput, some: readonly DailyRecord[]): number {
  const {truth} = inventedStudy(some, ORIGINS);
  const errors = [...values.keys()].flatMap((i) =>
    i % horizon === 0 && !Number.isNaN(truth.actual[i]) ? [Math.abs(values[i] / truth.actual[i] - 1)] : []
  );
  return errors.reduce((sum, x) => sum + x, 0) / errors.length;
}

describe("the candidates of brest", () => {
  let whole: Map<string, RollOutput>;
  beforeAll(async () => {
    whole = await rollAll(records);
  }, 120_000);

  it("forecast every day of every area", () => {
    for (const [name, {values, degraded}] of whole) {
      expect([name, values.length]).toEqual([name, ORIGINS * 2 * horizon]);
      expect([name, values.findIndex((x) => !(x > 500 && x < 4000))]).toEqual([name, -1]);
      expect([name, degraded?.findIndex((x) => !(x > 400 && x < 5000)) ?? -1]).toEqual([name, -1]);
    }
  });

  it("keep the areas apart: an area alone is forecast as among others", async () => {
    const alone = await rollAll([records[1]], {names: ["ridge", "trees", "lstm"]});
    for (const [name, {values}] of alone)
      for (let o = 0; o < ORIGINS; ++o)
        expect([name, values.subarray(o * horizon, (o + 1) * horizon)]).toEqual([
          name,
          whole.get(name)!.values.subarray((2 * o + 1) * horizon, (2 * o + 2) * horizon)
        ]);
  }, 120_000);

  it("find the effect of the cold better than the baselines", () => {
    const naive = dayAhead(whole.get("seasonal-naive")!, records);
    for (const name of ["ridge", "trees", "aggregation"])
      expect([name, dayAhead(whole.get(name)!, records) < 0.5 * naive]).toEqual([name, true]);
    expect(dayAhead(whole.get("ridge")!, records)).toBeLessThan(dayAhead(whole.get("persistence")!, records));
  });

  it("see nothing of the load on or after an origin, nor of the weather after its horizon", async () => {
    const first = KNOWN - ORIGINS + 1;
    // The day of a training: what it must not learn from begins there.
    const day = trainingsOf(records[0], inventedStudy(records, ORIGINS).data.originDays).at(-1)!.day;
    const at = day - first;
    const poisoned = records.map(({load, weather, ...record}) => ({
      ...record,
      load: load.map((x, d) => (d < day ? x : 3000 + (d % 7))).fill(Number.NaN, KNOWN),
      weather: Object.fromEntries(
        Object.entries(weather).map(([name, values]) => [
          name,
          values.map((x, d) => (d < day + horizon ? x : 3 * x + 20))
        ])
      ) as unknown as DailyWeather
    }));
    const blind = await rollAll(poisoned);
    const until = (at + 1) * 2 * horizon;
    for (const [name, {values, degraded}] of whole) {
      expect([name, blind.get(name)!.values.slice(0, until)]).toEqual([name, values.slice(0, until)]);
      expect([name, blind.get(name)!.degraded?.slice(0, until)]).toEqual([name, degraded?.slice(0, until)]);
      expect([name, blind.get(name)!.values.slice(until)]).not.toEqual([name, values.slice(until)]);
    }
  }, 120_000);

  it("forecast an origin alike whatever backtest it is part of", async () => {
    const names = ["seasonal-naive", "persistence", "ridge", "trees", "lstm"];
    const later = await rollAll(records, {origins: 5, names});
    for (const name of names)
      expect([name, later.get(name)!.values]).toEqual([
        name,
        whole.get(name)!.values.slice(-5 * 2 * horizon)
      ]);
  }, 120_000);

  it("go on through days that are not known", async () => {
    const holed = records.map((record) => {
      const load = record.load.slice();
      for (const d of [200, 201, KNOWN - 20, KNOWN - 3]) load[d] = Number.NaN;
      return {...record, load};
    });
    for (const [name, {values}] of await rollAll(holed))
      expect([name, values.findIndex((x) => !(x > 500 && x < 4000))]).toEqual([name, -1]);
  }, 120_000);

  it("keep an LSTM with its losses by epoch, and every seed its own", () => {
    const {history, metrics, files} = whole.get("lstm")!;
    expect(history!.val_loss.map(({step}) => step)).toEqual(history!.loss.map((_, i) => i + 1));
    expect(metrics!.epochs_trained).toBe(history!.loss.length);
    expect(Object.keys(files!).sort()).toEqual(
      ["model.json", "state.json", "weights.bin"].flatMap((name) => [name, `1/${name}`]).sort()
    );
    const seeds = ["lstm", "lstm-seed-2", "lstm-seed-3"].map((name) => whole.get(name)!.values);
    expect(seeds[1]).not.toEqual(seeds[0]);
    const mean = seeds[0].map((x, i) => (x + seeds[1][i] + seeds[2][i]) / 3);
    expect(whole.get("lstm-seeds")!.values).toEqual(mean);
  });

  it("mix the uncertain forecasts as they mix the others", () => {
    for (const name of ["lstm-seeds", "aggregation"]) {
      const experts = brest.candidates.find((candidate) => candidate.name === name)!.combines!;
      const uncertain = experts.map((expert) => whole.get(expert)!.degraded ?? whole.get(expert)!.values);
      const {values, degraded} = whole.get(name)!;
      expect([name, degraded]).not.toEqual([name, values]);
      const inside = (x: number, i: number) =>
        x >= Math.min(...uncertain.map((each) => each[i])) - 1e-9 &&
        x <= Math.max(...uncertain.map((each) => each[i])) + 1e-9;
      expect([name, degraded!.every(inside)]).toEqual([name, true]);
    }
  });
});

describe("the trainings", () => {
  const [record] = records;
  const originDays = (from: number) => Int32Array.from({length: KNOWN - from + 1}, (_, i) => from + i);

  it("stand on fixed days of the calendar, and serve every origin once", () => {
    const trainings = trainingsOf(record, originDays(400));
    for (const {day} of trainings) expect((dayNumber(record.days[0]) + day) % 28).toBe(0);
    expect(trainings.flatMap(({origins}) => origins)).toEqual(Array.from({length: KNOWN - 399}, (_, o) => o));
    expect(trainings[0].anew).toBe(true);
    for (const {day, origins} of trainings)
      for (const o of origins) expect(400 + o).toBeGreaterThanOrEqual(day);
  });

  it("start anew before the first origin and once in 364 days, and go on from the one before else", () => {
    const long = inventedRecord(1200);
    const days = Int32Array.from({length: 700}, (_, i) => 501 + i);
    const trainings = trainingsOf(long, days);
    const anew = trainings.filter((training) => training.anew).map(({day}) => day);
    expect(anew).toEqual([355, 663, 1027]);
    expect(trainings.map(({day}) => day)).toEqual(Array.from({length: 31}, (_, i) => 355 + 28 * i));
    const later = trainingsOf(long, days.slice(200));
    expect([later[0].day, later[0].anew]).toEqual([663, true]);
  });

  it("need a year of known days", () => {
    const late = {...record, load: record.load.map((x, d) => (d < KNOWN - 200 ? Number.NaN : x))};
    expect(() => trainingsOf(late, originDays(400))).toThrow(/expected at least 358 known days/);
  });
});
