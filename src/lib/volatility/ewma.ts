/**
 * The exponentially weighted standard deviation of returns around 0: the root of an average of squares in which a return weighs half after
 * `halfLife` days. Entry i knows the returns up to i; missing returns (NaN) change nothing, and before the first one it is NaN.
 * Source: J. P. Morgan (1996), RiskMetrics – Technical Document, part II.
 */
export function ewmaDeviation(returns: Float64Array, halfLife: number): Float64Array {
  return average(returns, halfLife, (r) => r * r).map(Math.sqrt);
}

/** The same average of absolute returns: one spike does not last. Source: Taylor (1986), Modelling Financial Time Series, section 4. */
export function ewmaAbsolute(returns: Float64Array, halfLife: number): Float64Array {
  return average(returns, halfLife, Math.abs);
}

/** An average of a series' values, in which a value weighs half after `halfLife` of them. Missing ones as above. */
export function ewma(values: Float64Array, halfLife: number): Float64Array {
  return average(values, halfLife, (value) => value);
}

/** A volatility from quick and slow averages of absolute returns: their geometric mean, in which each has its weight, and its least. */
export interface BlendOptions {
  readonly parts: readonly {readonly halfLife: number; readonly weight: number}[];
  readonly least: number;
}

/** Π (average of |r| with a half-life)^weight, at least `least`, day by day; see `ewmaAbsolute`. */
export function blendedVolatility(returns: Float64Array, {parts, least}: BlendOptions): Float64Array {
  const averages = parts.map(({halfLife}) => ewmaAbsolute(returns, halfLife));
  return returns.map((_, i) =>
    Math.max(
      least,
      parts.reduce((product, {weight}, k) => product * averages[k][i] ** weight, 1)
    )
  );
}

/**
 * It starts from the mean of what it has seen (weights that sum to 1 at every length), so that its first values are not held by the
 * first return.
 * @throws where the half-life is not positive
 */
function average(values: Float64Array, halfLife: number, of: (value: number) => number): Float64Array {
  if (!(halfLife > 0)) throw new Error(`EWMA: expected a half-life above 0 days, got ${halfLife}`);
  const kept = 0.5 ** (1 / halfLife);
  let [sum, weight] = [0, 0];
  return values.map((value) => {
    if (!Number.isNaN(value)) {
      sum = kept * sum + of(value);
      weight = kept * weight + 1;
    }
    return weight > 0 ? sum / weight : Number.NaN;
  });
}
