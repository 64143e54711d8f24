import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {forecastDays, originWindows, type WindowNet} from "../../src/lib/daily/forecast.js";
import {
  type DailyKnobs,
  dailyOpening,
  dailyRanges,
  dailyRest,
  daysAfter,
  readDailyKnobs,
  writeDailyKnobs
} from "../../src/lib/daily/knobs.js";
import {type DailyModel, openDailyScenario} from "../../src/lib/daily/scenario.js";
import {tensorPredictor} from "../../src/lib/daily/tensors.js";
import {lstmLayers} from "../../src/lib/recurrent/layers.js";
import {drawnNet, horizon, inventedDays, predictor, published, size} from "./invented.js";

const record = inventedDays();
const state = published(record);
const weights = drawnNet();
const predict = predictor(weights);
const net = {size, scale: state.scale, predict};
const model = openDailyScenario(state, predict);
const latest = model.ends[model.ends.length - 1];

/** The largest relative difference. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (x, i) => Math.abs(x / b[i] - 1)));

const somewhere = model.ends[40];
const everything: DailyKnobs = {
  temperature: -4,
  rain: 6,
  wind: 30,
  cloud: 25,
  end: somewhere,
  holiday: daysAfter(somewhere, horizon)[3]
};

describe("scenarios of the published LSTM", () => {
  it("at rest give the forecast that the LSTM makes", () => {
    const issued = forecastDays(record, record.weather, net, record.days.length - horizon, horizon);
    const {scenario, before, end, days, truth} = model.run(dailyRest);
    expect(apart(scenario.value, issued)).toBeLessThan(1e-6);
    expect(scenario.value).toEqual(before.value);
    expect(end).toBe(record.days[record.days.length - horizon - 1]);
    expect(days).toEqual(record.days.slice(-horizon));
    expect(truth).toEqual(days.map(() => null));
    expect(scenario.times[0]).toBe(Date.parse(`${days[0]}T00:00:00+02:00`));
  });

  it("with another end give the forecast from there, beside the truth", () => {
    const day = record.days.indexOf(somewhere) + 1;
    const {before, truth} = model.run({...dailyRest, end: somewhere});
    expect(apart(before.value, forecastDays(record, record.weather, net, day, horizon))).toBeLessThan(1e-6);
    expect(truth).toEqual([...record.load.slice(day, day + horizon)]);
  });

  it("turn the weather and the calendar of the days ahead and of no other", () => {
    const day = record.days.indexOf(somewhere) + 1;
    const ahead = (values: Float64Array, turn: (x: number) => number) =>
      values.map((x, d) => (d >= day ? turn(x) : x));
    const {weather} = record;
    const holiday = record.holiday.slice();
    holiday[record.days.indexOf(everything.holiday)] = 1;
    const other = {
      ...weather,
      temperature: ahead(weather.temperature, (x) => x - 4),
      temperature_min: ahead(weather.temperature_min, (x) => x - 4),
      temperature_max: ahead(weather.temperature_max, (x) => x - 4),
      precipitation: ahead(weather.precipitation, (x) => x + 6),
      wind: ahead(weather.wind, (x) => x * 1.3),
      cloud: ahead(weather.cloud, (x) => Math.min(x + 25, 100))
    };
    const expected = forecastDays({...record, holiday}, other, net, day, horizon);
    expect(apart(model.run(everything).scenario.value, expected)).toBeLessThan(1e-6);
  });

  it("say what moved in steps that add up", () => {
    const {scenario, before} = model.run(everything);
    const sums = Array.from(before.value, (_, i) =>
      scenario.groups.reduce((sum, {values}) => sum + values[i], before.value[i])
    );
    expect(apart(sums, scenario.value)).toBeLessThan(1e-9);
    const moved = (knobs: DailyKnobs) =>
      model
        .run(knobs)
        .scenario.groups.filter(({values}) => Array.from(values).some((x) => Math.abs(x) > 1e-6))
        .map(({name}) => name);
    expect(moved(everything)).toEqual(["temperature", "rain", "wind", "cloud", "holiday"]);
    expect(moved({...dailyRest, wind: -50})).toEqual(["wind"]);
    expect(moved(dailyRest)).toEqual([]);
  });

  it("show the window up to its end, and the days ahead without their load", () => {
    const {window} = model.run(everything);
    const values = (name: string) => window.features.find((feature) => feature.name === name)!.values;
    const day = record.days.indexOf(somewhere) + 1;
    expect(window.days).toEqual(record.days.slice(day - size, day + horizon));
    expect(values("load").slice(-horizon)).toEqual(Array(horizon).fill(null));
    expect(values("load")[size - 1]).toBe(record.load[day - 1]);
    expect(values("precipitation")[size]).toBe(record.weather.precipitation[day] + 6);
    expect(values("precipitation")[size - 1]).toBe(record.weather.precipitation[day - 1]);
    expect(values("public holiday")[size + 3]).toBe(1);
  });

  it("name what goes beyond the days by which the net was scaled", () => {
    expect(model.run(dailyRest).beyond).toEqual([]);
    const [first] = model.run({...dailyRest, rain: 20}).beyond;
    expect(first).toMatchObject({name: "precipitation", unit: "mm", low: 0});
    expect(first.value).toBe(Math.max(...record.weather.precipitation.slice(-horizon)) + 20);
    expect(first.value).toBeGreaterThan(first.high);
    const {low, high, change} = state.scale;
    const narrow = openDailyScenario({...state, scale: {low, high: high.map((x) => x / 2), change}}, predict);
    expect(narrow.run(dailyRest).beyond).toEqual([]);
    expect(narrow.run({...dailyRest, cloud: -5}).beyond.map(({name}) => name)).toEqual(["cloud"]);
  });

  it("may end on known days with a whole window and weather, and no others", () => {
    expect(model.ends[0]).toBe(record.days[size - 1]);
    expect(latest).toBe(record.days[record.days.length - horizon - 1]);
    for (const gap of [100, 101, 102]) expect(model.ends).not.toContain(record.days[gap]);
    const torn = structuredClone(state) as {weather: {wind: (number | null)[]}} & typeof state;
    torn.weather.wind[60] = null;
    const {ends} = openDailyScenario(torn, predict);
    expect(ends).toContain(record.days[60 - horizon - 1]);
    expect(ends).not.toContain(record.days[60 - horizon]);
    expect(ends).not.toContain(record.days[60 + size - 2]);
    expect(ends).toContain(record.days[60 + size - 1]);
    expect(model.ends).toContain(model.coldest);
    const mean = (end: string) =>
      daysAfter(end, horizon).reduce(
        (sum, day) => sum + record.weather.temperature[record.days.indexOf(day)],
        0
      );
    expect(mean(model.coldest)).toBe(Math.min(...model.ends.slice(0, -horizon).map(mean)));
  });

  it("refuse an end or a holiday that there is not", () => {
    expect(() => model.run({...dailyRest, end: "2001-01-01"})).toThrow('got "2001-01-01"');
    expect(() => model.run({...dailyRest, holiday: record.days[3]})).toThrow("expected a holiday from");
    expect(() => openDailyScenario({...state, origin: record.days[9]}, predict)).toThrow(
      `expected ${size} days before the origin`
    );
  });
});

describe("the published layers model", () => {
  let tensors: DailyModel;
  let asked: WindowNet["predict"];
  beforeAll(async () => {
    await tf.setBackend("cpu");
    const layers = await tf.loadLayersModel(tf.io.fromMemory(lstmLayers(weights)));
    asked = tensorPredictor(tf, layers, {size, tail: horizon});
    tensors = openDailyScenario(state, asked);
  });

  it.each<[string, DailyKnobs]>([
    ["at rest", dailyRest],
    ["three degrees colder", dailyOpening],
    ["with everything moved", everything]
  ])("agrees with the project's own engine %s, and leaves no tensor behind", (_, knobs) => {
    tensors.run(knobs);
    const {numTensors} = tf.memory();
    const {scenario} = tensors.run(knobs);
    expect(apart(scenario.value, model.run(knobs).scenario.value)).toBeLessThan(1e-6);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it("reads a window anew wherever a day of it differs from one that it remembers", () => {
    const {windows} = originWindows(record, record.weather, net, 90, horizon);
    for (const at of [0, 11 * 16 + 3, 23 * 16 - 1, 30 * 16 - 1]) {
      asked(windows);
      const other = windows.slice();
      other[at] += 0.4;
      expect(asked(other)[0]).not.toBe(asked(windows)[0]);
      expect(apart(asked(other), predict(other))).toBeLessThan(1e-4);
    }
    for (let day = 60; day < 100; ++day) {
      const {windows} = originWindows(record, record.weather, net, day, horizon);
      expect(apart(asked(windows), predict(windows))).toBeLessThan(1e-4);
    }
  });
});

describe("the knobs in an address", () => {
  const {ends} = model;
  const position = (name: keyof typeof dailyRanges) => {
    const {min, max, step} = dailyRanges[name];
    return fc.integer({min: 0, max: (max - min) / step}).map((i) => min + i * step);
  };
  const knobs = fc
    .record({
      temperature: position("temperature"),
      rain: position("rain"),
      wind: position("wind"),
      cloud: position("cloud"),
      end: fc.constantFrom("", ...ends)
    })
    .chain((read) =>
      fc
        .constantFrom("", ...daysAfter(read.end || latest, horizon))
        .map((holiday): DailyKnobs => ({...read, holiday}))
    );

  it("come back as they went in, wherever they stand", () => {
    fc.assert(
      fc.property(knobs, (positions) => {
        expect(readDailyKnobs(writeDailyKnobs(positions), {ends, horizon})).toEqual({
          knobs: positions,
          problems: []
        });
      })
    );
    expect(writeDailyKnobs(dailyOpening)).toBe("");
    expect(readDailyKnobs("", {ends, horizon}).knobs).toEqual(dailyOpening);
  });

  it("can always be answered, whatever an address says", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(dailyRest), "other"), fc.string(), (name, text) => {
        const query = new URLSearchParams([[name, text]]).toString();
        const {knobs: read} = readDailyKnobs(query, {ends, horizon});
        expect(["", ...ends]).toContain(read.end);
        for (const [knob, {min, max, step}] of Object.entries(dailyRanges)) {
          const value = read[knob as keyof typeof dailyRanges];
          expect(value >= min && value <= max && Number.isInteger((value - min) / step)).toBe(true);
        }
      })
    );
  });

  it("are named where they are wrong, and left at the opening", () => {
    const hostile = `temperature=1e9&rain=-1&wind=NaN&cloud=&end=<script>&holiday=${"x".repeat(300)}&utm=1`;
    const {knobs: read, problems} = readDailyKnobs(hostile, {ends, horizon});
    expect(read).toEqual(dailyOpening);
    expect(problems).toEqual([
      'temperature: expected a number from -8 to 8, got "1e9"',
      'rain: expected a number from 0 to 20, got "-1"',
      'wind: expected a number from -100 to 100, got "NaN"',
      'cloud: expected a number from -100 to 100, got ""',
      `end: expected a known day from ${ends[0]} to ${latest}, got "<script>"`,
      `holiday: expected one of the 7 days after ${latest}, got "${"x".repeat(40)}…"`
    ]);
  });

  it("take a holiday only from the days after the end that the same address names", () => {
    const day = daysAfter(somewhere, horizon)[2];
    const good = readDailyKnobs(`holiday=${day}&end=${somewhere}`, {ends, horizon});
    expect(good).toEqual({knobs: {...dailyOpening, end: somewhere, holiday: day}, problems: []});
    expect(readDailyKnobs(`holiday=${day}`, {ends, horizon}).problems).toEqual([
      `holiday: expected one of the 7 days after ${latest}, got "${day}"`
    ]);
  });
});
