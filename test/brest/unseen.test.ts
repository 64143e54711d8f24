import {describe, expect, it} from "vitest";
import {degrade} from "../../models/brest/degrade.js";
import {type LstmState, roll as rollLstm} from "../../models/brest/lstm.js";
import {roll as rollRidge} from "../../models/brest/regression.js";
import {treeColumns} from "../../models/brest/tree-features.js";
import {brest} from "../../models/brest.js";
import type {DailyRecord} from "../../src/lib/daily/record.js";
import {smooth} from "../../src/lib/daily/smooth.js";
import {inventedRecord, inventedStudy} from "./invented.js";

const KNOWN = 420;
const record = inventedRecord(KNOWN);
const params = (name: string) => brest.candidates.find((candidate) => candidate.name === name)!.params;

/** The first training of these records: see `trainingsOf`. */
const training = 355;

async function lstm(of: DailyRecord, origins: number) {
  const few = {...params("lstm"), units: 6, epochs: 12, refit_epochs: 2};
  const input = {...inventedStudy([of], origins), params: few, seed: brest.seed, experts: []};
  const {history, files} = await rollLstm(input);
  const state: LstmState = JSON.parse(new TextDecoder().decode(files!["state.json"]));
  return {losses: history!.val_loss.map(({value}) => value), state};
}

describe("the LSTM's training", () => {
  it("scales by the part that it learns from, not by the part held out to stop it", async () => {
    // 36 days before the first example, and of the 319 examples' days the last 15 % are held out: from day 307 on.
    const wild = (from: number): DailyRecord => {
      const turned = (values: Float64Array, by: number) =>
        values.map((x, d) => (d >= from && d < training ? by * x : x));
      const {weather} = record;
      return {
        ...record,
        load: turned(record.load, 4),
        weather: {...weather, temperature: turned(weather.temperature, 9), wind: turned(weather.wind, 9)}
      };
    };
    const {state} = await lstm(record, 20);
    expect((await lstm(wild(307), 20)).state.scale).toEqual(state.scale);
    expect((await lstm(wild(306), 20)).state.scale.high).not.toEqual(state.scale.high);
  });

  it("goes on from the weights of the one before", async () => {
    const {losses, state} = await lstm(record, 20);
    const [anew, next] = state.curve.starts;
    expect([anew, next]).toEqual([1, 13]);
    expect(losses[next - 1]).toBeLessThan(losses[next - 2]);
  });
});

describe("the regression", () => {
  it("follows a shift of the last known day less the further ahead, as errors fade", async () => {
    const day = KNOWN - 1;
    const shifted = {...record, load: record.load.map((x, d) => (d === day ? 1.02 * x : x))};
    const roll = async (of: DailyRecord) => {
      const input = {...inventedStudy([of], 1), params: params("ridge"), seed: brest.seed, experts: []};
      return (await rollRidge(input)).values;
    };
    const [before, after] = [await roll(record), await roll(shifted)];
    const moved = Array.from(after, (x, lead) => Math.log(x / before[lead]) / Math.log(1.02));
    expect(moved[0]).toBeGreaterThan(0.3);
    expect(moved[6]).toBeLessThan(0.6 * moved[0]);
  });
});

describe("what the trees are told", () => {
  it("at an origin is nothing of the load from that day on", () => {
    const day = 300;
    const other = {...record, load: record.load.map((x, d) => (d < day ? x : 5 * x))};
    const [own, theirs] = [treeColumns(record, record.weather), treeColumns(other, record.weather)];
    for (let lead = 0; lead < 7; ++lead) expect(theirs(day, lead)).toEqual(own(day, lead));
    expect(theirs(day + 1, 0)).not.toEqual(own(day + 1, 0));
  });
});

describe("weather as uncertain as a forecast", () => {
  it("is off by 0.8 °C on the first day and 2.5 °C on the seventh, and by about as much the day after", () => {
    const errors = Array.from({length: 4000}, (_, seed) => {
      const {temperature} = degrade(record.weather, 100, seed);
      expect(temperature.subarray(0, 100)).toEqual(record.weather.temperature.subarray(0, 100));
      return Array.from(
        {length: 7},
        (_, lead) => temperature[100 + lead] - record.weather.temperature[100 + lead]
      );
    });
    const mean = (of: (e: number[]) => number) => errors.reduce((sum, e) => sum + of(e), 0) / errors.length;
    const spread = (lead: number) => Math.sqrt(mean((e) => e[lead] ** 2));
    expect(spread(0)).toBeCloseTo(0.8, 1);
    expect(spread(6)).toBeCloseTo(2.5, 1);
    expect(mean((e) => e[0] * e[1]) / spread(0) / spread(1)).toBeCloseTo(0.97 ** 24, 1);
    expect(degrade(record.weather, 100, 5)).toEqual(degrade(record.weather, 100, 5));
  });
});

describe("smoothing", () => {
  it("keeps a share of the day before, and stays where a day is not known", () => {
    expect([...smooth(Float64Array.of(Number.NaN, 1, Number.NaN, 3), 0.8)]).toEqual([
      Number.NaN,
      1,
      1,
      0.8 * 1 + (1 - 0.8) * 3
    ]);
  });
});
