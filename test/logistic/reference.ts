import {readFileSync} from "node:fs";

/** What scikit-learn makes of the same rows; see test/reference/make_logistic.py. */
export const reference = JSON.parse(readFileSync("test/reference/logistic.json", "utf8")) as {
  columns: number[][];
  happened: number[];
  weight: number[];
  said: number[];
  means: number[];
  spreads: number[];
  logistic: Record<string, {intercept: number; weights: number[]}>;
  logisticWeighted: {intercept: number; weights: number[]};
  platt: {a: number; b: number};
  plattWeighted: {a: number; b: number};
  isotonic: {x: number[]; y: number[]; at: number[]; predictions: number[]};
  isotonicWeighted: {x: number[]; y: number[]; at: number[]; predictions: number[]};
};

export const columns = reference.columns.map((column) => Float64Array.from(column));
export const happened = Float64Array.from(reference.happened);
export const weights = Float64Array.from(reference.weight);
export const said = Float64Array.from(reference.said);

/** The largest difference of two lists of numbers. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  return Array.from(a, (value, i) => Math.abs(value - b[i])).reduce(
    (most, value) => Math.max(most, value),
    0
  );
}
