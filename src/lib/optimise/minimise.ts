import {directionOf, type Step} from "./direction.js";

/** A function's value at a point, and its slopes there. */
export interface Slope {
  readonly loss: number;
  readonly gradient: Float64Array;
}

/** When the search ends, and what it knows beforehand. */
export interface MinimiseOptions {
  /** It stops where no slope is larger. */
  readonly tolerance: number;
  /** Most steps. */
  readonly iterations: number;
  /** Takes slopes to the step that a first guess of the curvature makes of them, in place; as they are unless given. */
  readonly solve?: (slopes: Float64Array) => Float64Array;
}

/** Where the search came to. */
export interface Minimum extends Slope {
  readonly at: Float64Array;
  readonly iterations: number;
  /** Whether the slopes are within the tolerance, or no shorter step lowered the loss any more. */
  readonly found: boolean;
}

/** How many steps are remembered. */
const MEMORY = 10;

/**
 * The minimum of a smooth function by L-BFGS with Armijo's rule. A step to a place where the function is not finite counts as too long.
 * Sources: Nocedal (1980), Mathematics of Computation 35; Liu and Nocedal (1989), Mathematical Programming 45.
 */
export function minimise(
  measure: (point: Float64Array) => Slope,
  start: Float64Array,
  {tolerance, iterations, solve = (slopes) => slopes}: MinimiseOptions
): Minimum {
  let at = start;
  let here = measure(at);
  const steps: Step[] = [];
  for (let iteration = 0; iteration <= iterations; ++iteration) {
    const steepest = here.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    if (steepest <= tolerance) return {...here, at, iterations: iteration, found: true};
    const direction = directionOf(here.gradient, steps, solve);
    const slope = direction.reduce((sum, d, j) => sum + d * here.gradient[j], 0);
    const next = descend(here, at, direction, slope, measure);
    // This is as near as its rounding lets one come.
    if (!next) return {...here, at, iterations: iteration, found: true};
    const moved = next.at.map((x, j) => x - at[j]);
    const turned = next.gradient.map((g, j) => g - here.gradient[j]);
    const curved = moved.reduce((sum, s, j) => sum + s * turned[j], 0);
    if (curved > 0) steps.push({moved, turned, curved});
    if (steps.length > MEMORY) steps.shift();
    at = next.at;
    here = next;
  }
  return {...here, at, iterations, found: false};
}

/** The first of ever shorter steps that lowers the loss as its slope promises (Armijo's rule). */
function descend(
  here: Slope,
  at: Float64Array,
  direction: Float64Array,
  slope: number,
  measure: (point: Float64Array) => Slope
): (Slope & {readonly at: Float64Array}) | undefined {
  for (let length = 1; length > 1e-6; length /= 2) {
    const point = Float64Array.from(at, (x, j) => x + length * direction[j]);
    const place = measure(point);
    if (place.loss <= here.loss + 1e-4 * length * slope) return {...place, at: point};
  }
  return undefined;
}
