import {factor, solveFactored, solveFactoredMany} from "../../algebra/cholesky.js";
import {placeOf} from "../panel.js";
import {forecastCovariance} from "./covariance.js";
import type {LinearForecast} from "./linear.js";

/** What a reader sets: the value of one series at one step, 1 being the first; or how far it lies above another series at that step. */
export interface Condition {
  readonly name: string;
  readonly step: number;
  readonly value: number;
  /** The series that `value` is counted from; without it, zero. */
  readonly over?: string;
}

/** The forecast given the conditions. */
export interface ConditionalForecast {
  readonly names: readonly string[];
  readonly steps: number;
  /** `[step][series]` */
  readonly mean: Float64Array;
  /** `[step, series][step, series]`; zero where a value is given. */
  readonly covariance: Float64Array;
}

/** The same with each place's deviation alone: a small part of the work. */
export interface ConditionalPath {
  /** `[step][series]` */
  readonly mean: Float64Array;
  /** `[step][series]`; zero where a value is given. */
  readonly deviations: Float64Array;
  /** Squared Mahalanobis distance of the conditions from the forecast: about their count where they are met by chance. */
  readonly distance: number;
}

/** A condition that those before it leave less than this share of its variance says nothing new, or contradicts them. */
const settled = 1e-10;

/**
 * The path of all series given the values of some: the mean path moved by the smallest errors (in their own covariance) that meet the conditions,
 * and the covariance that they leave. Source: Waggoner and Zha (1999), Conditional forecasts in dynamic multivariate models, Review of
 * Economics and Statistics 81(4), without their draws of the coefficients.
 * @throws when a condition names no series of the forecast, a step outside it, a value that is not finite, or the same place twice; or when
 * the conditions before it settle it already.
 */
export function conditionalForecast(
  forecast: LinearForecast,
  conditions: readonly Condition[]
): ConditionalForecast {
  const {names, steps} = forecast;
  const n = steps * names.length;
  const covariance = forecastCovariance(forecast);
  const bound = bind(forecast, covariance, conditions);
  const {places, across, gain} = bound;
  for (let c = 0; c < places.length; ++c)
    for (let i = 0; i < n; ++i) {
      const share = gain[c * n + i];
      if (share !== 0) for (let j = 0; j < n; ++j) covariance[i * n + j] -= share * across[c * n + j];
    }
  for (const {at, over} of places) {
    if (over !== undefined) continue;
    covariance.fill(0, at * n, (at + 1) * n);
    for (let i = 0; i < n; ++i) covariance[i * n + at] = 0;
  }
  for (let i = 0; i < n; ++i) covariance[i * (n + 1)] = Math.max(0, covariance[i * (n + 1)]);
  return {names, steps, mean: bound.mean, covariance};
}

/**
 * The mean path and the deviations of `conditionalForecast`, for a reader who moves a knob: some milliseconds for eight series, thirty steps and as many
 * conditions.
 * @param covariance of the forecast without conditions (`forecastCovariance`), which stays as it is
 * @throws as `conditionalForecast` does
 */
export function conditionalPath(
  forecast: LinearForecast,
  covariance: Float64Array,
  conditions: readonly Condition[]
): ConditionalPath {
  const {places, across, gain, mean, distance} = bind(forecast, covariance, conditions);
  const n = mean.length;
  const deviations = Float64Array.from({length: n}, (_, i) => {
    let variance = covariance[i * (n + 1)];
    for (let c = 0; c < places.length; ++c) variance -= gain[c * n + i] * across[c * n + i];
    return Math.sqrt(Math.max(0, variance));
  });
  for (const {at, over} of places) if (over === undefined) deviations[at] = 0;
  return {mean, deviations, distance};
}

/** A condition's place in the forecast, and that of the series it is counted from. */
interface Place {
  readonly at: number;
  readonly over: number | undefined;
}

/** What the conditions do to a forecast: `across` is Σ_c·, `gain` is Σ_cc⁻¹ Σ_c·, how far all places move with each condition. */
function bind(
  forecast: LinearForecast,
  covariance: Float64Array,
  conditions: readonly Condition[]
): {places: Place[]; across: Float64Array; gain: Float64Array; mean: Float64Array; distance: number} {
  const places = placesOf(forecast, conditions);
  const count = places.length;
  const mean = forecast.mean.slice();
  const n = mean.length;
  const across = new Float64Array(count * n);
  if (count === 0) return {places, across, gain: across, mean, distance: 0};
  const given = new Float64Array(count * count);
  const less = (row: number, {at, over}: Place) =>
    across[row * n + at] - (over === undefined ? 0 : across[row * n + over]);
  places.forEach(({at, over}, c) => {
    for (let i = 0; i < n; ++i)
      across[c * n + i] = covariance[at * n + i] - (over === undefined ? 0 : covariance[over * n + i]);
    places.forEach((place, d) => {
      given[c * count + d] = less(c, place);
    });
  });
  const variances = places.map((_, c) => given[c * (count + 1)]);
  factorConditions(given, count, variances, conditions);
  const gain = solveFactoredMany(given, count, across.slice(), n);
  const moved = Float64Array.from(
    places,
    ({at, over}, c) =>
      conditions[c].value - (forecast.mean[at] - (over === undefined ? 0 : forecast.mean[over]))
  );
  moved.forEach((by, c) => {
    for (let i = 0; i < n; ++i) mean[i] += by * gain[c * n + i];
  });
  places.forEach(({at, over}, c) => {
    if (over === undefined) mean[at] = conditions[c].value;
  });
  const weights = solveFactored(given, count, moved.slice());
  return {places, across, gain, mean, distance: moved.reduce((sum, by, c) => sum + by * weights[c], 0)};
}

function placesOf({names, steps}: LinearForecast, conditions: readonly Condition[]): Place[] {
  const seen = new Set<string>();
  return conditions.map(({name, step, value, over}) => {
    if (!Number.isInteger(step) || step < 1 || step > steps)
      throw new Error(`condition on ${name}: expected a step within 1 … ${steps}, got ${step}`);
    if (!Number.isFinite(value))
      throw new Error(`condition on ${name} at step ${step}: expected a finite value, got ${value}`);
    const first = (step - 1) * names.length;
    const place = {
      at: first + placeOf(names, name),
      over: over === undefined ? undefined : first + placeOf(names, over)
    };
    const key = `${place.at} ${place.over}`;
    if (seen.has(key)) throw new Error(`condition on ${name} at step ${step}: it is given twice`);
    seen.add(key);
    return place;
  });
}

function factorConditions(
  given: Float64Array,
  count: number,
  variances: readonly number[],
  conditions: readonly Condition[]
): void {
  const refuse = (why: string): never => {
    throw new Error(
      `the conditions on ${[...new Set(conditions.map(({name}) => name))].join(", ")} settle one another: ${why}; give fewer`
    );
  };
  try {
    factor(given, count);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
  for (let c = 0; c < count; ++c)
    if (given[c * (count + 1)] ** 2 <= settled * variances[c])
      refuse(`${conditions[c].name} at step ${conditions[c].step} follows from the others`);
}
