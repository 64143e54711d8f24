/**
 * Exponential smoothing of a column: s(t) = a s(t − 1) + (1 − a) x(t), started at the first value. A value that is not known
 * leaves it where it was.
 */
export function smooth(values: Float64Array, a: number): Float64Array {
  const out = new Float64Array(values.length);
  let state = Number.NaN;
  for (let t = 0; t < values.length; ++t) {
    if (!Number.isNaN(values[t])) state = Number.isNaN(state) ? values[t] : a * state + (1 - a) * values[t];
    out[t] = state;
  }
  return out;
}
