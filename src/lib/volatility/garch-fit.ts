import {minimise} from "../optimise/minimise.js";
import {type Garch, garchLogLikelihood} from "./garch.js";

/** How a GARCH is fitted. */
export interface GarchFitOptions {
  /** Where the search starts: the last fit, where there is one. */
  readonly start?: Garch;
  /** Most steps; default 200. */
  readonly iterations?: number;
}

/**
 * The GARCH(1,1) with t errors of largest likelihood. It searches over log variance, the log-odds of shock + memory, those of the
 * shock’s share of it and of the degrees of freedom between 2 and 200, with slopes by central differences. Shock + memory stays below .9999.
 * @param returns daily, around 0, without gaps
 * @throws where there are fewer than 100, one is not finite, or all are 0
 */
export function fitGarch(returns: Float64Array, {start, iterations = 200}: GarchFitOptions = {}): Garch {
  if (returns.length < 100)
    throw new Error(`GARCH: expected 100 returns or more to learn from, got ${returns.length}`);
  const gap = returns.findIndex((r) => !Number.isFinite(r));
  if (gap >= 0)
    throw new Error(
      `GARCH: expected finite returns, got ${returns[gap]} in row ${gap}; fill or drop such days`
    );
  const square = returns.reduce((sum, r) => sum + r * r, 0) / returns.length;
  if (!(square > 0)) throw new Error(`GARCH: expected returns that vary, got ${returns.length} zeros`);
  const from = start ?? {variance: square, shock: 0.1, memory: 0.85, freedom: 6};
  const loss = (point: Float64Array) => -garchLogLikelihood(modelAt(point), returns) / returns.length;
  const measure = (point: Float64Array) => ({loss: loss(point), gradient: slopes(loss, point)});
  const {at} = minimise(measure, pointOf(from), {tolerance: 1e-5, iterations});
  return modelAt(at);
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p / (1 - p));
const TOP = 0.9999;
const MOST_FREEDOM = 200;

function modelAt([logVariance, persistence, share, freedom]: Float64Array): Garch {
  const whole = TOP * logistic(persistence);
  const shock = whole * logistic(share);
  return {
    variance: Math.exp(logVariance),
    shock,
    memory: whole - shock,
    freedom: 2 + (MOST_FREEDOM - 2) * logistic(freedom)
  };
}

function pointOf({variance, shock, memory, freedom}: Garch): Float64Array {
  const inside = (share: number) => Math.min(Math.max(share, 1e-6), 1 - 1e-6);
  return Float64Array.of(
    Math.log(variance),
    logit(inside((shock + memory) / TOP)),
    logit(inside(shock / (shock + memory))),
    logit(inside((freedom - 2) / (MOST_FREEDOM - 2)))
  );
}

function slopes(loss: (point: Float64Array) => number, point: Float64Array): Float64Array {
  const step = 1e-5;
  return point.map((x, j) => {
    const [up, down] = [point.slice(), point.slice()];
    up[j] = x + step;
    down[j] = x - step;
    return (loss(up) - loss(down)) / (2 * step);
  });
}
