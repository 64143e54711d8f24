import {describe, expect, it} from "vitest";
import {forecastDays, originWindows} from "../../src/lib/daily/forecast.js";
import {
  oldest,
  scaledSteps,
  scaleOf,
  stepsOf,
  windowFeatures,
  windowsOf
} from "../../src/lib/daily/windows.js";
import {drawnNet, horizon, inventedDays, predictor, size} from "./invented.js";

const record = inventedDays();
const width = windowFeatures.length;
const at = (name: string) => windowFeatures.findIndex((feature) => feature.name === name);
const steps = stepsOf(record, record.weather);
const scale = scaleOf(steps, 0, 120);
/** The value of a feature in a step of a window, in natural units. */
const natural = (windows: Float32Array, window: number, step: number, name: string) => {
  const j = at(name);
  return scale.low[j] + windows[(window * size + step) * width + j] * (scale.high[j] - scale.low[j]);
};

describe("windows of the LSTM", () => {
  const day = 90;
  const {windows, lastLoads} = originWindows(record, record.weather, {size, scale}, day, horizon);

  it("never hold a load of the origin's day or of a later one", () => {
    const net = {size, scale, predict: predictor(drawnNet())};
    const before = forecastDays(record, record.weather, net, day, horizon);
    for (const load of [record.load.map((x, d) => (d < day ? x : 9 * x)), record.load.slice(0, day)]) {
      const whole = new Float64Array(record.days.length).fill(Number.NaN);
      whole.set(load);
      const other = {...record, load: whole};
      expect(originWindows(other, record.weather, {size, scale}, day, horizon).windows).toEqual(windows);
      expect(forecastDays(other, record.weather, net, day, horizon)).toEqual(before);
    }
    const known = {...record, load: record.load.map((x, d) => (d === day - 1 ? 1.1 * x : x))};
    expect(forecastDays(known, record.weather, net, day, horizon)).not.toEqual(before);
  });

  it("hold nothing before their first day but the load carried into it, and nothing after the horizon", () => {
    const turn = (from: number, to: number) => {
      const column = (values: Float64Array) =>
        values.map((x, d) => (d >= from && d < to ? x : Math.min(x, 90) + 5));
      const {weather} = record;
      const other = Object.fromEntries(
        Object.entries(weather).map(([name, values]) => [name, column(values)])
      );
      return originWindows(record, other as typeof weather, {size, scale}, day, horizon).windows;
    };
    expect(turn(day - size + 1, day + horizon)).toEqual(windows);
    expect(turn(day - size + 2, day + horizon)).not.toEqual(windows);
    expect(turn(day - size + 1, day + horizon - 1)).not.toEqual(windows);
  });

  it("show each day's load with the weather and the calendar of the day after", () => {
    for (const step of [0, 11, size - 1]) {
      const shown = day - size + step;
      expect(natural(windows, 0, step, "load")).toBeCloseTo(Math.log(record.load[shown]), 5);
      expect(natural(windows, 0, step, "temperature")).toBeCloseTo(record.weather.temperature[shown + 1], 4);
      expect(natural(windows, 0, step, "public holiday")).toBe(record.holiday[shown + 1]);
    }
  });

  it("carry the last known load on with its age, one day more for each day ahead", () => {
    for (let lead = 0; lead < horizon; ++lead) {
      expect(lastLoads[lead]).toBe(record.load[day - 1]);
      for (let step = 0; step < size; ++step) {
        const age = Math.max(step - (size - 1 - lead), 0);
        expect(natural(windows, lead, step, "age of the load")).toBeCloseTo(age, 5);
        const shown = day + lead - size + step - age;
        expect(natural(windows, lead, step, "load")).toBeCloseTo(Math.log(record.load[shown]), 5);
      }
    }
  });

  it("carry a gap of the record on in the same way", () => {
    const {windows, lastLoads} = originWindows(record, record.weather, {size, scale}, 110, horizon);
    const ages = Array.from({length: size}, (_, step) => {
      const shown = 110 - size + step;
      return shown >= 100 && shown < 103 ? shown - 99 : 0;
    });
    expect(ages.filter((age) => age > 0)).toEqual([1, 2, 3]);
    ages.forEach((age, step) => {
      expect(natural(windows, 0, step, "age of the load")).toBeCloseTo(age, 5);
      const load = record.load[110 - size + step - age];
      expect(natural(windows, 0, step, "load")).toBeCloseTo(Math.log(load), 5);
    });
    expect(lastLoads[0]).toBe(record.load[109]);
    const inside = originWindows(record, record.weather, {size, scale}, 102, horizon);
    expect(inside.lastLoads[0]).toBe(record.load[99]);
    expect(natural(inside.windows, horizon - 1, size - 1, "age of the load")).toBeCloseTo(oldest, 5);
  });

  it("are scaled by the training part alone", () => {
    const later = (values: Float64Array) => values.map((x, d) => (d > 120 ? 100 * x : x));
    const other = stepsOf(
      {...record, load: later(record.load)},
      {
        ...record.weather,
        wind: later(record.weather.wind)
      }
    );
    expect(scaleOf(other, 0, 120)).toEqual(scale);
    expect(scaleOf(other, 0, 130)).not.toEqual(scale);
    const {rows} = scaledSteps(steps, scale);
    const trained = rows.slice(0, 120 * width);
    expect(Math.min(...trained)).toBe(0);
    expect(Math.max(...trained)).toBe(1);
    expect(Math.abs(Math.log(record.load[119] / record.load[113]))).toBeLessThanOrEqual(scale.change);
  });

  it("are refused where the record does not reach back far enough", () => {
    expect(() => windowsOf(steps, scale, size, [{target: size - 1, lead: 0}])).toThrow(
      `expected ${size} days and a known load before day ${size - 1}`
    );
    expect(() => originWindows(record, record.weather, {size, scale}, 12, horizon)).toThrow("begins later");
  });
});
