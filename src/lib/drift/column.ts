import {type Binned, countBins, countValues} from "./bins.js";
import {chiSquare, twoProportions} from "./counts.js";
import {jensenShannon, populationStability} from "./distances.js";
import {kolmogorovSmirnov} from "./kolmogorov-smirnov.js";
import {wassersteinNormed} from "./wasserstein.js";

/** Tests of drift: the first three have p-values, the others are distances. */
export type DriftTest = "ks" | "chisquare" | "z" | "wasserstein" | "jensenshannon" | "psi";

/** A column's values, with gaps: numbers (NaN is a gap) or names (null is a gap). */
export type Column =
  | {readonly kind: "number"; readonly reference: ArrayLike<number>; readonly current: ArrayLike<number>}
  | {
      readonly kind: "category";
      readonly reference: readonly (string | null)[];
      readonly current: readonly (string | null)[];
    };

export interface ColumnDrift {
  readonly test: DriftTest;
  /** The p-value of ks, chisquare and z; the distance of the others. */
  readonly statistic: number;
  readonly threshold: number;
  readonly drifted: boolean;
}

/**
 * Whether a column's current values differ from the reference's, by the test that Evidently would choose
 * (0.7, its default preset) or the one that is asked for. Gaps are left out first. Up to 1,000 reference
 * values: numbers with more than 5 distinct values by Kolmogorov–Smirnov, other columns with more than 2 by
 * chi-square, else by z; p < 0.05 is drift. Above: such numbers by the normed Wasserstein distance, all
 * others by Jensen–Shannon; 0.1 or more is drift.
 * Source: https://docs.evidentlyai.com/metrics/explainer_drift
 * @throws when the reference or the current sample has no value.
 */
export function columnDrift(column: Column, test?: DriftTest): ColumnDrift {
  const {reference, current} = withoutGaps(column);
  if (reference.length === 0 || current.length === 0) {
    throw new Error(
      `drift needs values in both windows, got ${reference.length} reference and ${current.length} current ones`
    );
  }
  const distinct = new Set<number | string>([...reference, ...current]).size;
  const chosen = test ?? choose(column.kind, reference.length, distinct);
  const statistic = measure(chosen, column.kind, reference, current);
  const distance = chosen === "wasserstein" || chosen === "jensenshannon" || chosen === "psi";
  const threshold = distance ? 0.1 : 0.05;
  const drifted = distance
    ? statistic >= threshold
    : chosen === "ks"
      ? statistic <= threshold
      : statistic < threshold;
  return {test: chosen, statistic, threshold, drifted};
}

function withoutGaps(column: Column): {reference: (number | string)[]; current: (number | string)[]} {
  const known = (value: number | string | null): value is number | string =>
    typeof value === "number" ? Number.isFinite(value) : value !== null;
  return {
    reference: Array.from<number | string | null>(column.reference).filter(known),
    current: Array.from<number | string | null>(column.current).filter(known)
  };
}

function choose(kind: Column["kind"], rows: number, distinct: number): DriftTest {
  const many = kind === "number" && distinct > 5;
  if (rows > 1000) return many ? "wasserstein" : "jensenshannon";
  return many ? "ks" : distinct > 2 ? "chisquare" : "z";
}

function measure(
  test: DriftTest,
  kind: Column["kind"],
  reference: (number | string)[],
  current: (number | string)[]
): number {
  if (test === "ks") return kolmogorovSmirnov(numbers(reference, test), numbers(current, test)).p;
  if (test === "wasserstein") return wassersteinNormed(numbers(reference, test), numbers(current, test));
  if (test === "chisquare") return chiSquare(countValues(reference as string[], current as string[])).p;
  if (test === "z") return twoProportions(countValues(reference as string[], current as string[])).p;
  const byWidth = kind === "number" && new Set(reference).size > 20;
  const binned: Binned = byWidth
    ? countBins(numbers(reference, test), numbers(current, test))
    : countValues(reference as string[], current as string[]);
  return test === "psi" ? populationStability(binned) : jensenShannon(binned);
}

function numbers(values: (number | string)[], test: DriftTest): number[] {
  return values.map((value) => {
    if (typeof value === "number") return value;
    throw new Error(`the test "${test}" compares numbers, got the category "${value}"`);
  });
}
