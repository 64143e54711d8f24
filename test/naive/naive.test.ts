import {describe, expect, it} from "vitest";
import {quantile} from "../../src/lib/distributions/quantile.js";
import {naiveFan} from "../../src/lib/naive/fan.js";
import {type Naive, naivePoint} from "../../src/lib/naive/points.js";
import {mulberry32, normal} from "../../src/lib/random.js";

const draw = normal(mulberry32(6));
let log = 0;
const values = Float64Array.from({length: 300}, () => Math.exp((log += 0.05 * draw() + 0.01)));
const naives: Naive[] = [{kind: "random walk"}, {kind: "drift"}, {kind: "seasonal", season: 7}];
const levels = [0.05, 0.5, 0.9];

it("points", () => {
  const y = Float64Array.of(1, 2, 4, 7, 3);
  expect(naivePoint(y, {kind: "random walk"}, 3, 5)).toBe(7);
  expect(naivePoint(y, {kind: "drift"}, 3, 5)).toBe(17);
  expect([1, 2, 3, 4].map((h) => naivePoint(y, {kind: "seasonal", season: 3}, 4, h))).toEqual([4, 7, 3, 4]);
});

it.each(naives)(
  "the fan of a %o is the quantiles of its log errors, counted out one origin at a time",
  (naive) => {
    const [from, to, horizon, window] = [200, 299, 9, 60];
    const fan = naiveFan(values, naive, {horizon, levels, window, from, to});
    const logs = values.map(Math.log);
    for (const origin of [200, 233, 299])
      for (const ahead of [1, 4, 9]) {
        const errors: number[] = [];
        for (let day = origin - window + 1; day <= origin; ++day)
          errors.push(logs[day] - naivePoint(logs, naive, day - ahead, ahead));
        errors.sort((a, b) => a - b);
        const at = (origin - from) * horizon + ahead - 1;
        const point = Math.exp(naivePoint(logs, naive, origin, ahead));
        expect(fan.point[at]).toBeCloseTo(point, 12);
        levels.forEach((level, k) => {
          expect(fan.quantiles[at * 3 + k]).toBeCloseTo(point * Math.exp(quantile(errors, level)), 12);
        });
      }
  }
);

it.each(naives)("nothing after the origin changes the fan of a %o", (naive) => {
  const changed = values.map((value, t) => (t > 250 ? 9 * value : value));
  const options = {horizon: 5, levels, from: 240, to: 250};
  expect(naiveFan(changed, naive, options)).toEqual(naiveFan(values, naive, options));
  // A record that ends there gives the same again.
  expect(naiveFan(values.slice(0, 251), naive, {horizon: 5, levels})).toEqual(
    naiveFan(values, naive, {...options, from: 250})
  );
});

it("a price that never moved keeps its value", () => {
  const {point, quantiles} = naiveFan(new Float64Array(40).fill(2), {kind: "drift"}, {horizon: 2, levels});
  for (const value of [...point, ...quantiles]) expect(value).toBeCloseTo(2, 12);
});

describe("bad input", () => {
  const walk = naives[0];
  const options = {horizon: 5, levels};
  it.each([
    [
      "no number",
      () =>
        naiveFan(
          values.map(() => Number.NaN),
          walk,
          options
        ),
      "random walk: expected values above 0 without gaps, got NaN at step 0"
    ],
    [
      "a price of 0",
      () =>
        naiveFan(
          values.map((v, t) => (t === 9 ? 0 : v)),
          walk,
          options
        ),
      "got 0 at step 9"
    ],
    [
      "too short",
      () => naiveFan(values.slice(0, 24), walk, options),
      "expected origins from 24 (20 errors 5 steps ahead) to 23, got 23 to 23"
    ],
    [
      "season 0",
      () => naiveFan(values, {kind: "seasonal", season: 0}, options),
      "expected a whole number from 1 for the season, got 0"
    ],
    [
      "a season longer than the record",
      () => naiveFan(values, {kind: "seasonal", season: 400}, options),
      "seasonal naive, 400 steps: expected a season within the record, got 300 values"
    ],
    [
      "a level of 1",
      () => naiveFan(values, walk, {...options, levels: [0.5, 1]}),
      "expected levels between 0 and 1, got 1"
    ],
    [
      "a window too small",
      () => naiveFan(values, walk, {...options, window: 5}),
      "expected a whole number from 20 for the window, got 5"
    ],
    [
      "a horizon of 0",
      () => naiveFan(values, walk, {...options, horizon: 0}),
      "expected a whole number from 1 for the horizon, got 0"
    ],
    [
      "an origin after the record",
      () => naiveFan(values, walk, {...options, to: 300}),
      "to 299, got 299 to 300"
    ]
  ])("%s", (_, run, message) => {
    expect(run).toThrow(message);
  });
});
