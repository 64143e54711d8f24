import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {aggregate} from "../../src/lib/aggregation/aggregate.js";
import {bernstein, mlPoly, type WeightRule} from "../../src/lib/aggregation/rules.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Scheme} from "../../src/lib/rolled.js";

const day = 86_400_000;

/** Daily origins, each with `leads` days ahead. */
function daily(origins: number, leads = 1): Scheme {
  const starts = Float64Array.from({length: origins}, (_, o) => o * day);
  const times = Float64Array.from(
    {length: origins * leads},
    (_, i) => starts[Math.floor(i / leads)]! + (i % leads) * day
  );
  return {series: [""], origins: starts, leads, block: 1, times};
}

describe.each([
  ["ml-poly", mlPoly],
  ["boa", bernstein]
] as const)("%s", (name, rule) => {
  it("gives weights that sum to 1, whatever it learns", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({min: -1e6, max: 1e6, noNaN: true}), {minLength: 3, maxLength: 3}), {
          maxLength: 30
        }),
        (rounds) => {
          const rules = rule(3);
          for (const regrets of rounds) {
            rules.learn(Float64Array.from(regrets));
            const weights = rules.weigh();
            expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
            expect(weights.every((w) => w >= 0)).toBe(true);
          }
        }
      )
    );
  });

  it("does not depend on the scale of the losses", () => {
    const run = (scale: number) => {
      const rules = rule(2);
      for (let t = 0; t < 40; ++t)
        rules.learn(Float64Array.of(scale * Math.sin(t) + 0.1 * scale, scale * Math.cos(3 * t)));
      return [...rules.weigh()];
    };
    // A power of two, since the ranges of BOA are rounded to one.
    run(1).forEach((w, k) => {
      expect(run(2 ** 20)[k]).toBeCloseTo(w, 9);
    });
  });

  it("finds the best expert, and the combination that beats all of them", () => {
    const scheme = daily(600);
    const draw = normal(mulberry32(4));
    const truth = Float64Array.from({length: 600}, (_, t) => 100 + 20 * Math.sin(t / 9));
    const high = truth.map((v) => v + 4 + draw());
    const low = truth.map((v) => v - 4 + draw());
    const wild = truth.map((v) => v + 15 * draw());
    const {values, weights} = aggregate(scheme, [high, low, wild], {actual: truth}, {rule: name});
    const loss = (forecast: Float64Array) =>
      forecast.subarray(300).reduce((sum, f, i) => sum + (f - truth[300 + i]!) ** 2, 0) / 300;
    expect(loss(values)).toBeLessThan(0.3 * Math.min(loss(high), loss(low)));
    expect(weights[599 * 3 + 2]).toBeLessThan(0.1);
    const single = aggregate(
      scheme,
      [truth.map((v) => v + draw()), wild],
      {actual: truth},
      {rule: name, loss: "absolute"}
    );
    expect(single.weights[599 * 2]).toBeGreaterThan(0.9);
  });

  it("keeps its regret below a multiple of √(T log K) on random and on hostile losses", () => {
    for (const hostile of [false, true]) {
      const random = mulberry32(11);
      const rounds = 2_000;
      const count = 5;
      const rules: WeightRule = rule(count);
      const totals = new Float64Array(count);
      let own = 0;
      for (let t = 0; t < rounds; ++t) {
        const weights = rules.weigh();
        const heaviest = weights.indexOf(weights.reduce((most, w) => Math.max(most, w)));
        const losses = Float64Array.from({length: count}, (_, k) =>
          hostile ? (k === heaviest ? 1 : 0.5 * random()) : random()
        );
        const mixed = losses.reduce((sum, l, k) => sum + l * weights[k]!, 0);
        own += mixed;
        for (let k = 0; k < count; ++k) totals[k] = totals[k]! + losses[k]!;
        rules.learn(losses.map((l) => mixed - l));
      }
      const best = totals.reduce((least, l) => Math.min(least, l));
      expect(own - best).toBeLessThan(2.5 * Math.sqrt(rounds * Math.log(count)) + 5);
    }
  });

  it("uses nothing of the truth from the origin on, and learns a lead of three days three days later", () => {
    const scheme = daily(60, 3);
    const draw = normal(mulberry32(8));
    const truth = Float64Array.from(scheme.times, (t) => 50 + ((t / day) % 7));
    const experts = [
      truth.map((v) => v + draw()),
      truth.map((v) => v + 3 + draw()),
      truth.map((v) => v - 1 + 2 * draw())
    ];
    const before = aggregate(scheme, experts, {actual: truth}, {rule: name});
    const poisoned = truth.map((v, i) => (scheme.times[i]! >= scheme.origins[40]! ? -1e4 : v));
    const after = aggregate(scheme, experts, {actual: poisoned}, {rule: name});
    expect(after.values.subarray(0, 41 * 3)).toEqual(before.values.subarray(0, 41 * 3));
    const weightsAt = (mixture: typeof before, origin: number, lead: number) =>
      mixture.weights.slice((origin * 3 + lead) * 3, (origin * 3 + lead) * 3 + 3);
    expect(weightsAt(after, 41, 0)).not.toEqual(weightsAt(before, 41, 0));
    const oneForecast = truth.map((v, i) => (i === 20 * 3 + 2 ? -1e4 : v));
    const one = aggregate(scheme, experts, {actual: oneForecast}, {rule: name});
    expect(weightsAt(one, 22, 2)).toEqual(weightsAt(before, 22, 2));
    expect(weightsAt(one, 23, 2)).not.toEqual(weightsAt(before, 23, 2));
  });
});

describe("an aggregation", () => {
  it("follows ML-Poly by hand over three rounds", () => {
    // Round 1: equal weights, mixture 5 against the truth 4: gradient 2, regrets 2·(5 − 4) = 2 and 2·(5 − 6) = −2.
    // Round 2: all weight on the first: mixture 5, truth 6, gradient −2, regrets 0 and −2·(5 − 8) = 6.
    // Round 3: regrets 2 and 4, learning rates 1/(4 + 36) and 1/(40 + 36), so weights 0.05 : 0.0526….
    const {weights, values} = aggregate(daily(3), [Float64Array.of(4, 5, 1), Float64Array.of(6, 8, 2)], {
      actual: Float64Array.of(4, 6, 0)
    });
    expect([...weights.subarray(0, 4)]).toEqual([0.5, 0.5, 1, 0]);
    const a = 2 / 40;
    const b = 4 / 76;
    expect(weights[4]).toBeCloseTo(a / (a + b), 12);
    expect(values[2]).toBeCloseTo((a + 2 * b) / (a + b), 12);
  });

  it("follows BOA by hand over two rounds", () => {
    const rules = bernstein(2);
    expect([...rules.weigh()]).toEqual([0.5, 0.5]);
    // Excess losses −1 and 1: half of them counts, the ranges are 2, the rates 1/2.
    rules.learn(Float64Array.of(1, -1));
    expect(rules.weigh()[0]).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 12);
    // Excess losses 8 and −1/2: the first passes its range, now 16, which counts on top; its rate falls to 1/16.
    rules.learn(Float64Array.of(-8, 0.5));
    const first = (1 / 16) * Math.exp(-(-0.5 + (8 * (1 + 4) + 16) / 2) / 16);
    const second = 0.5 * Math.exp(-0.5 * (0.5 - (0.5 * (1 - 0.25)) / 2));
    expect(rules.weigh()[0]).toBeCloseTo(first / (first + second), 12);
  });

  it("lets an expert without a forecast sleep", () => {
    const truth = new Float64Array(50).fill(10);
    const good = truth.slice();
    good[49] = Number.NaN;
    const bad = truth.map((v) => v + 2);
    const {values, weights} = aggregate(daily(50), [good, bad], {actual: truth});
    expect(weights[49 * 2]).toBe(1);
    expect(values[49]).toBe(12);
    expect(
      aggregate(daily(50), [new Float64Array(50).fill(Number.NaN)], {actual: truth}).values[3]
    ).toBeNaN();
  });

  it("gives each slot its own weights and minimises the loss that it is told", () => {
    const scheme: Scheme = {...daily(200, 2), block: 2};
    const truth = new Float64Array(400).fill(10);
    const even = truth.map((v, i) => (i % 2 ? v + 3 : v + 0.1));
    const odd = truth.map((v, i) => (i % 2 ? v - 0.1 : v - 3));
    const slots = Int16Array.from({length: 400}, (_, i) => i % 2);
    const mixture = aggregate(scheme, [even, odd], {actual: truth}, {slots, loss: "absolute"});
    expect(mixture.slots).toBe(2);
    expect(mixture.weights[199 * 4]).toBeGreaterThan(0.8);
    expect(mixture.weights[199 * 4 + 3]).toBeGreaterThan(0.8);
    const draw = normal(mulberry32(2));
    const noise = Float64Array.from({length: 800}, () => draw());
    const quantile = aggregate(
      daily(800),
      [new Float64Array(800).fill(-3), new Float64Array(800).fill(3)],
      {actual: noise},
      {loss: {quantile: 0.9}}
    );
    const late = quantile.values.subarray(400);
    expect(late.reduce((a, b) => a + b, 0) / 400).toBeCloseTo(1.28, 0);
  });

  it("refuses no experts and lengths that disagree", () => {
    expect(() => aggregate(daily(3), [], {actual: new Float64Array(3)})).toThrow("at least one expert");
    expect(() => aggregate(daily(3), [new Float64Array(2)], {actual: new Float64Array(3)})).toThrow(
      "need 3 values, got 2, 3"
    );
  });
});
