import {minimise, type Slope} from "./minimise.js";

/** When a numerical search ends. */
export interface NumericalOptions {
  /** Most steps; default 300. */
  readonly iterations?: number;
  /** It has converged where no slope is larger; default 1e-6. */
  readonly tolerance?: number;
}

/** Where a numerical search came to. */
export interface NumericalMinimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /**
   * Whether the slopes are within the tolerance, or within 1,000 times it where rounding lets no step lower the value any more. Where it
   * is false, the place is the lowest that was seen, and no minimum.
   */
  readonly converged: boolean;
}

/** How often the search forgets the curvature that it remembered, where that leads nowhere, and goes on. */
const RESTARTS = 5;

/**
 * Minimises a smooth function of a few variables by L-BFGS (see `minimise`) with slopes from central differences; each variable, and the
 * function's curvature, should be of the order of 1.
 * Source: Nocedal and Wright, Numerical Optimization, 2nd edition, section 8.1.
 * @throws where the function is not finite at the start
 */
export function minimiseNumerically(
  f: (at: Float64Array) => number,
  start: Float64Array,
  {iterations = 300, tolerance = 1e-6}: NumericalOptions = {}
): NumericalMinimum {
  const measure = (at: Float64Array) => slopeOf(f, at);
  let ended = {...measure(start), at: start, iterations: 0};
  if (!Number.isFinite(ended.loss))
    throw new Error(`search: expected a finite value at the start (${start.join(", ")}), got ${ended.loss}`);
  let steps = 0;
  for (let round = 0; round <= RESTARTS; ++round) {
    const from = ended.loss;
    ended = minimise(measure, ended.at, {tolerance, iterations: iterations - steps});
    steps += ended.iterations;
    if (steepest(ended) <= tolerance || steps >= iterations || !(ended.loss < from)) break;
  }
  const converged = steepest(ended) <= (steps < iterations ? 1000 : 1) * tolerance;
  return {at: ended.at, value: ended.loss, iterations: steps, converged};
}

function steepest({gradient}: Slope): number {
  return gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
}

/** Value and slopes by central differences; from one side where the other is not finite, none where the value is not. */
function slopeOf(f: (at: Float64Array) => number, at: Float64Array): Slope {
  const loss = f(at);
  if (!Number.isFinite(loss)) return {loss: Number.POSITIVE_INFINITY, gradient: at.map(() => 0)};
  const point = Float64Array.from(at);
  const gradient = Float64Array.from(at, (x, j) => {
    const step = 1e-5 * Math.max(1, Math.abs(x));
    point[j] = x + step;
    const above = f(point);
    point[j] = x - step;
    const below = f(point);
    point[j] = x;
    if (Number.isFinite(above) && Number.isFinite(below)) return (above - below) / (2 * step);
    if (Number.isFinite(above)) return (above - loss) / step;
    return Number.isFinite(below) ? (loss - below) / step : 0;
  });
  return {loss, gradient};
}
