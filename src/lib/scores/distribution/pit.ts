/**
 * The probability integral transform: which share of a distribution lies below the outcome, from its quantiles; on a straight line between
 * them, and half the outer level beyond the first and the last. Calibrated forecasts make it uniform.
 * Source: Dawid (1984), Journal of the Royal Statistical Society A 147.
 * @param levels ascending
 * @param quantiles ascending, one for each level
 */
export function pitOf(levels: Float64Array, quantiles: Float64Array, actual: number): number {
  const last = levels.length - 1;
  if (actual < quantiles[0]) return levels[0] / 2;
  if (actual > quantiles[last]) return (1 + levels[last]) / 2;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (quantiles[middle] <= actual) low = middle;
    else high = middle;
  }
  const gap = quantiles[high] - quantiles[low];
  return levels[low] + (gap > 0 ? (actual - quantiles[low]) / gap : 0.5) * (levels[high] - levels[low]);
}

/**
 * How many transforms fall in each of so many equal bins from 0 to 1; missing ones (NaN) do not count. Even bins say calibrated, a U too
 * narrow, a hump too wide, a slope biased.
 * Source: Gneiting, Balabdaoui & Raftery (2007), Journal of the Royal Statistical Society B 69.
 * @throws where one lies outside 0 … 1
 */
export function pitHistogram(transforms: ArrayLike<number>, bins: number): Int32Array {
  const counts = new Int32Array(bins);
  for (let i = 0; i < transforms.length; ++i) {
    const value = transforms[i];
    if (Number.isNaN(value)) continue;
    if (!(value >= 0 && value <= 1))
      throw new Error(`PIT histogram: expected shares from 0 to 1, got ${value} in place ${i}`);
    ++counts[Math.min(bins - 1, Math.floor(value * bins))];
  }
  return counts;
}
