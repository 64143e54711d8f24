import type {Numbers} from "../scores/pairs.js";

/**
 * First Wasserstein distance of two samples, in their unit: the area between their empirical distributions.
 * @throws when a sample is empty.
 */
export function wasserstein(reference: Numbers, current: Numbers): number {
  const a = Float64Array.from(reference).sort();
  const b = Float64Array.from(current).sort();
  if (a.length === 0 || b.length === 0) {
    throw new Error(`the Wasserstein distance needs two samples, got ${a.length} and ${b.length} values`);
  }
  let area = 0;
  let last = Math.min(a[0]!, b[0]!);
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const value = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    area += Math.abs(i / a.length - j / b.length) * (value - last);
    while (i < a.length && a[i]! === value) ++i;
    while (j < b.length && b[j]! === value) ++j;
    last = value;
  }
  return area;
}

/**
 * The same over the reference's population standard deviation (at least 0.001): a distance without a unit.
 */
export function wassersteinNormed(reference: Numbers, current: Numbers): number {
  const values = Float64Array.from(reference);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  return wasserstein(reference, current) / Math.max(Math.sqrt(variance), 0.001);
}
