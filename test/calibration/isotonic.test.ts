import fc from "fast-check";
import {expect, test} from "vitest";
import {fitIsotonic, isotonicChance} from "../../src/lib/calibration/isotonic.js";
import {farthest, happened, reference, said, weights} from "../logistic/reference.js";

test.each([
  ["plain", reference.isotonic, undefined],
  ["weighted", reference.isotonicWeighted, weights]
] as const)("the curve is scikit-learn's: %s", (_, {x, y, at, predictions}, own) => {
  const curve = fitIsotonic(said, happened, own);
  expect(
    farthest(
      at.map((value) => isotonicChance(curve, value)),
      predictions
    )
  ).toBeLessThan(1e-9);
  expect(
    farthest(
      x.map((value) => isotonicChance(curve, value)),
      y
    )
  ).toBeLessThan(1e-9);
});

const drawn = fc
  .array(fc.tuple(fc.integer({min: -6, max: 6}), fc.constantFrom(0, 1), fc.integer({min: 0, max: 3})), {
    minLength: 2,
    maxLength: 30
  })
  .filter((rows) => [0, 1].every((outcome) => rows.some((row) => row[1] === outcome && row[2] > 0)))
  .map((rows) => ({
    values: Float64Array.from(rows, ([value]) => value),
    outcomes: rows.map(([, outcome]) => outcome),
    counts: rows.map(([, , count]) => count)
  }));

test("it never falls, and is as high on the whole as what happened", () => {
  fc.assert(
    fc.property(drawn, ({values, outcomes, counts}) => {
      const curve = fitIsotonic(values, outcomes, counts);
      for (let i = 1; i < curve.x.length; ++i) {
        expect(curve.x[i]).toBeGreaterThan(curve.x[i - 1]);
        expect(curve.y[i]).toBeGreaterThanOrEqual(curve.y[i - 1]);
      }
      const sum = (of: (i: number) => number) => counts.reduce((total, count, i) => total + count * of(i), 0);
      expect(sum((i) => isotonicChance(curve, values[i]))).toBeCloseTo(
        sum((i) => outcomes[i]),
        9
      );
    })
  );
});

test("rows without weight are left out", () => {
  fc.assert(
    fc.property(drawn, ({values, outcomes, counts}) => {
      const some = [...counts.keys()].filter((i) => counts[i] > 0);
      expect(fitIsotonic(values, outcomes, counts)).toEqual(
        fitIsotonic(
          Float64Array.from(some, (i) => values[i]),
          some.map((i) => outcomes[i]),
          some.map((i) => counts[i])
        )
      );
    })
  );
});

test("no rising curve is nearer: its steps are the max–min means", () => {
  fc.assert(
    fc.property(drawn, ({values, outcomes, counts}) => {
      const curve = fitIsotonic(values, outcomes, counts);
      const mean = (from: number, to: number) => {
        const inside = counts.map((count, i) => (values[i] >= from && values[i] <= to ? count : 0));
        const weight = inside.reduce((sum, count) => sum + count, 0);
        return inside.reduce((sum, count, i) => sum + count * outcomes[i], 0) / weight;
      };
      const known = [...new Set(values.filter((_, i) => counts[i] > 0))];
      for (const at of known) {
        const lows = known.filter((value) => value <= at);
        const highs = known.filter((value) => value >= at);
        const expected = Math.max(...lows.map((from) => Math.min(...highs.map((to) => mean(from, to)))));
        expect(isotonicChance(curve, at)).toBeCloseTo(expected, 9);
      }
    })
  );
});

test("straight between its points, level beyond, and NaN for NaN", () => {
  const curve = {x: [0, 1, 3], y: [0.2, 0.2, 0.8]};
  expect([-5, 0.5, 1, 2, 3, 9].map((value) => isotonicChance(curve, value))).toEqual([
    0.2, 0.2, 0.2, 0.5, 0.8, 0.8
  ]);
  expect(isotonicChance(curve, Number.NaN)).toBeNaN();
  expect(() => fitIsotonic(Float64Array.of(1, Number.NaN), [0, 1])).toThrow(
    "isotonic calibration: expected a finite value in every row, got NaN in row 1"
  );
});
