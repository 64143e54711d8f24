import type {Scheme, Truth} from "../../src/lib/rolled.js";
import type {PromotionRule} from "../study.js";

/** The loss of one forecast that a rule's metric is the mean of. */
export function lossOf(metric: PromotionRule["metric"]): (actual: number, forecast: number) => number {
  if (metric === "mape") return (a, f) => 100 * Math.abs((f - a) / a);
  if (metric === "rmse") return (a, f) => (f - a) ** 2;
  return (a, f) => Math.abs(f - a);
}

/**
 * Mean loss of each scored origin over the given rows: one number for each origin from `scoredFrom` to
 * `scoredTo`, NaN where it has no row. With `other`, only the rows in which both have a forecast count, so
 * that two such columns can be compared.
 */
export function originLosses(
  scheme: Scheme,
  {scoredFrom, scoredTo}: {readonly scoredFrom: number; readonly scoredTo: number},
  truth: Pick<Truth, "actual">,
  values: Float64Array,
  rows: Int32Array,
  loss: (actual: number, forecast: number) => number,
  other: Float64Array = values
): Float64Array {
  const size = scheme.series.length * scheme.leads;
  const sums = new Float64Array(scoredTo - scoredFrom);
  const counts = new Int32Array(sums.length);
  for (const row of rows) {
    const value = values[row]!;
    if (!Number.isFinite(value) || !Number.isFinite(other[row]!)) continue;
    const o = Math.floor(row / size) - scoredFrom;
    sums[o] = sums[o]! + loss(truth.actual[row]!, value);
    ++counts[o]!;
  }
  return sums.map((sum, o) => (counts[o]! > 0 ? sum / counts[o]! : Number.NaN));
}

/** The loss of each of these rows, in their order; NaN where there is no forecast. */
export function rowLosses(
  truth: Pick<Truth, "actual">,
  values: Float64Array,
  rows: Int32Array,
  loss: (actual: number, forecast: number) => number
): Float64Array {
  return Float64Array.from(rows, (row) =>
    Number.isFinite(values[row]!) ? loss(truth.actual[row]!, values[row]!) : Number.NaN
  );
}
