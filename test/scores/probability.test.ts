import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {blockBootstrap} from "../../src/lib/scores/probability/block-bootstrap.js";
import {brier, brierParts, reliabilityBins} from "../../src/lib/scores/probability/brier.js";
import {logLoss} from "../../src/lib/scores/probability/log-loss.js";
import {outcomesOf} from "../../src/lib/scores/probability/outcomes.js";
import {
  areaUnderRoc,
  averagePrecision,
  bestThreshold,
  decidedAt
} from "../../src/lib/scores/probability/ranking.js";
import reference from "../reference/scores.json" with {type: "json"};

const {binary} = reference;
const outcomes = outcomesOf(binary.y, binary.p);

describe("scores of probabilities against scikit-learn", () => {
  it.each([
    ["Brier", brier(outcomes), binary.brier],
    ["log loss", logLoss(outcomes), binary.logLoss],
    ["area under the ROC", areaUnderRoc(outcomes), binary.auc],
    ["average precision", averagePrecision(outcomes), binary.averagePrecision],
    ["F1 at 0.5", decidedAt(outcomes, 0.5).f1, binary["at0.5"].f1],
    ["precision at 0.5", decidedAt(outcomes, 0.5).precision, binary["at0.5"].precision],
    ["recall at 0.5", decidedAt(outcomes, 0.5).recall, binary["at0.5"].recall]
  ])("%s", (_, value, expected) => expect(value).toBeCloseTo(expected, 8));

  it("counts what was said and what happened", () => {
    const {hits, alarms, misses, rejections} = decidedAt(outcomes, 0.5);
    expect([
      [rejections, alarms],
      [misses, hits]
    ]).toEqual(binary["at0.5"].confusion);
  });
});

const cases = fc
  .array(fc.record({y: fc.integer({min: 0, max: 1}), p: fc.integer({min: 0, max: 20})}), {
    minLength: 2,
    maxLength: 60
  })
  .map((rows) =>
    outcomesOf(
      rows.map(({y}) => y),
      rows.map(({p}) => p / 20)
    )
  );

describe("scores of probabilities", () => {
  it("count pairs for the area under the ROC, equals half", () => {
    fc.assert(
      fc.property(cases, (some) => {
        const {happened, probability} = some;
        let sum = 0;
        let n = 0;
        for (const a of happened.keys())
          for (const b of happened.keys()) {
            if (!happened[a] || happened[b]) continue;
            n += 1;
            sum += probability[a] > probability[b] ? 1 : probability[a] === probability[b] ? 0.5 : 0;
          }
        if (n > 0) expect(areaUnderRoc(some)).toBeCloseTo(sum / n, 10);
        else expect(areaUnderRoc(some)).toBeNaN();
      })
    );
  });

  it("take the Brier score apart without rest where every bin holds one probability", () => {
    fc.assert(
      fc.property(cases, (some) => {
        const bins = reliabilityBins(some, 21);
        fc.pre(bins.every(({said}) => Math.abs(said * 20 - Math.round(said * 20)) < 1e-9));
        const alike = reliabilityBins(some, 21).length === new Set(some.probability).size;
        fc.pre(alike);
        const {reliability, resolution, uncertainty} = brierParts(some, bins);
        expect(reliability - resolution + uncertainty).toBeCloseTo(brier(some), 10);
      })
    );
  });

  it("find the threshold with the highest F1", () => {
    fc.assert(
      fc.property(cases, (some) => {
        fc.pre(some.happened.includes(1));
        const best = decidedAt(some, bestThreshold(some)).f1;
        for (const threshold of some.probability)
          expect(decidedAt(some, threshold).f1).toBeLessThanOrEqual(best + 1e-12);
      })
    );
  });

  it("put every case into one bin", () => {
    fc.assert(
      fc.property(cases, (some) => {
        const bins = reliabilityBins(some, 10);
        expect(bins.reduce((sum, {count}) => sum + count, 0)).toBe(some.happened.length);
        for (const [i, {said}] of bins.entries())
          if (i) expect(said).toBeGreaterThanOrEqual(bins[i - 1].said);
      })
    );
  });

  it("leave out what is not known, and refuse what is no probability", () => {
    const {happened, probability} = outcomesOf([1, Number.NaN, 0], [0.5, 0.2, Number.NaN]);
    expect([[...happened], [...probability]]).toEqual([[1], [0.5]]);
    expect(() => outcomesOf([1, 2], [0.5, 0.5])).toThrow("got outcome 2 with probability 0.5 in row 1");
    expect(() => outcomesOf([1], [1.2])).toThrow("got outcome 1 with probability 1.2 in row 0");
  });
});

describe("the block bootstrap", () => {
  const values = Float64Array.from({length: 200}, (_, i) => Math.sin(i * 12.9898) * 3);
  const mean = (drawn: Uint32Array) => drawn.reduce((sum, i) => sum + values[i], 0) / drawn.length;

  it("gives about the interval of a mean's normal theory, the same with the same seed", () => {
    const interval = blockBootstrap(200, mean, {seed: 7});
    const centre = values.reduce((a, b) => a + b) / 200;
    const error = Math.sqrt(values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 200 / 200);
    expect(interval.value).toBeCloseTo(centre, 12);
    expect(interval.high - interval.low).toBeGreaterThan(0.85 * 2 * 1.96 * error);
    expect(interval.high - interval.low).toBeLessThan(1.15 * 2 * 1.96 * error);
    expect(blockBootstrap(200, mean, {seed: 7})).toEqual(interval);
    expect(blockBootstrap(200, mean, {seed: 8})).not.toEqual(interval);
  });

  it("needs more than one block", () => {
    expect(() => blockBootstrap(1, mean, {seed: 1})).toThrow("expected two blocks or more, got 1");
  });
});
