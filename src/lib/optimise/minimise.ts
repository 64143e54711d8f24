import {directionOf, type Step} from "../logistic/direction.js";

/** How a function is minimised. */
export interface MinimiseOptions {
  /** Most steps; default 200. */
  readonly iterations?: number;
  /** It has converged where no slope is larger; default 1e-6. */
  readonly tolerance?: number;
}

/** Where the steps ended. */
export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Largest slope there, absolute. */
  readonly slope: number;
  /**
   * Whether the slopes are within the tolerance, or within 1,000 times it where rounding lets no step lower the value any more. Where it
   * is false, the place is the lowest that was seen, and no minimum.
   */
  readonly converged: boolean;
}

/**
 * Minimises a smooth function of a few variables by L-BFGS with slopes from central differences; each variable should be of the order of
 * 1. Where the function is not finite it counts as infinitely high: steps stay away from there.
 * Source: Nocedal and Wright, Numerical Optimization, 2nd edition, sections 7.2 and 8.1.
 * @throws where the function is not finite at the start
 */
export function minimise(
  f: (at: Float64Array) => number,
  start: Float64Array,
  {iterations = 200, tolerance = 1e-6}: MinimiseOptions = {}
): Minimum {
  let at = Float64Array.from(start);
  let value = f(at);
  if (!Number.isFinite(value))
    throw new Error(`minimise: expected a finite value at the start (${start.join(", ")}), got ${value}`);
  let gradient = slopes(f, at, value);
  const steps: Step[] = [];
  for (let iteration = 0; ; ++iteration) {
    const slope = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    const ended = {at, value, iterations: iteration, slope};
    if (slope <= tolerance) return {...ended, converged: true};
    if (iteration === iterations) return {...ended, converged: false};
    const next = descend(f, at, value, gradient, steps);
    if (!next) {
      if (steps.length === 0) return {...ended, converged: slope <= 1000 * tolerance};
      // The remembered curvature may mislead: once more along the steepest way.
      steps.length = 0;
      continue;
    }
    const turnedTo = slopes(f, next.at, next.value);
    const moved = next.at.map((x, j) => x - at[j]);
    const turned = turnedTo.map((g, j) => g - gradient[j]);
    const curved = moved.reduce((sum, s, j) => sum + s * turned[j], 0);
    if (curved > 0) steps.push({moved, turned, curved});
    if (steps.length > MEMORY) steps.shift();
    ({at, value} = next);
    gradient = turnedTo;
  }
}

/** How many steps are remembered. */
const MEMORY = 10;

/** The farthest that one variable moves in one step. */
const STRIDE = 2;

/** The first of ever shorter steps that lowers the value as the slope promises (Armijo's rule). */
function descend(
  f: (at: Float64Array) => number,
  at: Float64Array,
  value: number,
  gradient: Float64Array,
  steps: readonly Step[]
): {at: Float64Array<ArrayBuffer>; value: number} | undefined {
  const last = steps.at(-1);
  const steepest = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
  const scale = last ? last.curved / last.turned.reduce((sum, g) => sum + g * g, 0) : 0.5 / steepest;
  const direction = directionOf(gradient, steps, (q) => scaleBy(q, scale));
  const slope = direction.reduce((sum, d, j) => sum + d * gradient[j], 0);
  if (!(slope < 0)) return undefined;
  const farthest = direction.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  for (let length = Math.min(1, STRIDE / farthest), tries = 0; tries < 40; length /= 2, ++tries) {
    const point = Float64Array.from(at, (x, j) => x + length * direction[j]);
    const reached = f(point);
    if (reached < value && reached <= value + 1e-4 * length * slope) return {at: point, value: reached};
  }
  return undefined;
}

function scaleBy(q: Float64Array, scale: number): Float64Array {
  for (let j = 0; j < q.length; ++j) q[j] *= scale;
  return q;
}

/** Slopes by central differences; from one side where the other is not finite. */
function slopes(f: (at: Float64Array) => number, at: Float64Array, value: number): Float64Array<ArrayBuffer> {
  const point = Float64Array.from(at);
  return Float64Array.from(at, (x, j) => {
    const step = 1e-5 * Math.max(1, Math.abs(x));
    point[j] = x + step;
    const above = f(point);
    point[j] = x - step;
    const below = f(point);
    point[j] = x;
    if (Number.isFinite(above) && Number.isFinite(below)) return (above - below) / (2 * step);
    if (Number.isFinite(above)) return (above - value) / step;
    return Number.isFinite(below) ? (value - below) / step : 0;
  });
}
