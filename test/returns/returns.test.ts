import {expect, test} from "vitest";
import {normalQuantile} from "../../src/lib/distributions/normal.js";
import {quantile} from "../../src/lib/distributions/quantile.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {adaptWidth, quantileAt} from "../../src/lib/returns/adaptive-width.js";
import {aggregateQuantiles} from "../../src/lib/returns/aggregate.js";
import {joinQuantiles} from "../../src/lib/returns/join.js";
import {mixQuantiles} from "../../src/lib/returns/mix.js";
import {pastQuantiles} from "../../src/lib/returns/past.js";
import {checkScheme, evenLevels, leadsTo, quantilesAt} from "../../src/lib/returns/rolled.js";

const days = 700;
const draw = normal(mulberry32(1));
/** A random walk, three times as wild in its second half. */
const logPrices = new Float64Array(days);
for (let day = 1; day < days; ++day) logPrices[day] = logPrices[day - 1] + (day < 350 ? 0.01 : 0.03) * draw();
const origins = Int32Array.from({length: 400}, (_, k) => 250 + k);
const scheme = {origins, leads: [1, 3], levels: Float64Array.of(0.05, 0.25, 0.5, 0.75, 0.95)};

test("past quantiles are those of the last returns known, scaled from then to now", () => {
  const scale = Float64Array.from({length: days}, (_, day) => 1 + (day % 7));
  const rolled = pastQuantiles(logPrices, scheme, {window: 120, scale});
  const origin = origins[300];
  const errors = Array.from({length: 120}, (_, i) => origin - 3 - i)
    .map((day) => (logPrices[day + 3] - logPrices[day]) / scale[day])
    .sort((a, b) => a - b);
  const own = quantilesAt(scheme, rolled, 300, 1);
  scheme.levels.forEach((level, k) => {
    expect(own[k]).toBeCloseTo(quantile(errors, level) * scale[origin], 12);
  });
  const few = pastQuantiles(logPrices, {...scheme, origins: Int32Array.of(50, 120)}, {window: 120});
  expect([few[0], Number.isFinite(few[10])]).toEqual([Number.NaN, true]);
});

test("joined quantiles of a normal are the normal's own, between and beyond, and crossed ones are put in order", () => {
  const few = Float64Array.of(0.1, 0.5, 0.9);
  const join = joinQuantiles(few, [0.01, 0.3, 0.5, 0.99]);
  expect(
    [...join(few.map((level) => 2 + 3 * normalQuantile(level)))].map((q) => Number(q.toFixed(9)))
  ).toEqual([0.01, 0.3, 0.5, 0.99].map((level) => Number((2 + 3 * normalQuantile(level)).toFixed(9))));
  expect(join([1, 3, 2])[2]).toBe(2);
  expect(() => joinQuantiles([0.5], [0.1])).toThrow("two levels or more, got 1");
});

test("a mix is the mean of the quantiles, in order", () => {
  const one = {origins: Int32Array.of(1), leads: [1], levels: Float64Array.of(0.2, 0.8)};
  expect([...mixQuantiles(one, [Float64Array.of(1, 2), Float64Array.of(3, 8)])]).toEqual([2, 5]);
  expect([...mixQuantiles(one, [Float64Array.of(4, 2)])]).toEqual([2, 4]);
  expect(() => mixQuantiles(one, [Float64Array.of(4, 2), Float64Array.of(1)])).toThrow(
    "expected 2 quantiles"
  );
});

test("a width adapts: too narrow bands come to hold what they say, and wait for the outcome", () => {
  const narrow = pastQuantiles(logPrices, {...scheme, levels: evenLevels(20)}, {window: 1000}).map(
    (q) => q / 2
  );
  const wide = {...scheme, levels: evenLevels(20)};
  const options = {bands: [0.5, 0.8, 0.9], rate: 0.1, least: 0.3, most: 6};
  const adapted = adaptWidth(logPrices, wide, narrow, options);
  const held = (rolled: Float64Array, l: number) => {
    let inside = 0;
    for (let place = 200; place < 400; ++place) {
      const own = quantilesAt(wide, rolled, place, l);
      const actual = logPrices[origins[place] + wide.leads[l]] - logPrices[origins[place]];
      if (actual >= quantileAt(wide.levels, own, 0.1) && actual <= quantileAt(wide.levels, own, 0.9))
        ++inside;
    }
    return inside / 200;
  };
  expect(held(narrow, 0)).toBeLessThan(0.6);
  expect(Math.abs(held(adapted, 0) - 0.8)).toBeLessThan(0.05);
  expect(Math.abs(held(adapted, 1) - 0.8)).toBeLessThan(0.08);
  // One miss of a first outcome, by hand: factors of α .5, .2, .1 rise by exp(γ (1 − α) ∕ √α) once it is known, three days later.
  const jump = logPrices.slice();
  for (let day = origins[0] + 1; day < days; ++day) jump[day] += 9;
  const moved = adaptWidth(jump, wide, narrow, options);
  const still = quantilesAt(wide, narrow, 2, 1);
  for (const [k, q] of quantilesAt(wide, moved, 2, 1).entries()) expect(q).toBeCloseTo(still[k], 14);
  const [before, after] = [quantilesAt(wide, narrow, 3, 1), quantilesAt(wide, moved, 3, 1)];
  const width = (q: Float64Array) => quantileAt(wide.levels, q, 0.975) - quantileAt(wide.levels, q, 0.025);
  expect(width(after) / width(before)).toBeCloseTo(Math.exp((0.1 * 0.9) / Math.sqrt(0.1)), 3);
  // With neighbours: the first lead's miss is known a day later, and both leads take half of its logarithm.
  const shared = adaptWidth(jump, wide, narrow, {...options, neighbours: 1});
  for (const l of [0, 1])
    expect(width(quantilesAt(wide, shared, 1, l)) / width(quantilesAt(wide, narrow, 1, l))).toBeCloseTo(
      Math.exp((0.5 * (0.1 * 0.9)) / Math.sqrt(0.1)),
      3
    );
  expect(() => adaptWidth(logPrices, {...wide, origins: Int32Array.of(3, 5)}, narrow, options)).toThrow(
    "got 3 and then 5"
  );
  expect(() => adaptWidth(logPrices, wide, narrow, {...options, bands: [0.9, 0.5]})).toThrow(
    "ascend between 0 and 1"
  );
});

test("an aggregation turns to the better model in each group of levels, and knows no outcome too early", () => {
  const good = pastQuantiles(logPrices, scheme, {window: 60, least: 50});
  const bad = good.map((q, i) => (i % 5 < 2 ? q - 0.2 : q));
  const options = {groups: [0, 0.5]};
  const {quantiles, weights} = aggregateQuantiles(logPrices, scheme, [bad, good], options);
  // The lower group takes to the good model, the upper one sees no difference.
  const row = (place: number, l: number, group: number) => [
    ...weights.subarray(((place * 2 + l) * 2 + group) * 2, ((place * 2 + l) * 2 + group) * 2 + 2)
  ];
  expect(row(399, 0, 0)[1]).toBeGreaterThan(0.9);
  expect(row(399, 1, 1)).toEqual([0.5, 0.5]);
  expect(row(2, 1, 0)).toEqual([0.5, 0.5]);
  expect(row(3, 1, 0)).not.toEqual([0.5, 0.5]);
  const own = quantilesAt(scheme, quantiles, 399, 0);
  expect(own[0]).toBeCloseTo(row(399, 0, 0)[0] * bad[399 * 10] + row(399, 0, 0)[1] * good[399 * 10], 12);
  const later = logPrices.map((p, day) => (day > origins[200] ? p + 5 : p));
  const other = aggregateQuantiles(later, scheme, [bad, good], options);
  expect(other.quantiles.subarray(0, 201 * 10)).toEqual(quantiles.subarray(0, 201 * 10));
  expect(() => aggregateQuantiles(logPrices, scheme, [bad.slice(1)], options)).toThrow("quantiles each");
  expect(() => aggregateQuantiles(logPrices, scheme, [bad], {groups: [0.5]})).toThrow("start at 0");
});

test("schemes that do not fit are refused", () => {
  expect(() => checkScheme({...scheme, leads: [2, 2]}, days)).toThrow(
    "leads that ascend from 1 on, got 2 in place 1"
  );
  expect(() => checkScheme({...scheme, levels: Float64Array.of(0.2, 1)}, days)).toThrow("got 1 in place 1");
  expect(() => checkScheme(scheme, 600)).toThrow("ascend from 0 to 599");
  expect(leadsTo(3)).toEqual([1, 2, 3]);
});
