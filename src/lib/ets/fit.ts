import {minimiseNumerically} from "../optimise/numerical.js";
import {checkEts, type EtsForm, type EtsParameters, type EtsState, etsCounts, etsLabel} from "./form.js";
import {bestStart} from "./linear-start.js";
import {etsLikelihood, etsPass} from "./recursion.js";

/** A fitted exponential smoothing model, and its state after the last value. */
export interface EtsFit {
  readonly form: EtsForm;
  readonly parameters: EtsParameters;
  /** State before the first value. */
  readonly start: EtsState;
  /** State after the last value. */
  readonly state: EtsState;
  /** Mean square of the errors, relative ones where they multiply: maximum likelihood, not corrected for the parameters. */
  readonly variance: number;
  readonly logLikelihood: number;
  /** Information criteria: Akaike's, corrected for few values, and Bayes'. Smoothing parameters, free states at the start and the variance count. */
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
  readonly seen: number;
  /** Whether the search found a maximum. False: it ran out of steps, and the parameters are only the best that it saw. */
  readonly converged: boolean;
  readonly iterations: number;
}

/** How an exponential smoothing model is fitted. */
export interface EtsOptions {
  /** A fit of the same form whose parameters are where the search begins. */
  readonly from?: EtsFit;
  /** Most steps of the search; default 300. */
  readonly iterations?: number;
}

/**
 * Fits an exponential smoothing model by maximum likelihood: 0 < α < 1, 0 < β < α, 0 < γ < 1 − α, .8 < φ < .98. Where errors and season add, the
 * state at the start is at its best for each set of parameters (least squares); else it is searched for together with them.
 * Source: Hyndman, Koehler, Ord and Snyder (2008), chapter 5.
 * @throws as `checkEts`
 */
export function fitEts(y: Float64Array, form: EtsForm, {from, iterations = 300}: EtsOptions = {}): EtsFit {
  checkEts(y, form);
  if (from && etsLabel(from.form) !== etsLabel(form))
    throw new Error(`${etsLabel(form)}: expected to begin from the same form, got ${etsLabel(from.form)}`);
  const {smoothing, states} = etsCounts(form);
  const n = y.length;
  const linear = form.error === "additive" && form.season !== "multiplicative";
  const cost = (parameters: EtsParameters, start: EtsState) =>
    -etsLikelihood(etsPass(form, parameters, start, y), n) / n;
  const guess = from ? unboundedOf(form, from.parameters) : firstGuess(form);
  let found: {parameters: EtsParameters; start: EtsState; converged: boolean; iterations: number};
  if (linear) {
    const at = (x: Float64Array) => {
      const parameters = parametersAt(form, x);
      return {parameters, start: bestStart(form, parameters, y)};
    };
    const minimum = minimiseNumerically(
      (x) => {
        const {parameters, start} = at(x);
        return cost(parameters, start);
      },
      guess,
      {iterations}
    );
    found = {...minimum, ...at(minimum.at)};
  } else {
    const starts = (from ? [guess] : [guess, stillGuess(form)])
      .map((x) => ({x, first: from ? from.start : startOf(form, parametersAt(form, x), y)}))
      .filter(({x, first}) => Number.isFinite(cost(parametersAt(form, x), first)));
    if (starts.length === 0)
      throw new Error(
        `${etsLabel(form)}: expected a likelihood where the search begins, got none; take an additive form`
      );
    const [{x: place, first}] = starts;
    const deviation = scaleOf(y);
    const at = (x: Float64Array) => ({
      parameters: parametersAt(form, x.subarray(0, smoothing)),
      start: movedStart(form, first, x.subarray(smoothing), deviation)
    });
    const whole = new Float64Array(smoothing + states);
    whole.set(place);
    const minimum = minimiseNumerically(
      (x) => {
        const {parameters, start} = at(x);
        return cost(parameters, start);
      },
      whole,
      {iterations}
    );
    found = {...minimum, ...at(minimum.at)};
  }
  const {parameters, start, converged} = found;
  const pass = etsPass(form, parameters, start, y);
  const logLikelihood = etsLikelihood(pass, n);
  const k = smoothing + states + 1;
  return {
    form,
    parameters,
    start,
    state: pass.state,
    variance: pass.squares / n,
    logLikelihood,
    aic: 2 * k - 2 * logLikelihood,
    aicc: n > k + 1 ? 2 * k - 2 * logLikelihood + (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY,
    bic: k * Math.log(n) - 2 * logLikelihood,
    seen: n,
    converged,
    iterations: found.iterations
  };
}

/** Bounds of the damping. */
const [LEAST, MOST] = [0.8, 0.98];

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (share: number) => {
  const inside = Math.min(1 - 1e-4, Math.max(1e-4, share));
  return Math.log(inside / (1 - inside));
};

/** Parameters from unbounded numbers, in the order α, β / α, γ / (1 − α), φ. */
function parametersAt({trend, season}: EtsForm, x: Float64Array): EtsParameters {
  let j = 0;
  const alpha = logistic(x[j++]);
  const beta = trend === "none" ? 0 : alpha * logistic(x[j++]);
  const gamma = season === "none" ? 0 : (1 - alpha) * logistic(x[j++]);
  const phi = trend === "damped" ? LEAST + (MOST - LEAST) * logistic(x[j++]) : 1;
  return {alpha, beta, gamma, phi};
}

function unboundedOf({trend, season}: EtsForm, {alpha, beta, gamma, phi}: EtsParameters): Float64Array {
  const x = [logit(alpha)];
  if (trend !== "none") x.push(logit(beta / alpha));
  if (season !== "none") x.push(logit(gamma / (1 - alpha)));
  if (trend === "damped") x.push(logit((phi - LEAST) / (MOST - LEAST)));
  return Float64Array.from(x);
}

/** α .5, β .05, γ .05, φ .95. */
function firstGuess(form: EtsForm): Float64Array {
  return unboundedOf(form, {alpha: 0.5, beta: 0.05, gamma: 0.05, phi: 0.95});
}

/** Nearly no smoothing: what a spike would push below 0 stays above it. */
function stillGuess(form: EtsForm): Float64Array {
  return unboundedOf(form, {alpha: 0.01, beta: 1e-5, gamma: 0.001, phi: 0.95});
}

/** A start near the best one: of the additive season, its parts then taken relative to the level. */
function startOf(form: EtsForm, parameters: EtsParameters, y: Float64Array): EtsState {
  if (form.season !== "multiplicative") return bestStart(form, parameters, y);
  // The logarithm turns a season that multiplies into one that adds.
  const additive = bestStart(
    {...form, season: "additive", trend: "none"},
    {...parameters, beta: 0, phi: 1},
    y.map(Math.log)
  );
  const parts = additive.subarray(2).map(Math.exp);
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  const start = additive.map((_, i) => (i < 2 ? 0 : parts[i - 2] / mean));
  const plain = y.map((value, t) => value / start[2 + (t % form.period)]);
  const [level, trend] = bestStart({...form, season: "none"}, {...parameters, gamma: 0}, plain);
  start[0] = level;
  start[1] = trend;
  return start;
}

/** A start moved by numbers of the order of 1: level, trend, each part of the season but the last, which goes against them. */
function movedStart(form: EtsForm, first: EtsState, by: Float64Array, deviation: number): EtsState {
  const start = first.slice();
  let j = 0;
  start[0] += deviation * by[j++];
  if (form.trend !== "none") start[1] += 0.1 * deviation * by[j++];
  if (form.season === "none") return start;
  const unit = form.season === "multiplicative" ? 0.1 : deviation;
  for (let i = 2; i < start.length - 1; ++i) {
    start[start.length - 1] -= unit * by[j];
    start[i] += unit * by[j++];
  }
  return start;
}

/** The deviation of a step's change: how far a start may be off. */
function scaleOf(y: Float64Array): number {
  let sum = 0;
  for (let t = 1; t < y.length; ++t) sum += (y[t] - y[t - 1]) ** 2;
  return Math.sqrt(sum / (y.length - 1));
}
