/** Numbers in a row: a typed array or a plain one. */
export type Numbers = ArrayLike<number>;

/**
 * Mean of `loss(actual, forecast)` over the pairs in which both numbers are finite; NaN where there is no
 * such pair.
 * @throws when the two differ in length.
 */
export function meanOverPairs(
  actual: Numbers,
  forecast: Numbers,
  loss: (actual: number, forecast: number) => number
): number {
  requireSameLength(actual, forecast);
  let sum = 0;
  let n = 0;
  for (let i = 0; i < actual.length; ++i) {
    const a = actual[i]!;
    const f = forecast[i]!;
    if (!Number.isFinite(a) || !Number.isFinite(f)) continue;
    sum += loss(a, f);
    ++n;
  }
  return n === 0 ? Number.NaN : sum / n;
}

/** How many pairs have two finite numbers: the `n` of a score. */
export function countPairs(actual: Numbers, forecast: Numbers): number {
  requireSameLength(actual, forecast);
  let n = 0;
  for (let i = 0; i < actual.length; ++i)
    if (Number.isFinite(actual[i]!) && Number.isFinite(forecast[i]!)) ++n;
  return n;
}

/** @throws when two columns that belong together differ in length. */
export function requireSameLength(a: Numbers, b: Numbers): void {
  if (a.length !== b.length)
    throw new Error(`columns of equal length expected, got ${a.length} and ${b.length}`);
}
