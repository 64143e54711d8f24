import {describe, expect, it} from "vitest";
import {mulberry32, normal} from "../../src/lib/random.js";
import {brier} from "../../src/lib/scores/probability/brier.js";
import {classesOf} from "../../src/lib/scores/probability/classes.js";
import {type Outcomes, outcomesOf} from "../../src/lib/scores/probability/outcomes.js";
import {pairedBlocks} from "../../src/lib/scores/probability/paired-blocks.js";
import {areaUnderRoc, decidedAt} from "../../src/lib/scores/probability/ranking.js";
import {probabilitySpans, type Span, shareSpan} from "../../src/lib/scores/probability/spans.js";
import {linearised, weightedMean} from "../../src/lib/scores/weighted.js";

/** Weeks in which it rains in all places or in hardly any: what happened in a week is far from independent. */
function weeks(count: number, seed: number): {outcomes: Outcomes; block: Int32Array} {
  const random = mulberry32(seed);
  const cases = Array.from({length: count}, (_, week) => {
    const wet = random();
    return Array.from({length: 12}, () => {
      const happened = Number(random() < wet);
      return {week, happened, said: Math.round(100 * (0.3 * wet + 0.7 * random() * wet)) / 100};
    });
  }).flat();
  return {
    outcomes: outcomesOf(
      cases.map(({happened}) => happened),
      cases.map(({said}) => said)
    ),
    block: Int32Array.from(cases, ({week}) => week)
  };
}
const inside = (span: Span, value: number) => span !== null && span[0] <= value && value <= span[1];

describe("intervals of scores from resampled blocks", () => {
  it("cover the scores of a long record about as often as they say", () => {
    const long = weeks(5000, 1).outcomes;
    const whole = {brier: brier(long), auc: areaUnderRoc(long), f1: decidedAt(long, 0.3).f1};
    const covered = {brier: 0, auc: 0, f1: 0, alone: 0};
    for (let seed = 0; seed < 100; ++seed) {
      const {outcomes, block} = weeks(40, 100 + seed);
      const spans = probabilitySpans(outcomes, block, 0.3, {seed});
      for (const score of ["brier", "auc", "f1"] as const)
        covered[score] += Number(inside(spans[score], whole[score]));
      const each = Int32Array.from(block.keys());
      covered.alone += Number(inside(probabilitySpans(outcomes, each, 0.3, {seed, draws: 60}).f1, whole.f1));
    }
    for (const score of ["brier", "auc", "f1"] as const) {
      expect(covered[score]).toBeGreaterThan(86);
      expect(covered[score]).toBeLessThan(100);
    }
    // Cases that are taken for independent promise too much.
    expect(covered.alone).toBeLessThan(80);
  });

  it("are of the same statistics as the scores", () => {
    // Ten blocks with equal cases: every draw is the whole.
    const {outcomes} = weeks(3, 5);
    const ten = <T extends Float64Array | Uint8Array>(column: T): number[] =>
      Array.from({length: 10}, () => [...column]).flat();
    const all = outcomesOf(ten(outcomes.happened), ten(outcomes.probability));
    const block = Int32Array.from({length: 360}, (_, i) => 3 * Math.floor(i / 36));
    const spans = probabilitySpans(all, block, 0.4, {seed: 1});
    for (const [score, value] of [
      ["brier", brier(outcomes)],
      ["auc", areaUnderRoc(outcomes)],
      ["f1", decidedAt(outcomes, 0.4).f1]
    ] as const) {
      expect(spans[score]![0]).toBeCloseTo(value, 12);
      expect(spans[score]![1]).toBeCloseTo(value, 12);
    }
    const share = outcomes.happened.reduce((sum, x) => sum + x, 0) / 36;
    expect(shareSpan(all.happened, block, {seed: 1})).toEqual([share, share]);
  });

  it("are none where there is nothing to resample, nothing that happened or no threshold", () => {
    const {outcomes, block} = weeks(12, 3);
    const none = {brier: null, auc: null, f1: null};
    const nine = block.map((week) => week % 9);
    expect(probabilitySpans(outcomes, nine, 0.3, {seed: 1})).toEqual(none);
    expect(shareSpan(outcomes.happened, nine, {seed: 1})).toBeNull();
    const never = {...outcomes, happened: outcomes.happened.map(() => 0)};
    expect(probabilitySpans(never, block, 0.3, {seed: 1})).toEqual(none);
    expect(shareSpan(never.happened, block, {seed: 1})).toBeNull();
    expect(shareSpan(never.happened.fill(1), block, {seed: 1})).toBeNull();
    expect(probabilitySpans(never, block, 0.3, {seed: 1})).toEqual(none);
    const {brier, f1} = probabilitySpans(outcomes, block, null, {seed: 1});
    expect([brier === null, f1 === null]).toEqual([false, true]);
    expect(probabilitySpans(outcomes, block, 0.3, {seed: 1})).toEqual(
      probabilitySpans(outcomes, block, 0.3, {seed: 1})
    );
  });
});

describe("classes of probabilities", () => {
  it("have as many each, in order of probability", () => {
    const random = mulberry32(2);
    const probability = Float64Array.from({length: 1000}, random);
    const of = classesOf(probability);
    for (let c = 0; c < 10; ++c) expect(of.filter((own) => own === c)).toHaveLength(100);
    const highest = (c: number) => Math.max(...probability.filter((_, i) => of[i] === c));
    const lowest = (c: number) => Math.min(...probability.filter((_, i) => of[i] === c));
    for (let c = 1; c < 10; ++c) expect(lowest(c)).toBeGreaterThan(highest(c - 1));
  });

  it("keep equal probabilities together, where most of them lie", () => {
    expect([...classesOf(Float64Array.of(0.1, 0.1, 0.1, 0.5, 0.2, 0.1), 2)]).toEqual([0, 0, 0, 1, 1, 0]);
    expect([...classesOf(Float64Array.of(0.3, 0.3, 0.3), 10)]).toEqual([5, 5, 5]);
  });
});

describe("weighted means", () => {
  const ratio = {values: Float64Array.of(0.5, 0, 1), weights: Float64Array.of(4, 0, 1)};

  it("are ratios of sums, on the whole and in part", () => {
    expect(weightedMean(ratio)).toBe(3 / 5);
    expect(weightedMean(ratio, 1)).toBe(1);
    expect(weightedMean(ratio, 1, 2)).toBe(0);
    expect(weightedMean({values: Float64Array.of(1, 2, 6)}, 1)).toBe(4);
    expect(weightedMean(ratio, 2, 2)).toBeNaN();
  });

  it("are plain means of what each place adds", () => {
    const plain = linearised(ratio);
    expect(plain.reduce((sum, x) => sum + x, 0) / 3).toBeCloseTo(0.6, 12);
    expect([...plain].map((x) => Number(x.toFixed(6)))).toEqual([0.36, 0.6, 0.84]);
    expect(linearised({values: ratio.values})).toBe(ratio.values);
  });
});

describe("the paired block bootstrap", () => {
  /** Losses that are alike for some days on end, with counts as weights, and those of another that is lower by `gain`. */
  const pair = (n: number, gain: number, seed: number, spread = 0.1) => {
    const random = mulberry32(seed);
    const draw = normal(random);
    const weights = Float64Array.from({length: n}, () => Math.floor(30 * random()));
    let weather = 0;
    const first = {values: new Float64Array(n), weights};
    const second = {values: new Float64Array(n), weights};
    for (let i = 0; i < n; ++i) {
      weather = 0.5 * weather + spread * draw();
      first.values[i] = 0.5 + 3 * draw() * spread;
      second.values[i] = first.values[i]! - gain + weather;
    }
    return [first, second] as const;
  };

  it("is of the difference of weighted means, over about its standard error", () => {
    const [first, second] = pair(700, 0.1, 1);
    const test = pairedBlocks(second, first, {block: 7, resamples: 2000, seed: 1});
    expect(test.difference).toBeCloseTo(weightedMean(second) - weightedMean(first), 12);
    expect(test.blocks).toBe(100);
    // The standard error by hand: the spread of what each week adds.
    const adds = linearised({
      values: second.values.map((v, i) => v - first.values[i]!),
      weights: first.weights
    });
    const byWeek = Float64Array.from({length: 100}, (_, w) =>
      adds.subarray(7 * w, 7 * w + 7).reduce((sum, x) => sum + x / 7, 0)
    );
    const mean = byWeek.reduce((sum, x) => sum + x, 0) / 100;
    const error = Math.sqrt(byWeek.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 99 / 100);
    expect((test.statistic * error) / test.difference).toBeGreaterThan(0.94);
    expect((test.statistic * error) / test.difference).toBeLessThan(1.06);
    expect(test.statistic).toBeLessThan(-2);
    expect(pairedBlocks(first, second, {seed: 1}).statistic).toBeGreaterThan(2);
    expect(pairedBlocks(second, first, {block: 7, resamples: 2000, seed: 1})).toEqual(test);
  });

  it("finds a difference where there is none about as often as it says", () => {
    const found = {weeks: 0, days: 0};
    for (let seed = 0; seed < 200; ++seed) {
      const [first, second] = pair(210, 0, 1000 + seed);
      found.weeks += Number(pairedBlocks(first, second, {resamples: 150, seed}).p < 0.05);
      found.days += Number(pairedBlocks(first, second, {block: 1, resamples: 150, seed}).p < 0.05);
    }
    expect(found.weeks).toBeGreaterThan(3);
    expect(found.weeks).toBeLessThan(26);
    // Days that are taken for independent find far more.
    expect(found.days).toBeGreaterThan(32);
  });

  it("takes shorter blocks where there are few origins, and none where nothing differs", () => {
    expect(pairedBlocks(...pair(30, 0.1, 2), {block: 7, seed: 1}).blocks).toBe(10);
    expect(pairedBlocks(...pair(6, 0.1, 2), {block: 7, seed: 1}).blocks).toBe(6);
    const [same] = pair(100, 0, 3);
    expect(pairedBlocks(same, same, {seed: 1})).toMatchObject({difference: 0, statistic: 0, p: 1});
  });

  it("names what is not known, and columns that do not go together", () => {
    const [first, second] = pair(20, 0, 4);
    first.values[3] = Number.NaN;
    expect(() => pairedBlocks(first, second, {seed: 1})).toThrow("in place 3: leave it out of both");
    expect(() => pairedBlocks({values: first.values.subarray(1)}, second, {seed: 1})).toThrow(
      "columns of equal length"
    );
  });
});
