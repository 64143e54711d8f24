import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {crpsEnsemble, crpsNormal} from "../../src/lib/scores/crps.js";
import {coverage} from "../../src/lib/scores/interval/coverage.js";
import {pinball} from "../../src/lib/scores/interval/pinball.js";
import {width} from "../../src/lib/scores/interval/width.js";
import {winkler} from "../../src/lib/scores/interval/winkler.js";
import {countPairs} from "../../src/lib/scores/pairs.js";
import {bias} from "../../src/lib/scores/point/bias.js";
import {mae} from "../../src/lib/scores/point/mae.js";
import {mape} from "../../src/lib/scores/point/mape.js";
import {mase, seasonalScale} from "../../src/lib/scores/point/mase.js";
import {rmse} from "../../src/lib/scores/point/rmse.js";
import {wape} from "../../src/lib/scores/point/wape.js";
import reference from "../reference/scores.json" with {type: "json"};

const {y, f1} = reference;

describe("scores against SciPy and scikit-learn", () => {
  it.each([
    ["mae", mae(y, f1), reference.mae],
    ["rmse", rmse(y, f1), reference.rmse],
    ["mape", mape(y, f1), reference.mapePercent],
    ["wape", wape(y, f1), reference.wape],
    ["bias", bias(y, f1), reference["bias(f-y)"]],
    [
      "mase",
      mase(y, f1, seasonalScale(Float64Array.from(reference.mase.train), reference.mase.season)),
      reference.mase.value
    ],
    ["pinball 0.1", pinball(y, f1, 0.1), reference.pinball["0.1"]],
    ["pinball 0.5", pinball(y, f1, 0.5), reference.pinball["0.5"]],
    ["pinball 0.9", pinball(y, f1, 0.9), reference.pinball["0.9"]],
    ["winkler", winkler(y, reference.winkler80.lo, reference.winkler80.hi, 0.8), reference.winkler80.value],
    ["coverage", coverage(y, reference.winkler80.lo, reference.winkler80.hi), reference.winkler80.coverage],
    ["width", width(y, reference.winkler80.lo, reference.winkler80.hi), 2.56]
  ])("%s", (_, value, expected) => expect(value).toBeCloseTo(expected, 8));

  it("crps of an ensemble", () => {
    const {members, y: actual, each} = reference.crpsEnsemble;
    for (const [i, m] of members.entries()) expect(crpsEnsemble(m, actual[i]!)).toBeCloseTo(each[i]!, 8);
  });

  it("crps of a normal distribution", () => {
    const {mean, sd, y: actual, each} = reference.crpsNormal;
    for (const [i, m] of mean.entries()) expect(crpsNormal(m, sd, actual[i]!)).toBeCloseTo(each[i]!, 8);
  });
});

describe("missing numbers", () => {
  it("leave a score as it is without their rows", () => {
    const gapsIn = (row: number[], at: number) =>
      Float64Array.from(row, (v, i) => (i % 7 === at ? Number.NaN : v));
    const kept = y.map((_, i) => i).filter((i) => i % 7 !== 2 && i % 7 !== 4);
    const a = kept.map((i) => y[i]!);
    const f = kept.map((i) => f1[i]!);
    for (const score of [mae, rmse, mape, wape, bias]) {
      expect(score(gapsIn(y, 2), gapsIn(f1, 4))).toBeCloseTo(score(a, f), 10);
    }
    expect(countPairs(gapsIn(y, 2), gapsIn(f1, 4))).toBe(kept.length);
    expect(coverage(gapsIn(y, 2), gapsIn(y, 4), y)).toBe(1);
  });

  it("are NaN, not 0, where no row is left", () => {
    expect(mae([Number.NaN], [1])).toBeNaN();
    expect(winkler([1], [Number.NaN], [2], 0.8)).toBeNaN();
    expect(countPairs([Number.NaN], [1])).toBe(0);
  });

  it("columns of unequal length and a scale of 0 are refused", () => {
    expect(() => mae([1, 2], [1])).toThrow("2 and 1");
    expect(() => mase([1], [1], 0)).toThrow("above 0");
  });
});

describe("properties", () => {
  const numbers = fc.array(
    fc.tuple(fc.double({min: -100, max: 100, noNaN: true}), fc.double({min: -100, max: 100, noNaN: true})),
    {
      minLength: 1,
      maxLength: 40
    }
  );

  it("|bias| ≤ mae ≤ rmse, and the median's pinball loss is half the mae", () => {
    fc.assert(
      fc.property(numbers, (pairs) => {
        const a = pairs.map(([v]) => v);
        const f = pairs.map(([, v]) => v);
        expect(Math.abs(bias(a, f))).toBeLessThanOrEqual(mae(a, f) + 1e-9);
        expect(mae(a, f)).toBeLessThanOrEqual(rmse(a, f) + 1e-9);
        expect(pinball(a, f, 0.5)).toBeCloseTo(mae(a, f) / 2, 9);
      })
    );
  });

  it("the crps of one member is its absolute error, and no ensemble scores below 0", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({min: -50, max: 50, noNaN: true}), {minLength: 1, maxLength: 20}),
        (members) => {
          expect(crpsEnsemble([members[0]!], 3)).toBeCloseTo(Math.abs(members[0]! - 3), 9);
          expect(crpsEnsemble(members, 3)).toBeGreaterThanOrEqual(-1e-9);
        }
      )
    );
  });
});
