/** Numbers with weights, each 1 where there are none; see `weightedMean`. */
export interface Weighted {
  readonly values: Float64Array;
  readonly weights?: Float64Array;
}

/**
 * Σ weight × value ∕ Σ weight over the places from … to − 1, all of them known. Where no weight counts it is 0: a ratio of counts with nothing
 * to count, such as errors on days on which nothing was said and nothing happened. NaN where there is no place.
 */
export function weightedMean({values, weights}: Weighted, from = 0, to = values.length): number {
  if (!weights) return values.subarray(from, to).reduce((sum, v) => sum + v, 0) / (to - from);
  let [sum, total] = [0, 0];
  for (let i = from; i < to; ++i) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  if (total === 0) return to > from ? 0 : Number.NaN;
  return sum / total;
}

/**
 * Plain numbers whose mean is the weighted mean and whose spread is, to first order, that of the weighted mean: m + weight × (value − m) ∕
 * mean weight. So a test of plain means serves for ratios. Without weights the values as they are.
 * Source: Cochran (1977), Sampling Techniques, section 6.4 (linearised ratio).
 */
export function linearised(of: Weighted): Float64Array {
  const {values, weights} = of;
  if (!weights) return values;
  const mean = weightedMean(of);
  const weight = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  return values.map((value, i) => (weight === 0 ? mean : mean + (weights[i]! * (value - mean)) / weight));
}
