import fc from "fast-check";
import {expect, test} from "vitest";
import {fitPlatt, plattChance} from "../../src/lib/calibration/platt.js";
import {happened, reference, said, weights} from "../logistic/reference.js";

test("the curve is scikit-learn's", () => {
  const plain = fitPlatt(said, happened);
  expect(plain.a).toBeCloseTo(reference.platt.a, 6);
  expect(plain.b).toBeCloseTo(reference.platt.b, 6);
  expect(plattChance(plain, 2)).toBeCloseTo(1 / (1 + Math.exp(-plain.a - 2 * plain.b)), 12);
  const weighted = fitPlatt(said, happened, weights);
  expect(weighted.a).toBeCloseTo(reference.plattWeighted.a, 6);
  expect(weighted.b).toBeCloseTo(reference.plattWeighted.b, 6);
});

test("counts of alike rows do for the rows themselves", () => {
  const distinct = [...new Set(said)];
  const margins = Float64Array.of(...distinct, ...distinct);
  const outcomes = margins.map((_, i) => (i < distinct.length ? 0 : 1));
  const counts = margins.map(
    (m, i) => said.filter((own, row) => own === m && happened[row] === outcomes[i]).length
  );
  const [a, b] = [fitPlatt(said, happened), fitPlatt(margins, outcomes, counts)];
  expect(b.a).toBeCloseTo(a.a, 8);
  expect(b.b).toBeCloseTo(a.b, 8);
});

test("another unit of the margin gives the same chances", () => {
  const plain = fitPlatt(said, happened);
  fc.assert(
    fc.property(
      fc.double({min: 0.01, max: 1000, noNaN: true}),
      fc.double({min: -20, max: 20, noNaN: true}),
      (by, plus) => {
        const other = fitPlatt(
          said.map((m) => (m + plus) * by),
          happened
        );
        for (const m of [-3, 0, 2])
          expect(plattChance(other, (m + plus) * by)).toBeCloseTo(plattChance(plain, m), 5);
      }
    ),
    {numRuns: 40}
  );
});

test("margins that tell outcomes apart, or nothing, give a finite curve", () => {
  const apart = fitPlatt(Float64Array.of(-1, -1, -1, 1, 1, 1), [0, 0, 0, 1, 1, 1]);
  // The ends that Platt draws the targets in to.
  expect(plattChance(apart, 1)).toBeCloseTo(4 / 5, 6);
  expect(plattChance(apart, -1)).toBeCloseTo(1 / 5, 6);
  const flat = fitPlatt(new Float64Array(6).fill(3), [0, 0, 0, 0, 1, 1]);
  expect(plattChance(flat, 3)).toBeCloseTo((4 / 6 + (2 * 3) / 4) / 6, 6);
});

test("what cannot be calibrated is refused", () => {
  const refused = (message: string, ...given: Parameters<typeof fitPlatt>) =>
    expect(() => fitPlatt(...given)).toThrow(message);
  const three = Float64Array.of(1, 2, 3);
  refused("for each of 3 values, got 2 and none", three, [0, 1]);
  refused("for each of 3 values, got 3 and 1", three, [0, 1, 1], [1]);
  refused("got NaN in row 1", three.with(1, Number.NaN), [0, 1, 1]);
  refused("expected outcomes of 0 or 1, got 2 in row 2", three, [0, 1, 2]);
  refused("expected weights from 0, got -1 in row 0", three, [0, 1, 1], [-1, 1, 1]);
  refused("got weights of 3 that happened and 0 that did not", three, [1, 1, 1]);
  refused("got weights of 0 that happened and 2 that did not", three, [1, 0, 0], [0, 1, 1]);
});
