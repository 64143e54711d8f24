/**
 * Rows are summed as pairs of float64: a gradient g, and a second derivative h with the count of rows in the bits above it,
 * `h + count × unit`. Both are rounded to so many bits that float64 adds all rows without a rounding error: sums do not
 * depend on their order, and a difference of histograms is exactly the other histogram.
 */
export interface PairScale {
  /** What one row adds to the second number of its pair, above the sum of all h. A power of two. */
  readonly unit: number;
  /** Adding and taking away this number rounds g; the same goes for h, to which the unit is then added. */
  readonly gradientRounder: number;
  readonly hessianRounder: number;
}

/** The scale for so many rows whose |g| and h are at most these. */
export function pairScale(rows: number, gradient: number, hessian: number): PairScale {
  const unit = 2 * powerAbove(rows * hessian);
  return {
    unit,
    gradientRounder: 1.5 * powerAbove(rows * gradient),
    hessianRounder: 1.5 * unit * powerAbove(rows)
  };
}

/** The least power of two that is not below a number, 1 for 0. */
export function powerAbove(value: number): number {
  if (!(value > 0)) return 1;
  let power = 2 ** Math.ceil(Math.log2(value));
  // log2 may be off by its last bit.
  while (power < value) power *= 2;
  return power;
}
