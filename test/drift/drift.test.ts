import {describe, expect, it} from "vitest";
import {countBins, countValues} from "../../src/lib/drift/bins.js";
import {type Column, columnDrift, type DriftTest} from "../../src/lib/drift/column.js";
import {chiSquare, twoProportions} from "../../src/lib/drift/counts.js";
import {jensenShannon, populationStability} from "../../src/lib/drift/distances.js";
import {kolmogorovSmirnov} from "../../src/lib/drift/kolmogorov-smirnov.js";
import {wasserstein, wassersteinNormed} from "../../src/lib/drift/wasserstein.js";
import {seasonWindows} from "../../src/lib/drift/windows.js";
import scipy from "../reference/drift.json" with {type: "json"};
import evidently from "../reference/evidently-drift.json" with {type: "json"};

describe("tests of drift against SciPy", () => {
  const {small, large, exact} = scipy;

  it("Kolmogorov–Smirnov, exact", () => {
    const {d, p} = kolmogorovSmirnov(small.reference, small.current);
    expect(d).toBeCloseTo(small.ks.d, 10);
    expect(p / small.ks.p_auto).toBeCloseTo(1, 8);
    expect(kolmogorovSmirnov(exact.reference, exact.current).p).toBeCloseTo(exact.p, 9);
    expect(kolmogorovSmirnov(large.reference, large.current).p).toBeCloseTo(large.ks.p_asymp, 1.7);
  });

  it("Kolmogorov–Smirnov, in the limit", () => {
    const many = (values: number[], times: number) =>
      Float64Array.from({length: values.length * times}, (_, i) => values[i % values.length]!);
    const {d, p} = kolmogorovSmirnov(many(large.reference, 4), many(large.current, 4));
    expect(d).toBeCloseTo(large.ks.d, 9);
    expect(p).toBeCloseTo(
      2 *
        [1, -1, 1].reduce(
          (sum, sign, k) => sum + sign * Math.exp(-2 * (k + 1) ** 2 * d * d * (12e7 / 22e3)),
          0
        ),
      3
    );
    expect(kolmogorovSmirnov([1, 2], [1, 2])).toEqual({d: 0, p: 1});
    expect(() => kolmogorovSmirnov([], [1])).toThrow("got 0 and 1");
  });

  it("Wasserstein, Jensen–Shannon, PSI", () => {
    expect(wasserstein(small.reference, small.current)).toBeCloseTo(small.wasserstein, 8);
    for (const {reference, current, wassersteinNormed: normed, binned} of [small, large]) {
      expect(wassersteinNormed(reference, current)).toBeCloseTo(normed, 8);
      const bins = countBins(reference, current);
      expect([...bins.reference].map((c) => c / reference.length)).toEqual(
        binned.p.map((v) => expect.closeTo(v, 9))
      );
      expect(jensenShannon(bins)).toBeCloseTo(binned.jensenShannonDistanceNat, 8);
      expect(populationStability(bins)).toBeCloseTo(binned.psi, 8);
    }
    const {reference, current, binned} = scipy.categorical;
    expect(jensenShannon(countValues(reference, current))).toBeCloseTo(binned.jensenShannonDistanceNat, 8);
    expect(populationStability(countValues(reference, current))).toBeCloseTo(binned.psi, 8);
  });

  it("two proportions", () => {
    const {z, p} = twoProportions(countValues(scipy.binary.reference, scipy.binary.current));
    expect(z).toBeCloseTo(scipy.binary.z, 8);
    expect(p).toBeCloseTo(scipy.binary.p, 10);
    expect(() => twoProportions(countValues([1, 2, 3], [1]))).toThrow("got 3");
  });

  it("chi-square takes the reference as exact", () => {
    const {statistic, p} = chiSquare({reference: Float64Array.of(50, 50), current: Float64Array.of(60, 40)});
    expect(statistic).toBeCloseTo(4, 12);
    expect(p).toBeCloseTo(0.04550026389635842, 12);
    expect(chiSquare({reference: Float64Array.of(5, 0), current: Float64Array.of(5, 1)}).p).toBe(0);
  });
});

type Table = Record<string, (number | string | null)[]>;
type Results = Record<
  string,
  {columns: Record<string, {test: string; threshold: number; score: number; drifted: boolean}>}
>;
const kinds: Record<string, string> = evidently.columns;

function column(name: string, reference: Table, current: Table): Column {
  if (kinds[name] === "cat") {
    return {kind: "category", reference: reference[name] as string[], current: current[name] as string[]};
  }
  const gaps = (values: (number | string | null)[]) =>
    values.map((v) => (v === null ? Number.NaN : Number(v)));
  return {kind: "number", reference: gaps(reference[name]!), current: gaps(current[name]!)};
}

const cases = [
  ["small", evidently.small, evidently.smallResults as Results],
  ["large", evidently.large, evidently.largeResults as Results]
] as const;

for (const [size, tables, results] of cases) {
  describe(`a ${size} table against Evidently`, () => {
    for (const [preset, {columns}] of Object.entries(results)) {
      it.each(Object.entries(columns))(`${preset}: %s`, (name, expected) => {
        const asked = preset === "default" ? undefined : (preset as DriftTest);
        const drift = columnDrift(column(name, tables.reference as Table, tables.current as Table), asked);
        expect(drift.test).toBe(expected.test);
        expect(drift.threshold).toBe(expected.threshold);
        expect(drift.drifted).toBe(expected.drifted);
        expect(drift.statistic).toBeCloseTo(expected.score, 9);
      });
    }
  });
}

it.each(evidently.defaults)(
  "chooses $test for $distinctValues values of kind $type in $referenceRows rows",
  (row) => {
    const values = Array.from({length: row.referenceRows}, (_, i) => i % row.distinctValues);
    const names = values.map((v) => `k${v}`);
    const chosen = columnDrift(
      row.type === "num"
        ? {kind: "number", reference: values, current: values.slice(0, 200)}
        : {kind: "category", reference: names, current: names.slice(0, 200)}
    );
    expect(chosen.test).toBe(row.test);
    expect(chosen.threshold).toBe(row.threshold);
  }
);

it("counts numbers of few values one by one, others between edges that are NumPy's", () => {
  const values = (share: number) =>
    Array.from({length: 100}, (_, i) => (i < share ? i % 3 : i % 2 ? 4 : 1000));
  const apart = columnDrift({kind: "number", reference: values(30), current: values(60)}, "jensenshannon");
  const byHand = {
    reference: Float64Array.of(10, 10, 10, 35, 35),
    current: Float64Array.of(20, 20, 20, 20, 20)
  };
  expect(apart.statistic).toBeCloseTo(jensenShannon(byHand), 12);

  for (const [low, step, n] of [
    [0, 0.1, 78],
    [-3.7, 0.3, 61],
    [1e6, 0.7, 97]
  ] as const) {
    const grid = Array.from({length: n}, (_, i) => low + i * step);
    const [least, most] = [grid[0]!, grid.at(-1)!];
    const bins = Math.ceil(Math.log2(n + 60 + 2) + 1);
    const edges = Array.from({length: bins + 1}, (_, k) =>
      k === bins ? most : least + (k * (most - least)) / bins
    );
    const below = Array.from({length: 60}, (_, i) => edges[1 + (i % (bins - 1))]!).map(
      (e) => e - 2 ** -53 * e
    );
    const column = [...grid, ...below];
    const holds = (k: number) => (v: number) =>
      v >= edges[k]! && (v < edges[k + 1]! || (k === bins - 1 && v === most));
    const expected = edges.slice(1).map((_, k) => column.filter(holds(k)).length);
    expect([...countBins(column, [least, most]).reference]).toEqual(expected);
  }
});

it("fills an empty bin with less than the smallest share there is", () => {
  const binned = {reference: Float64Array.of(19_999, 1, 0), current: Float64Array.of(10_000, 5_000, 5_000)};
  const [p, q] = [
    [0.99995, 0.00005, 0.00005 / 1e6],
    [0.5, 0.25, 0.25]
  ];
  expect(populationStability(binned)).toBeCloseTo(
    p.reduce((sum, v, i) => sum + (v - q[i]!) * Math.log(v / q[i]!), 0),
    10
  );
});

it("a window without a value is refused", () => {
  expect(() => columnDrift({kind: "number", reference: [1, 2], current: [Number.NaN]})).toThrow(
    "2 reference and 0 current"
  );
});

describe("windows of drift", () => {
  it("compare four weeks with the same season of earlier years", () => {
    expect(seasonWindows("2021-03-23", "2024-12-24")).toEqual({
      current: {from: "2024-11-27", to: "2024-12-24"},
      reference: [
        {from: "2021-11-13", to: "2022-01-07"},
        {from: "2022-11-13", to: "2023-01-07"},
        {from: "2023-11-13", to: "2024-01-07"}
      ]
    });
  });

  it("handle 29 February and refuse a record of one year", () => {
    expect(seasonWindows("2023-01-01", "2024-02-29").reference).toEqual([
      {from: "2023-01-18", to: "2023-03-14"}
    ]);
    expect(() => seasonWindows("2024-01-01", "2024-12-24")).toThrow("Pull a longer history");
  });
});
