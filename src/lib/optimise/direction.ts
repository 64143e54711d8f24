/** A step that was taken, how it changed the slopes, and the product of both. */
export interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly curved: number;
}

/**
 * The direction of the next step of L-BFGS, by the two loops of Nocedal (1980).
 * @param steps the last ones, in order
 * @param solve takes slopes to the step that a first guess of the curvature makes of them, in place
 */
export function directionOf(
  gradient: Float64Array,
  steps: readonly Step[],
  solve: (slopes: Float64Array) => Float64Array
): Float64Array {
  const q = gradient.slice();
  const shares = steps.map(() => 0);
  for (let k = steps.length - 1; k >= 0; --k) {
    const {moved, turned, curved} = steps[k];
    shares[k] = product(moved, q) / curved;
    add(q, turned, -shares[k]);
  }
  solve(q);
  steps.forEach(({moved, turned, curved}, k) => {
    add(q, moved, shares[k] - product(turned, q) / curved);
  });
  return q.map((value) => -value);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; ++j) sum += a[j] * b[j];
  return sum;
}

function add(to: Float64Array, from: Float64Array, times: number): void {
  for (let j = 0; j < to.length; ++j) to[j] += times * from[j];
}
