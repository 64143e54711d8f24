import type {Scheme, Truth} from "../../src/lib/rolled.js";
import {logLoss} from "../../src/lib/scores/probability/log-loss.js";
import type {Judged, Losses, PromotionRule} from "../study.js";

type Metric = PromotionRule["metric"];
type OfRow = (actual: number, forecast: number) => number;

/** Scores that are no mean over forecasts, nor a ratio of counts that could be one. */
const whole: ReadonlySet<Metric> = new Set<Metric>([
  ...(["auc", "averagePrecision", "precision", "recall", "threshold", "rate"] as const),
  ...(["reliability", "resolution", "uncertainty"] as const)
]);

/**
 * The column that a metric's losses are made from: the forecasts, or of a distribution the score of each (see `Judged.crps`), NaN where there is none.
 */
export function lossColumn(metric: Metric, {values, crps}: Pick<Judged, "values" | "crps">): Float64Array {
  if (metric !== "crps") return values;
  return crps ?? new Float64Array(values.length).fill(Number.NaN);
}

/**
 * The loss of one forecast that a rule's metric is the mean of.
 * @throws for a metric that is no such mean, as F1 (see `ruleLoss`) or the area under a curve.
 */
export function lossOf(metric: Metric): OfRow {
  if (metric === "f1" || whole.has(metric))
    throw new Error(
      `${metric} is not the mean of a loss of single forecasts: a rule needs one that is, such as brier, logLoss or mae, or f1, which is a ratio of their counts`
    );
  // Of a distribution, the column that is given in place of forecasts is that of their scores.
  if (metric === "crps") return (_, score) => score;
  if (metric === "mape") return (a, f) => 100 * Math.abs((f - a) / a);
  if (metric === "rmse" || metric === "brier") return (a, f) => (f - a) ** 2;
  if (metric === "logLoss")
    return (a, f) => logLoss({happened: Uint8Array.of(a), probability: Float64Array.of(f)});
  return (a, f) => Math.abs(f - a);
}

/** The loss of one forecast under a rule, and how much it weighs: 1 where no weight is given. */
export interface RuleLoss {
  readonly loss: OfRow;
  readonly weight?: OfRow;
}

/**
 * The loss of one forecast, whose weighted mean is the metric of a rule; of F1 it is 1 − F1. There a forecast that says yes (its probability is at
 * least `threshold`) or a case that happened weighs 1, both together 2, and it is lost where the two differ: Σ weight × loss ∕ Σ weight =
 * (alarms + misses) ∕ (2 hits + alarms + misses).
 * @param threshold of the candidate; without one it has no F1, and its loss is NaN
 * @throws as `lossOf`.
 */
export function ruleLoss(metric: Metric, threshold: number | null): RuleLoss {
  if (metric !== "f1") return {loss: lossOf(metric)};
  if (threshold === null) return {loss: () => Number.NaN, weight: () => 1};
  const said = (f: number) => Number(f >= threshold);
  return {loss: (a, f) => Math.abs(said(f) - a), weight: (a, f) => said(f) + a};
}

/** What `ruleLoss` is called where it stands as evidence. */
export function lossName(metric: Metric): string {
  return metric === "f1" ? "1 − f1" : metric;
}

interface Span {
  readonly scoredFrom: number;
  readonly scoredTo: number;
}

/**
 * Mean loss of each scored origin over the given rows: one number for each origin from `scoredFrom` to
 * `scoredTo`, NaN where it has no row. With `other`, only the rows in which both have a forecast count, so
 * that two such columns can be compared.
 */
export function originLosses(
  scheme: Scheme,
  span: Span,
  truth: Pick<Truth, "actual">,
  values: Float64Array,
  rows: Int32Array,
  loss: OfRow,
  other: Float64Array = values
): Float64Array {
  return weighedOrigins(scheme, span, truth, values, rows, {loss}, other).values;
}

/** The same of a rule's loss, with the weight of each origin where the loss has one: 0 and no loss where nothing counts. */
export function weighedOrigins(
  scheme: Scheme,
  {scoredFrom, scoredTo}: Span,
  truth: Pick<Truth, "actual">,
  values: Float64Array,
  rows: Int32Array,
  {loss, weight}: RuleLoss,
  other: Float64Array = values
): Losses {
  const size = scheme.series.length * scheme.leads;
  const sums = new Float64Array(scoredTo - scoredFrom);
  const weights = new Float64Array(sums.length);
  const known = new Uint8Array(sums.length);
  for (const row of rows) {
    const value = values[row]!;
    if (!Number.isFinite(value) || !Number.isFinite(other[row]!)) continue;
    const o = Math.floor(row / size) - scoredFrom;
    const actual = truth.actual[row]!;
    const counts = weight ? weight(actual, value) : 1;
    sums[o] = sums[o]! + (weight ? counts * loss(actual, value) : loss(actual, value));
    weights[o]! += counts;
    known[o] = 1;
  }
  const means = sums.map((sum, o) => {
    if (!known[o]) return Number.NaN;
    return weights[o] === 0 ? 0 : sum / weights[o]!;
  });
  return weight ? {values: means, weights} : {values: means};
}

/** The loss of each of these rows, in their order, with its weight where the loss has one; NaN where there is no forecast. */
export function rowLosses(
  truth: Pick<Truth, "actual">,
  values: Float64Array,
  rows: Int32Array,
  {loss, weight}: RuleLoss
): Losses {
  const each = (of: OfRow) =>
    Float64Array.from(rows, (row) =>
      Number.isFinite(values[row]!) ? of(truth.actual[row]!, values[row]!) : Number.NaN
    );
  return weight ? {values: each(loss), weights: each(weight)} : {values: each(loss)};
}
