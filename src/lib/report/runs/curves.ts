import type {Run} from "../../artifacts/runs.js";
import {better} from "./metrics.js";

/** A number of a training at one of its steps. */
export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

/** One metric of one run by step. */
export interface Curve {
  readonly runId: string;
  readonly metric: string;
  readonly points: readonly CurvePoint[];
}

/** What stands on one axis: metrics that measure the same, such as loss and val_loss. */
export interface CurveFamily {
  readonly name: string;
  readonly metrics: readonly string[];
  readonly curves: readonly Curve[];
}

/**
 * The curves of runs by the axis that they share: `val_loss` and `train_loss` stand with `loss`. Losses come first, the others by name;
 * steps are in order, and values that are no finite numbers are left out.
 */
export function curveFamilies(runs: readonly Run[]): CurveFamily[] {
  const families = new Map<string, Curve[]>();
  for (const {runId, history} of runs) {
    for (const metric of Object.keys(history).sort()) {
      const points = history[metric]!.filter(
        ({step, value}) => Number.isFinite(step) && Number.isFinite(value)
      ).sort((a, b) => a.step - b.step);
      if (points.length === 0) continue;
      const name = familyOf(metric);
      families.set(name, [...(families.get(name) ?? []), {runId, metric, points}]);
    }
  }
  return [...families]
    .map(([name, curves]) => ({
      name,
      metrics: [...new Set(curves.map(({metric}) => metric))].sort(),
      curves
    }))
    .sort((a, b) => Number(b.name === "loss") - Number(a.name === "loss") || (a.name < b.name ? -1 : 1));
}

/** What a metric is a part's measure of: `val_loss` → `loss`. */
export function familyOf(metric: string): string {
  return metric.replace(/^(?:val|valid|validation|train|training|test)_/, "");
}

/** Whether a metric was measured on rows that the training did not learn from. */
export function isHeldOut(metric: string): boolean {
  return /^(?:val|valid|validation|test)_/.test(metric);
}

/** The points of a curve that a reader asks for. */
export interface Extremes {
  /** The smallest where less is better, the largest where more is; null where neither is. Of equal ones the first. */
  readonly best: CurvePoint | null;
  readonly last: CurvePoint;
  readonly min: CurvePoint;
  readonly max: CurvePoint;
}

/** Best, last, smallest and largest value of a curve. Throws where it has no points. */
export function extremes({metric, points}: Pick<Curve, "metric" | "points">): Extremes {
  const [first] = points;
  if (!first) throw new Error(`the curve of ${metric} has no points: expected at least one step`);
  const min = points.reduce((best, point) => (point.value < best.value ? point : best), first);
  const max = points.reduce((best, point) => (point.value > best.value ? point : best), first);
  const way = better(metric);
  return {best: way === 0 ? null : way < 0 ? min : max, last: points.at(-1)!, min, max};
}

/** Whether curves span so much (more than a factor of 20, all above zero) that only a logarithmic axis shows them all. */
export function needsLog(curves: readonly Curve[]): boolean {
  const values = curves.flatMap(({points}) => points.map(({value}) => value));
  const min = Math.min(...values);
  return min > 0 && Math.max(...values) / min > 20;
}

/** The values 1, 2 and 5 × 10ⁿ within a range above zero, for the ticks of a logarithmic axis; powers of ten alone where there are many. */
export function logTicks(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let n = Math.floor(Math.log10(low)); n <= Math.ceil(Math.log10(high)); ++n)
    for (const digit of [1, 2, 5]) ticks.push(Number(`${digit}e${n}`));
  const within = ticks.filter((tick) => tick >= low && tick <= high);
  return within.length <= 8 ? within : within.filter((tick) => /^1e/.test(tick.toExponential()));
}

/**
 * Places of labels, moved as little as keeps neighbours `gap` apart and all between `from` and `to` where they fit; in the order given.
 */
export function spreadApart(
  places: readonly number[],
  {gap, from, to}: {gap: number; from: number; to: number}
): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b);
  const moved = new Array<number>(places.length);
  let next = from;
  for (const i of order) {
    moved[i] = Math.max(places[i]!, next);
    next = moved[i] + gap;
  }
  let limit = to;
  for (const i of order.reverse()) {
    moved[i] = Math.min(moved[i]!, limit);
    limit = moved[i] - gap;
  }
  return moved;
}
