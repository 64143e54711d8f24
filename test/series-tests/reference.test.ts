import {describe, expect, it} from "vitest";
import {dickeyFuller} from "../../src/lib/series-tests/dickey-fuller.js";
import {johansen} from "../../src/lib/series-tests/johansen.js";
import {kpss} from "../../src/lib/series-tests/kpss.js";
import {panelOf} from "../../src/lib/var/panel.js";
import reference from "../reference/series-tests.json" with {type: "json"};
import more from "../reference/var-more.json" with {type: "json"};

/** The reference has ten digits. */
function near(actual: number, expected: number, tolerance = 1e-8): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), 1e-12));
}

const panel = panelOf(
  Object.fromEntries(["a", "b", "c"].map((name, j) => [name, more.levels.map((row) => row[j])]))
);
const series = more.levels.map((row) => row[1]);

describe("the augmented Dickey–Fuller test equals statsmodels'", () => {
  const cases = Object.entries(reference.series).flatMap(([name, {x, adf}]) =>
    (["n", "c", "ct"] as const).map((deterministic) => ({
      name,
      deterministic,
      x,
      expected: adf[deterministic]
    }))
  );
  it.each(cases)("$name, $deterministic, lags by AIC", ({deterministic, x, expected}) => {
    const {statistic, p, lags, used, critical} = dickeyFuller(x, {deterministic, most: 8});
    expect([lags, used]).toEqual([expected.lags, expected.nobs]);
    near(statistic, expected.statistic);
    near(p, expected.p);
    for (const level of ["1%", "5%", "10%"] as const) near(critical[level], expected.critical[level]);
  });

  it.each([
    ["bic 5 c", {most: 5, choice: "bic"}],
    ["fixed 3 ct", {most: 3, choice: "fixed", deterministic: "ct"}],
    ["default", {}]
  ] as const)("%s", (name, options) => {
    const {statistic, p, lags} = dickeyFuller(series, options);
    const expected = more.adf[name];
    near(statistic, expected.statistic);
    near(p, expected.p);
    expect(lags).toBe(expected.lags);
  });

  it("ends of the p values", () => {
    const far = Array.from({length: 60}, (_, i) => (i % 2 ? 1 : -1) + 1e-3 * Math.sin(i * i));
    expect(dickeyFuller(far, {most: 0}).p).toBe(0);
    expect(
      dickeyFuller(
        Array.from({length: 40}, (_, i) => 1.1 ** i + 0.01 * Math.sin(i * i)),
        {most: 0}
      ).p
    ).toBe(1);
  });
});

describe("the KPSS test equals statsmodels'", () => {
  const cases = Object.entries(reference.series).flatMap(([name, {x, kpss}]) =>
    (["c", "ct"] as const).map((deterministic) => ({name, deterministic, x, expected: kpss[deterministic]}))
  );
  it.each(cases)("$name, $deterministic", ({deterministic, x, expected}) => {
    const {statistic, p, lags, critical} = kpss(x, {deterministic});
    expect(lags).toBe(expected.lags);
    near(statistic, expected.statistic);
    near(p, expected.p);
    expect(critical).toEqual(expected.critical);
  });

  it("with given lags", () => {
    const {statistic, p} = kpss(series, {lags: 2});
    near(statistic, more.kpss["c 2"].statistic);
    near(p, more.kpss["c 2"].p);
  });

  it("p between the tabulated levels", () => {
    const x = reference.series.walk.x;
    const middle = [...Array(20).keys()]
      .map((lags) => kpss(x, {lags: lags + 5}))
      .find(({p}) => p > 0.01 && p < 0.1);
    expect(middle?.statistic).toBeGreaterThan(0.347);
    expect(middle?.statistic).toBeLessThan(0.739);
  });
});

describe("Johansen's test equals statsmodels'", () => {
  it.each(Object.entries(more.johansen))("%s", (name, expected) => {
    const [deterministic, lags] = name.split(" ") as ["n" | "c" | "ct", string];
    const {eigenvalues, trace, maxEigen, relations} = johansen(panel, {deterministic, lags: Number(lags)});
    expected.eigenvalues.forEach((value, i) => {
      near(eigenvalues[i], value);
      near(trace[i].statistic, expected.trace[i]);
      near(maxEigen[i].statistic, expected.maxEigen[i]);
      expect(trace[i].critical).toEqual(expected.traceCritical[i]);
      expect(maxEigen[i].critical).toEqual(expected.maxEigenCritical[i]);
    });
    for (let relation = 0; relation < 3; ++relation) {
      const sign = Math.sign(relations[relation] * expected.relations[0][relation]);
      for (let i = 0; i < 3; ++i)
        near(sign * relations[i * 3 + relation], expected.relations[i][relation], 1e-7);
    }
  });

  it("finds the one relation that holds", () => {
    expect(johansen(panel, {lags: 1}).rank).toBe(1);
  });
});

describe("bad input", () => {
  it.each([
    [
      "a gap",
      () => dickeyFuller([1, 2, Number.NaN, 4, 5, 6, 7, 8]),
      "ADF: expected a finite number in row 2, got NaN"
    ],
    [
      "a constant series",
      () => kpss(Array(20).fill(3)),
      "expected a series that changes, got 3 in all 20 rows"
    ],
    ["too few rows", () => kpss([1, 2, 3]), "KPSS: expected at least 8 rows, got 3"],
    [
      "lags above what the rows allow",
      () => dickeyFuller(series, {most: 69}),
      "expected lags within 0 … 68 for 140 rows"
    ],
    [
      "lags of the long-run variance",
      () => kpss(series, {lags: 140}),
      "KPSS: expected lags within 0 … 139, got 140"
    ],
    ["one series", () => johansen(panelOf({a: series}), {lags: 1}), "expected 2 to 12 series, got 1"],
    [
      "a VAR too long",
      () => johansen(panel, {lags: 40}),
      "40 lags of 3 series need at least 170 rows, got 140"
    ],
    [
      "a series that follows from another",
      () => johansen(panelOf({a: series, b: series.map((value) => 2 * value)}), {lags: 0}),
      "the covariance of a, b is singular: b does not vary, or follows from the series before it"
    ]
  ])("%s", (_, test, message) => {
    expect(test).toThrow(message);
  });
});
