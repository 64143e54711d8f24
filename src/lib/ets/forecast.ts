import {mulberry32, normal} from "../random.js";
import type {EtsFit} from "./fit.js";
import {etsLabel} from "./form.js";
import {etsPass} from "./recursion.js";

/** Forecasts of the steps after the last value. */
export interface EtsForecast {
  /** The course without errors; the expectation, but where something multiplies only nearly so. */
  readonly mean: Float64Array;
  /** Variance of the forecast's error, the parameters taken as known. */
  readonly variance: Float64Array;
  /** Whether the variance is exact (errors and season add, or there is none) or that of simulated paths. */
  readonly exact: boolean;
}

/** How paths are simulated. */
export interface SimulateOptions {
  readonly seed: number;
  /** How many; default 2,000. */
  readonly paths?: number;
}

/**
 * Forecasts of the next `horizon` steps and their variance: exact where errors and season add (class 1), else from simulated paths around
 * the mean.
 * Source: Hyndman, Koehler, Ord and Snyder (2008), chapter 6.
 * @throws where the horizon is no whole number from 1, or paths are needed and there is no seed
 */
export function forecastEts(fit: EtsFit, horizon: number, simulate?: SimulateOptions): EtsForecast {
  const mean = courseOf(fit, horizon);
  const {form, parameters, variance: sigma} = fit;
  if (form.error === "additive" && form.season !== "multiplicative") {
    const {alpha, beta, gamma, phi} = parameters;
    const variance = new Float64Array(horizon);
    // Along the way: what the errors so far add, and the sum φ + φ² + … of the damping.
    let [sum, damped, power] = [1, 0, 1];
    for (let h = 0; h < horizon; ++h) {
      variance[h] = sigma * sum;
      power *= phi;
      damped += power;
      const seasonal = form.season === "additive" && (h + 1) % form.period === 0 ? gamma : 0;
      sum += (alpha + beta * damped + seasonal) ** 2;
    }
    return {mean, variance, exact: true};
  }
  if (!simulate)
    throw new Error(`${etsLabel(form)}: expected a seed, for its variance is simulated, got none`);
  const paths = simulateEts(fit, horizon, simulate);
  const count = paths.length / horizon;
  const variance = mean.map((expected, h) => {
    let sum = 0;
    for (let k = 0; k < count; ++k) sum += (paths[k * horizon + h] - expected) ** 2;
    return sum / count;
  });
  return {mean, variance, exact: false};
}

/**
 * Simulated courses of the next `horizon` steps with normal errors, `[path][step]`; the same seed gives the same paths.
 * @throws where the horizon or the number of paths is no whole number from 1
 */
export function simulateEts(
  fit: EtsFit,
  horizon: number,
  {seed, paths = 2000}: SimulateOptions
): Float64Array {
  checkCount("steps", horizon);
  checkCount("paths", paths);
  const draw = normal(mulberry32(seed));
  const deviation = Math.sqrt(fit.variance);
  const out = new Float64Array(paths * horizon);
  const {alpha, beta, gamma, phi} = fit.parameters;
  const {form} = fit;
  const multiplies = form.season === "multiplicative";
  for (let k = 0; k < paths; ++k) {
    const state = fit.state.slice();
    for (let h = 0; h < horizon; ++h) {
      const place = 2 + (form.season === "none" ? 0 : h % form.period);
      const slope = phi * state[1];
      const base = state[0] + slope;
      const part = form.season === "none" ? 0 : state[place];
      const mu = multiplies ? base * part : base + part;
      const rest = deviation * draw() * (form.error === "multiplicative" ? mu : 1);
      out[k * horizon + h] = mu + rest;
      const shift = multiplies ? rest / part : rest;
      state[0] = base + alpha * shift;
      state[1] = slope + beta * shift;
      if (form.season !== "none") state[place] = part + gamma * (multiplies ? rest / base : rest);
    }
  }
  return out;
}

/** The same model, its parameters as they are, after more values: what a day's arrival costs. Likelihood and criteria stay those of the fit. @throws where a value is not finite */
export function extendEts(fit: EtsFit, values: ArrayLike<number>): EtsFit {
  for (let t = 0; t < values.length; ++t)
    if (!Number.isFinite(values[t]))
      throw new Error(
        `${etsLabel(fit.form)}: expected finite values, got ${values[t]} at place ${t} of the new ones`
      );
  const {state} = etsPass(fit.form, fit.parameters, fit.state, values);
  return {...fit, state};
}

/** What comes if no error does. */
function courseOf({form, parameters: {phi}, state}: EtsFit, horizon: number): Float64Array {
  checkCount("steps", horizon);
  const course = new Float64Array(horizon);
  let [level, trend] = state;
  for (let h = 0; h < horizon; ++h) {
    trend *= phi;
    level += trend;
    const part = form.season === "none" ? 0 : state[2 + (h % form.period)];
    course[h] = form.season === "multiplicative" ? level * part : level + part;
  }
  return course;
}

function checkCount(what: string, count: number): void {
  if (!(Number.isInteger(count) && count >= 1))
    throw new Error(`ETS: expected a whole number of ${what} from 1, got ${count}`);
}
