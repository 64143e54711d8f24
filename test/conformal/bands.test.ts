import {describe, expect, it} from "vitest";
import {conformalBands} from "../../src/lib/conformal/bands.js";
import {conformalQuantile, emptySorted, insert, position, remove} from "../../src/lib/conformal/sorted.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Scheme} from "../../src/lib/rolled.js";
import {coverage} from "../../src/lib/scores/interval/coverage.js";

const hour = 3_600_000;

function daily(origins: number, days = 3, perDay = 24): Scheme {
  const starts = Float64Array.from({length: origins}, (_, o) => o * perDay * hour);
  const leads = days * perDay;
  const times = Float64Array.from(
    {length: origins * leads},
    (_, i) => starts[Math.floor(i / leads)]! + (i % leads) * hour
  );
  return {series: [""], origins: starts, leads, block: perDay, times};
}

/** Forecasts whose errors grow with the lead and the hour, change their size in the middle, and hang together within a day. */
function simulate(scheme: Scheme, seed: number) {
  const draw = normal(mulberry32(seed));
  const {origins, leads, block} = scheme;
  const hours = origins.length * block + leads;
  const actual = Float64Array.from(
    {length: hours},
    (_, t) => 50_000 + 8_000 * Math.sin((2 * Math.PI * t) / block)
  );
  const values = new Float64Array(origins.length * leads);
  const truth = new Float64Array(origins.length * leads);
  for (let o = 0; o < origins.length; ++o) {
    const common = draw();
    for (let lead = 0; lead < leads; ++lead) {
      const grown = o > origins.length * 0.6 ? 1.8 : 1;
      const size = 0.01 * grown * (1 + Math.floor(lead / block)) * (1 + (lead % block) / block);
      truth[o * leads + lead] = actual[o * block + lead]!;
      values[o * leads + lead] = truth[o * leads + lead]! * Math.exp(size * (0.7 * common + 0.7 * draw()));
    }
  }
  return {values, actual: truth};
}

describe("adaptive conformal intervals", () => {
  const scheme = daily(640);
  const {values, actual} = simulate(scheme, 3);
  const bands = conformalBands(scheme, values, {actual});
  const rows = (from: number, day: number, column: Float64Array) =>
    Float64Array.from(
      {length: (640 - from) * 24},
      (_, i) => column[(from + Math.floor(i / 24)) * scheme.leads + day * 24 + (i % 24)]!
    );
  const covered = (from: number, day: number, lo: Float64Array, hi: Float64Array) =>
    coverage(rows(from, day, actual), rows(from, day, lo), rows(from, day, hi));

  it.each([0, 1, 2])(
    "cover what they say over the last year at lead day %i + 1, though the errors nearly double",
    (day) => {
      expect(covered(275, day, bands.lo80, bands.hi80)).toBeGreaterThan(0.78);
      expect(covered(275, day, bands.lo80, bands.hi80)).toBeLessThan(0.82);
      expect(covered(275, day, bands.lo95, bands.hi95)).toBeGreaterThan(0.935);
      expect(covered(275, day, bands.lo95, bands.hi95)).toBeLessThan(0.965);
    }
  );

  it("need the adaptive level for it", () => {
    const fixed = conformalBands(scheme, values, {actual}, {rate: 0});
    expect(covered(384, 0, fixed.lo80, fixed.hi80)).toBeLessThan(0.78);
  });

  it("pay back the misses of bad weeks, which no error before was large enough for", () => {
    const weeks = daily(600, 7);
    const draw = normal(mulberry32(21));
    const truth = new Float64Array(weeks.times.length).fill(100);
    const bad = (origin: number) => origin % 75 < 9;
    const forecasts = truth.map(
      (v, i) =>
        v *
        Math.exp((bad(Math.floor(i / weeks.leads)) ? 0.08 * 1.25 ** (i / 75 / weeks.leads) : 0.01) * draw())
    );
    const {lo95, hi95} = conformalBands(weeks, forecasts, {actual: truth});
    const last = Float64Array.from(
      {length: 375 * 24},
      (_, i) => (225 + Math.floor(i / 24)) * weeks.leads + 144 + (i % 24)
    );
    const column = (of: Float64Array) => last.map((row) => of[row]!);
    expect(coverage(column(truth), column(lo95), column(hi95))).toBeGreaterThan(0.938);
  });

  it("widen with the lead and with the hour, and lie within one another", () => {
    const at = (lead: number) =>
      bands.hi80[300 * scheme.leads + lead]! - bands.lo80[300 * scheme.leads + lead]!;
    expect(at(12 + 48)).toBeGreaterThan(at(12));
    expect(at(23)).toBeGreaterThan(1.3 * at(2));
    for (let i = 0; i < values.length; ++i) {
      if (Number.isNaN(bands.lo80[i]!)) continue;
      expect(
        bands.lo95[i]! <= bands.lo80[i]! &&
          bands.lo80[i]! < values[i]! &&
          values[i]! < bands.hi80[i]! &&
          bands.hi80[i]! <= bands.hi95[i]!
      ).toBe(true);
    }
  });

  it("use nothing of the truth from the origin on", () => {
    const origin = 300;
    const poisoned = actual.map((a, i) => (scheme.times[i]! >= scheme.origins[origin]! ? a * 3 : a));
    const other = conformalBands(scheme, values, {actual: poisoned});
    const until = (origin + 1) * scheme.leads;
    for (const name of ["lo80", "hi80", "lo95", "hi95"] as const) {
      expect(other[name].subarray(0, until)).toEqual(bands[name].subarray(0, until));
    }
    expect(other.hi80[(origin + 1) * scheme.leads]).not.toBe(bands.hi80[(origin + 1) * scheme.leads]);
  });

  it("learn the last day before the origin, and with a lag a day later", () => {
    const origin = 300;
    const changed = actual.map((a, i) => {
      const age = scheme.origins[origin]! - scheme.times[i]!;
      return age > 0 && age <= 24 * hour ? a * 3 : a;
    });
    const row = origin * scheme.leads + 20;
    expect(conformalBands(scheme, values, {actual: changed}).hi95[row]).not.toBe(bands.hi95[row]);
    const late = {lag: 24 * hour};
    expect(conformalBands(scheme, values, {actual: changed}, late).hi95[row]).toBe(
      conformalBands(scheme, values, {actual}, late).hi95[row]
    );
  });

  it("are missing, not invented, before there are enough errors and where there is no forecast", () => {
    expect(bands.lo80[0]).toBeNaN();
    const gap = values.slice();
    gap[300 * scheme.leads] = Number.NaN;
    const other = conformalBands(scheme, gap, {actual});
    expect(other.lo80[300 * scheme.leads]).toBeNaN();
    expect(other.lo80[300 * scheme.leads + 1]).toBe(bands.lo80[300 * scheme.leads + 1]);
  });

  it("lie within one another even where the 80 % level overtakes the 95 % one", () => {
    const days = daily(90, 1, 1);
    // Errors between both bands on one day in ten: a large step lets the inner band jump to the largest error.
    const actual = Float64Array.from({length: 90}, (_, i) =>
      i % 10 === 9 ? 1.85 : i % 40 === 1 ? 9 : 1 + (i % 9) / 10
    );
    const {lo80, lo95} = conformalBands(
      days,
      new Float64Array(90),
      {actual},
      {error: "absolute", rate: 0.5, least: 20}
    );
    for (let i = 30; i < 90; ++i) expect(lo95[i]!).toBeLessThanOrEqual(lo80[i]!);
    expect(lo80.some((low, i) => i >= 30 && low === lo95[i])).toBe(true);
  });

  it("borrow the errors of the groups beside, not around the ends", () => {
    const days = daily(60, 1, 3);
    const actual = Float64Array.from({length: 180}, (_, i) => 1 + (i % 3));
    const last = (neighbours: number) => [
      ...conformalBands(
        days,
        new Float64Array(180),
        {actual},
        {error: "absolute", rate: 0, least: 20, neighbours}
      ).hi95.subarray(177)
    ];
    expect(last(0)).toEqual([1, 2, 3]);
    expect(last(1)).toEqual([2, 3, 3]);
  });

  it("keep series apart and handle absolute errors around 0", () => {
    const two: Scheme = {...daily(200, 1, 1), series: ["a", "b"]};
    const draw = normal(mulberry32(9));
    const truth = Float64Array.from({length: 400}, (_, i) => draw() * (i % 2 ? 10 : 1));
    const {lo80, hi80} = conformalBands(two, new Float64Array(400), {actual: truth}, {error: "absolute"});
    expect(hi80[398]! - lo80[398]!).toBeCloseTo(2 * 1.28, -0.5);
    expect((hi80[399]! - lo80[399]!) / (hi80[398]! - lo80[398]!)).toBeGreaterThan(6);
  });

  it("refuse log errors of values at or below 0 and lengths that disagree", () => {
    expect(() =>
      conformalBands(
        scheme,
        values.map((v) => -v),
        {actual}
      )
    ).toThrow("use absolute errors");
    expect(() => conformalBands(scheme, values.subarray(1), {actual})).toThrow("46080");
  });
});

it("a sorted pool takes in, gives out and finds its quantiles", () => {
  const pool = emptySorted(4);
  for (const v of [3, 1, 2, 2]) insert(pool, v);
  expect(() => insert(pool, 5)).toThrow("all 4");
  expect(position(pool, 2)).toBe(1);
  remove(pool, 2);
  expect([...pool.values.subarray(0, pool.size)]).toEqual([1, 2, 3]);
  expect([0, 0.25, 0.5, 0.74, 0.99].map((level) => conformalQuantile(pool, level))).toEqual([1, 1, 2, 3, 3]);
  expect(() => remove(pool, 7)).toThrow("7 is not among");
});
