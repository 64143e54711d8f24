import type {EtsForm, EtsParameters, EtsState} from "./form.js";

/** What a pass over a series found. */
export interface Pass {
  /** Σ error², in the form's own errors (relative ones where they multiply). */
  readonly squares: number;
  /** Σ log of what was expected, where errors multiply; 0 else. NaN where something expected was not above 0. */
  readonly logExpected: number;
  /** After the last value. */
  readonly state: EtsState;
}

/**
 * Passes over a series: each step expects, sees an error, and moves level, trend and season by it. The states move alike under additive and
 * multiplicative errors, for a relative error times what was expected is the error itself.
 * Source: Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, tables 2.2 and 2.3.
 * @param start the state before the first value; left as it is
 * @param expected filled with what each step expects, where given
 */
export function etsPass(
  form: EtsForm,
  {alpha, beta, gamma, phi}: EtsParameters,
  start: EtsState,
  y: ArrayLike<number>,
  expected?: Float64Array
): Pass {
  const state = start.slice();
  const period = form.season === "none" ? 0 : form.period;
  const multiplies = form.season === "multiplicative";
  const relative = form.error === "multiplicative";
  let [level, trend] = state;
  let [squares, logExpected] = [0, 0];
  let place = 2;
  for (let t = 0; t < y.length; ++t) {
    const slope = phi * trend;
    const base = level + slope;
    const part = period > 0 ? state[place] : 0;
    const mu = multiplies ? base * part : base + part;
    const rest = y[t] - mu;
    if (expected) expected[t] = mu;
    if (relative) {
      squares += (rest / mu) * (rest / mu);
      logExpected += Math.log(mu);
    } else squares += rest * rest;
    if (multiplies && !(base > 0 && part > 0)) logExpected = Number.NaN;
    const shift = multiplies ? rest / part : rest;
    level = base + alpha * shift;
    trend = slope + beta * shift;
    if (period > 0) {
      state[place] = part + gamma * (multiplies ? rest / base : rest);
      if (++place === period + 2) place = 2;
    }
  }
  state[0] = level;
  state[1] = trend;
  if (place > 2) state.set([...state.subarray(place), ...state.subarray(2, place)], 2);
  return {squares, logExpected, state};
}

/** Logarithm of the Gaussian likelihood of a pass over n values, the error's variance at its best. NaN where the model broke down. */
export function etsLikelihood({squares, logExpected}: Pass, n: number): number {
  return -0.5 * n * (Math.log((2 * Math.PI * squares) / n) + 1) - logExpected;
}
