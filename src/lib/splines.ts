/**
 * Cubic B-splines on equally spaced knots, continued outside them as straight lines, so that a forecast beyond what was
 * ever observed stays sober. Source: de Boor, A Practical Guide to Splines (1978), chapter IX.
 */
export interface Spline {
  readonly from: number;
  readonly to: number;
  readonly knots: number;
  /** Number of basis functions: knots + 2. */
  readonly size: number;
}

/** A cubic spline basis with `knots` ≥ 2 equally spaced knots on [from, to]. */
export function cubicSpline(from: number, to: number, knots: number): Spline {
  if (!(to > from) || knots < 2)
    throw new Error(`spline: expected from < to and at least 2 knots, got ${from}, ${to}, ${knots}`);
  return {from, to, knots, size: knots + 2};
}

/** Values of the four cubic basis functions that are not zero in a knot interval, at its relative position u in [0, 1]. */
function weights(u: number, out: Float64Array): void {
  const v = 1 - u;
  out[0] = (v * v * v) / 6;
  out[1] = (3 * u * u * u - 6 * u * u + 4) / 6;
  out[2] = (3 * v * v * v - 6 * v * v + 4) / 6;
  out[3] = (u * u * u) / 6;
}

/** Slopes of the same functions with respect to u. */
function slopes(u: number, out: Float64Array): void {
  const v = 1 - u;
  out[0] = (-v * v) / 2;
  out[1] = (3 * u * u - 4 * u) / 2;
  out[2] = -(3 * v * v - 4 * v) / 2;
  out[3] = (u * u) / 2;
}

const w = new Float64Array(4);
const s = new Float64Array(4);

/** Writes the values of all basis functions at x into `out` from index `at`. They add up to 1 everywhere. */
export function fillSpline({from, to, knots, size}: Spline, x: number, out: Float64Array, at: number): void {
  out.fill(0, at, at + size);
  const intervals = knots - 1;
  const position = ((x - from) / (to - from)) * intervals;
  const inside = Math.min(Math.max(position, 0), intervals);
  const interval = Math.min(Math.floor(inside), intervals - 1);
  weights(inside - interval, w);
  const beyond = position - inside;
  if (beyond !== 0) slopes(inside - interval, s);
  for (let k = 0; k < 4; ++k) out[at + interval + k] = w[k] + (beyond === 0 ? 0 : beyond * s[k]);
}
