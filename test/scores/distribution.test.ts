import fc from "fast-check";
import {expect, test} from "vitest";
import {normalCumulative, normalQuantile} from "../../src/lib/distributions/normal.js";
import {studentQuantile, studentTwoSided} from "../../src/lib/distributions/student.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {crpsEnsemble, crpsNormal} from "../../src/lib/scores/crps.js";
import {crpsEvenQuantiles} from "../../src/lib/scores/distribution/crps-quantiles.js";
import {energyScore} from "../../src/lib/scores/distribution/energy.js";
import {pitHistogram, pitOf} from "../../src/lib/scores/distribution/pit.js";

test("normal and Student quantiles undo their distributions and are the tabulated ones", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 10);
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  for (const level of [1e-12, 0.01, 0.3, 0.5, 0.9999])
    expect(normalCumulative(normalQuantile(level)) / level).toBeCloseTo(1, 11);
  expect(studentQuantile(0.975, 5)).toBeCloseTo(2.570581835636314, 12);
  expect(studentQuantile(0.05, 1)).toBeCloseTo(-6.313751514675044, 11);
  expect(studentTwoSided(studentQuantile(0.7, 5), 5)).toBeCloseTo(0.6, 12);
  expect(() => normalQuantile(1.1)).toThrow("a level from 0 to 1, got 1.1");
  expect(() => studentQuantile(1, 5)).toThrow("got 1, 5");
});

test("the CRPS of even quantiles is that of their ensemble, and near the normal's closed form", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({min: -9, max: 9, noNaN: true}), {minLength: 1, maxLength: 30}),
      fc.double({min: -12, max: 12, noNaN: true}),
      (members, actual) => {
        const quantiles = Float64Array.from(members).sort();
        expect(crpsEvenQuantiles(quantiles, actual)).toBeCloseTo(crpsEnsemble(members, actual), 10);
      }
    ),
    {numRuns: 50}
  );
  const quantiles = Float64Array.from({length: 2000}, (_, k) => 3 + 2 * normalQuantile((k + 0.5) / 2000));
  for (const actual of [-4, 2.5, 3, 9])
    expect(crpsEvenQuantiles(quantiles, actual)).toBeCloseTo(crpsNormal(3, 2, actual), 3);
  expect(() => crpsEvenQuantiles([], 1)).toThrow("at least one quantile");
});

test("the energy score of single numbers is the CRPS; scales divide; some pairs stand for all", () => {
  const draw = normal(mulberry32(4));
  const members = Float64Array.from({length: 400}, draw);
  expect(energyScore(members, Float64Array.of(0.7))).toBeCloseTo(crpsEnsemble(members, 0.7), 12);
  expect(energyScore(members, Float64Array.of(0.7), {pairs: 100})).toBeCloseTo(crpsEnsemble(members, 0.7), 1);
  // Two vectors, (0, 0) and (3, 4): the mean distance from (3, 0) is (3 + 4) ∕ 2, and ½ of the mean over four pairs 10 ∕ 4 ∕ 2.
  const two = Float64Array.of(0, 0, 3, 4);
  expect(energyScore(two, Float64Array.of(3, 0))).toBeCloseTo(3.5 - 1.25, 12);
  const scales = Float64Array.of(3, 2);
  expect(energyScore(two, Float64Array.of(3, 0), {scales})).toBeCloseTo(1.5 - Math.sqrt(5) / 4, 12);
  expect(energyScore(Float64Array.of(1, 2), Float64Array.of(1, 3))).toBe(1);
  expect(() => energyScore(two, Float64Array.of(1, 2, 3))).toThrow(
    "whole vectors of 3 numbers, got 4 numbers"
  );
});

test("the transform of an outcome is the share below it, and draws from the distribution fill bins alike", () => {
  const levels = Float64Array.of(0.1, 0.5, 0.9);
  const quantiles = Float64Array.of(-1, 0, 2);
  expect([-2, -1, -0.5, 0, 0.5, 2, 3].map((a) => Number(pitOf(levels, quantiles, a).toFixed(12)))).toEqual([
    0.05, 0.1, 0.3, 0.5, 0.6, 0.9, 0.95
  ]);
  const many = Float64Array.from({length: 99}, (_, k) => (k + 1) / 100);
  const own = many.map((level) => normalQuantile(level));
  const draw = normal(mulberry32(5));
  const counts = pitHistogram(
    Float64Array.from({length: 4000}, () => pitOf(many, own, draw())),
    4
  );
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(90);
  expect([...pitHistogram([0, 0.25, Number.NaN, 1], 4)]).toEqual([1, 1, 0, 1]);
  expect(() => pitHistogram([1.2], 4)).toThrow("got 1.2 in place 0");
});
