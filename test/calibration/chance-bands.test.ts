import {describe, expect, test} from "vitest";
import {chanceBands} from "../../src/lib/calibration/chance-bands.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Scheme} from "../../src/lib/rolled.js";

const DAY = 86_400_000;

/** Days of some towns that rain together: said log-odds, what is said of them, what happened. */
function invented(
  days: number,
  towns: number,
  seed: number,
  said: (odds: number) => number = (odds) => odds
) {
  const [random, draw] = [mulberry32(seed), normal(mulberry32(seed + 1))];
  const n = days * towns;
  const [values, actual] = [new Float64Array(n), new Float64Array(n)];
  let weather = 0;
  for (let day = 0; day < days; ++day) {
    weather = 0.7 * weather + draw();
    for (let town = 0; town < towns; ++town) {
      const odds = -1 + draw();
      actual[day * towns + town] = random() < 1 / (1 + Math.exp(-odds - 0.5 * weather)) ? 1 : 0;
      values[day * towns + town] = 1 / (1 + Math.exp(-said(odds)));
    }
  }
  const origins = Float64Array.from({length: days}, (_, day) => day * DAY);
  const scheme: Scheme = {
    series: Array.from({length: towns}, (_, town) => `town ${town}`),
    ...{origins, leads: 1, block: 1, times: origins}
  };
  return {
    scheme,
    values,
    truth: {actual, comparable: new Uint8Array(n).fill(1)},
    window: {from: 0, to: days}
  };
}

const {scheme, values, truth, window} = invented(300, 8, 1);
const bands = chanceBands(scheme, values, truth, window);
const widths = (own: typeof bands) => own.hi95.map((high, i) => high - own.lo95[i]);
const mean = (numbers: Float64Array) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

test("bounds lie in order within 0 … 1 around the value", () => {
  for (let i = 0; i < values.length; ++i) {
    const order = [0, bands.lo95[i], bands.lo80[i], values[i], bands.hi80[i], bands.hi95[i], 1];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  expect(mean(widths(bands))).toBeGreaterThan(0.02);
  expect(mean(widths(bands))).toBeLessThan(0.2);
  expect(mean(bands.hi80.map((high, i) => high - bands.lo80[i]))).toBeLessThan(0.8 * mean(widths(bands)));
});

test("the same rows give the same bounds, and higher chances higher ones", () => {
  expect(chanceBands(scheme, values, truth, window)).toEqual(bands);
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  for (let i = 1; i < order.length; ++i) {
    expect(bands.lo95[order[i]]).toBeGreaterThanOrEqual(bands.lo95[order[i - 1]] - 1e-9);
    expect(bands.hi95[order[i]]).toBeGreaterThanOrEqual(bands.hi95[order[i - 1]] - 1e-9);
  }
});

test("four times the days halve the width", () => {
  const long = invented(1200, 8, 1);
  const wide = mean(widths(chanceBands(long.scheme, long.values, long.truth, {from: 0, to: 1200})));
  expect(wide / mean(widths(bands))).toBeGreaterThan(0.35);
  expect(wide / mean(widths(bands))).toBeLessThan(0.7);
});

test("days on which towns rain together widen the bounds, as rows by themselves would not", () => {
  const shuffled = truth.actual.slice();
  // The same outcomes of the same chances, each from another day.
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  const random = mulberry32(9);
  for (let i = 0; i + 40 < order.length; i += 40)
    for (let k = 39; k > 0; --k) {
      const [a, b] = [order[i + k], order[i + Math.floor(random() * (k + 1))]];
      [shuffled[a], shuffled[b]] = [shuffled[b], shuffled[a]];
    }
  const alone = chanceBands(scheme, values, {...truth, actual: shuffled}, window);
  expect(mean(widths(alone))).toBeLessThan(0.85 * mean(widths(bands)));
});

test("the bounds hold the chance that is true, 95 of 100 times about", () => {
  let held = 0;
  for (let seed = 0; seed < 30; ++seed) {
    const own = invented(140, 4, 3 * seed + 100);
    // A chance of which the weather of its day is not known: the mean over all weathers, by integration.
    const at = 0.4;
    const odds = Math.log(at / (1 - at));
    let [true0, weight] = [0, 0];
    for (let z = -4; z <= 4; z += 0.05) {
      const w = Math.exp((-z * z) / 2);
      true0 += w / (1 + Math.exp(-odds - (0.5 * z) / Math.sqrt(1 - 0.49)));
      weight += w;
    }
    own.values[0] = at;
    const {lo95, hi95} = chanceBands(own.scheme, own.values, own.truth, {from: 1, to: 140});
    if (lo95[0] <= true0 / weight && true0 / weight <= hi95[0]) held += 1;
  }
  expect(held).toBeGreaterThanOrEqual(24);
});

test("chances that are wrong on the whole have bounds that reach to the right ones", () => {
  const bold = invented(600, 8, 5, (odds) => 2.5 * odds);
  bold.values[0] = 0.95;
  const {lo95, lo80, hi95} = chanceBands(bold.scheme, bold.values, bold.truth, {from: 1, to: 600});
  expect(lo80[0]).toBeLessThan(0.82);
  expect(lo95[0]).toBeGreaterThan(0.6);
  expect(hi95[0]).toBe(0.95);
});

describe("what is not known", () => {
  test("a value that is missing has no bounds, and one at the end has", () => {
    const own = values.with(0, Number.NaN).with(1, 0).with(2, 1);
    const {lo80, hi80, lo95, hi95} = chanceBands(scheme, own, truth, window);
    for (const bound of [lo80, hi80, lo95, hi95]) expect(bound[0]).toBeNaN();
    expect([lo95[1], lo80[1]]).toEqual([0, 0]);
    expect(hi95[1]).toBeGreaterThan(0);
    expect([hi95[2], hi80[2]]).toEqual([1, 1]);
    expect(lo95[2]).toBeLessThan(1);
  });

  test("rows outside the window, unknown or not comparable do not count", () => {
    const part = {from: 50, to: 250};
    const inside = chanceBands(scheme, values, truth, part);
    const upside = truth.actual.map((value, i) => (i < 400 || i >= 2000 ? 1 - value : value));
    expect(chanceBands(scheme, values, {...truth, actual: upside}, part)).toEqual(inside);
    const turned = truth.actual.map((value, i) => (i % 5 ? value : 1 - value));
    const comparable = truth.comparable.map((_, i) => (i % 5 ? 1 : 0));
    const unknown = truth.actual.map((value, i) => (i % 5 ? value : Number.NaN));
    expect(chanceBands(scheme, values, {actual: turned, comparable}, window)).toEqual(
      chanceBands(scheme, values, {...truth, actual: unknown}, window)
    );
  });

  test("too few weeks, or one outcome alone, say nothing: 0 to 1", () => {
    const open = {lo80: 0, hi80: 1, lo95: 0, hi95: 1};
    const first = (own: typeof bands) => ({
      lo80: own.lo80[5],
      hi80: own.hi80[5],
      lo95: own.lo95[5],
      hi95: own.hi95[5]
    });
    expect(first(chanceBands(scheme, values, truth, {from: 0, to: 63}))).toEqual(open);
    expect(first(chanceBands(scheme, values, truth, {from: 0, to: 64}))).not.toEqual(open);
    expect(first(chanceBands(scheme, values, {...truth, actual: new Float64Array(2400)}, window))).toEqual(
      open
    );
  });

  test("what does not fit is refused", () => {
    const refused = (message: string, own: Float64Array, actual = truth.actual, of = window) =>
      expect(() => chanceBands(scheme, own, {...truth, actual}, of)).toThrow(message);
    refused(
      "expected 2400 values, truths and marks of the comparable, got 3, 2400 and 2400",
      new Float64Array(3)
    );
    refused("expected probabilities from 0 to 1, got 1.2 in row 7", values.with(7, 1.2));
    refused("expected outcomes of 0 or 1, got 0.5 in row 7", values, truth.actual.with(7, 0.5));
    refused("within 0 … 300 to learn from, got 5 … 301", values, truth.actual, {from: 5, to: 301});
  });
});
