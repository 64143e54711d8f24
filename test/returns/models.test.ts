import {expect, test} from "vitest";
import {normalQuantile} from "../../src/lib/distributions/normal.js";
import {minimise} from "../../src/lib/optimise/minimise.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {boostedQuantiles} from "../../src/lib/returns/boosted.js";
import {garchQuantiles} from "../../src/lib/returns/garch.js";
import {quantilesAt} from "../../src/lib/returns/rolled.js";
import {fitScale, scaleLoss} from "../../src/lib/returns/scale-fit.js";
import {scaleTQuantiles} from "../../src/lib/returns/scale-t.js";
import {scaledMean} from "../../src/lib/returns/scaled-mean.js";

const days = 900;
const draw = normal(mulberry32(2));
/** Days of two kinds, known a day ahead: a sign that moves the price by a third of its deviation, and wild days of three times it. */
const sign = Float64Array.from({length: days}, () => (draw() > 0 ? 1 : -1));
const wild = Float64Array.from({length: days + 3}, (_, day) => (day % 5 === 0 ? 1 : 0));
const logPrices = new Float64Array(days);
for (let day = 1; day < days; ++day)
  logPrices[day] = logPrices[day - 1] + 0.02 * (wild[day] ? 3 : 1) * (draw() + sign[day - 1] / 3);
const scale = new Float64Array(days).fill(0.02);
const features = {known: [sign], ahead: [wild]};
const set = {known: [0], ahead: []};
const meanOptions = {leads: [1, 3], sets: [set, set], halfLife: 700, penalty: 5, clip: 4};
const scheme = {
  origins: Int32Array.from({length: 300}, (_, k) => 595 + k),
  leads: [1, 3],
  levels: Float64Array.of(0.1, 0.5, 0.9)
};
const scaleOptions = {
  towards: [0, 0],
  penalties: [1, 1],
  freedom: 8,
  window: 500,
  halfLife: 400,
  every: 20,
  errors: {window: 300, least: 50, share: 0.7},
  from: 200
};
const boostOptions = {
  levels: [0.1, 0.5, 0.9],
  leads: [1, 3],
  window: 500,
  every: 100,
  trees: 15,
  leaves: 3,
  leastRows: 30,
  rate: 0.2,
  columnShare: 1,
  bins: 16,
  seed: 1
};
/** The same prices, but for all after a day that no origin up to it may know. */
const changed = logPrices.map((price, day) => (day > 700 ? price + 3 * Math.sin(day) : price));

test("the scaled mean finds what a feature tells, in the unit of returns, and learns a pair when its outcome is known", () => {
  const mean = scaledMean(logPrices, scale, features, meanOptions);
  let [sum, count] = [0, 0];
  for (let day = 500; day < 890; ++day, ++count) sum += mean[2 * day] * sign[day];
  // A third of .02 on four days of five, of .06 on the fifth.
  expect(sum / count).toBeGreaterThan(0.007);
  expect(sum / count).toBeLessThan(0.012);
  expect(mean[0]).toBe(0);
  expect(scaledMean(changed, scale, features, meanOptions).subarray(0, 2 * 701)).toEqual(
    mean.subarray(0, 2 * 701)
  );
  const early = scaledMean(logPrices, scale, features, {...meanOptions, penalty: 0.5}).subarray(0, 6);
  // Lead 1 has learned a pair by day 1, lead 3 by day 3.
  expect([early[1], early[2] !== 0, early[5]]).toEqual([0, true, 0]);
  expect(() => scaledMean(logPrices, scale, {known: [sign.slice(1)], ahead: []}, meanOptions)).toThrow(
    "expected 900 days in column 0, got 899"
  );
});

test("a scale's slopes are those of its loss, and a fit finds the scale and the pull of its prior", () => {
  const random = normal(mulberry32(6));
  const rows = {
    features: Float64Array.from({length: 2 * 4000}, (_, i) => (i % 2 ? (i % 6 === 1 ? 1 : 0) : 1)),
    errors: Float64Array.from({length: 4000}, (_, i) => (i % 3 === 0 ? 4 : 2) * random()),
    weights: new Float64Array(4000).fill(1)
  };
  rows.errors[5] = Number.NaN;
  const prior = {towards: Float64Array.of(0, 0), penalties: Float64Array.of(0, 3), freedom: 200};
  const point = Float64Array.of(0.3, 0.4);
  const {gradient} = scaleLoss(rows, prior, point);
  for (const j of [0, 1]) {
    const at = (by: number) => scaleLoss(rows, prior, point.with(j, point[j] + by)).loss;
    expect(gradient[j]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 4);
  }
  const fit = fitScale(rows, prior, Float64Array.of(0, 0));
  expect(fit[0]).toBeCloseTo(Math.log(2), 1);
  expect(fit[1]).toBeCloseTo(Math.log(2), 1);
  const held = fitScale(
    rows,
    {...prior, towards: Float64Array.of(0, 0.1), penalties: Float64Array.of(0, 1e8)},
    fit
  );
  expect(held[1]).toBeCloseTo(0.1, 3);
  expect(() => fitScale({...rows, errors: new Float64Array(0)}, prior, point)).toThrow("a row or more");
});

test("L-BFGS reaches the bottom of Rosenbrock's valley", () => {
  const valley = ([x, y]: Float64Array) => ({
    loss: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x))
  });
  const {at, found} = minimise(valley, Float64Array.of(-1.2, 1), {tolerance: 1e-8, iterations: 200});
  expect(found).toBe(true);
  expect(at[0]).toBeCloseTo(1, 6);
  expect(minimise(valley, Float64Array.of(-1.2, 1), {tolerance: 1e-8, iterations: 3}).found).toBe(false);
});

test("scale-t gives wild target days their width and holds what it says, without the future", () => {
  const mean = scaledMean(logPrices, scale, features, meanOptions);
  const rolled = scaleTQuantiles(logPrices, mean, features, scheme, scaleOptions);
  const widths = [0, 0];
  let inside = 0;
  scheme.origins.forEach((origin, place) => {
    const [low, , high] = quantilesAt(scheme, rolled, place, 0);
    widths[wild[origin + 1]] = high - low;
    const actual = logPrices[origin + 1] - logPrices[origin];
    if (actual >= low && actual <= high) ++inside;
  });
  expect(widths[1] / widths[0]).toBeGreaterThan(2.3);
  expect(widths[1] / widths[0]).toBeLessThan(3.7);
  expect(widths[0] / (2 * 0.02 * normalQuantile(0.9))).toBeCloseTo(1, 0);
  expect(Math.abs(inside / 300 - 0.8)).toBeLessThan(0.06);
  const other = scaleTQuantiles(changed, mean, features, scheme, scaleOptions);
  const known = 6 * (700 - 595 + 1);
  expect(other.subarray(0, known)).toEqual(rolled.subarray(0, known));
  expect(other.subarray(known)).not.toEqual(rolled.subarray(known));
  expect(() => scaleTQuantiles(logPrices, mean, features, scheme, {...scaleOptions, towards: [1]})).toThrow(
    "expected 2 priors and penalties, one a feature, got 1 and 2"
  );
});

test("GARCH quantiles widen with √lead about the mean, without the future, and keep to their seed", () => {
  const few = {...scheme, origins: scheme.origins.subarray(100, 112)};
  const mean = new Float64Array(days * 2).fill(0.5);
  const options = {window: 400, every: 14, clip: 0.4, paths: 500, seed: 1};
  const rolled = garchQuantiles(logPrices, mean, few, options);
  const [near, far] = [quantilesAt(few, rolled, 0, 0), quantilesAt(few, rolled, 0, 1)];
  expect(near[1]).toBeCloseTo(0.5, 1);
  expect((far[2] - far[0]) / (near[2] - near[0])).toBeGreaterThan(1.4);
  expect((far[2] - far[0]) / (near[2] - near[0])).toBeLessThan(2.2);
  expect(garchQuantiles(changed, mean, few, options).subarray(0, 36)).toEqual(rolled.subarray(0, 36));
  expect(garchQuantiles(logPrices, mean, few, {...options, seed: 2})).not.toEqual(rolled);
});

test("boosted quantiles see wild days, join leads between, and know no future", () => {
  const three = {...scheme, origins: scheme.origins.subarray(50, 170), leads: [1, 2, 3]};
  const rolled = boostedQuantiles(logPrices, scale, features, three, boostOptions);
  const widths = [0, 0];
  three.origins.forEach((origin, place) => {
    const [low, , high] = quantilesAt(three, rolled, place, 0);
    widths[wild[origin + 1]] += high - low;
  });
  // One day of five is wild.
  expect((4 * widths[1]) / widths[0]).toBeGreaterThan(2);
  const [one, two, last] = [0, 1, 2].map((l) => quantilesAt(three, rolled, 40, l)[0] / Math.sqrt(l + 1));
  expect(two).toBeCloseTo(one + (Math.log(2) / Math.log(3)) * (last - one), 10);
  const known = 9 * (700 - 645 + 1);
  expect(boostedQuantiles(changed, scale, features, three, boostOptions).subarray(0, known)).toEqual(
    rolled.subarray(0, known)
  );
  expect(() => boostedQuantiles(logPrices, scale, features, three, {...boostOptions, leads: [1, 2]})).toThrow(
    "expected learned leads from 1 to 3, got 1 to 2"
  );
});
