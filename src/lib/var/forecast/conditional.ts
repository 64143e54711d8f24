import {factor, solveFactoredMany} from "../../algebra/cholesky.js";
import {placeOf} from "../panel.js";
import {forecastCovariance} from "./covariance.js";
import type {LinearForecast} from "./linear.js";

/** What a reader sets: the value of one series at one step, 1 being the first. */
export interface Condition {
  readonly name: string;
  readonly step: number;
  readonly value: number;
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
  const places = placesOf(forecast, conditions);
  const covariance = forecastCovariance(forecast);
  const mean = forecast.mean.slice();
  const count = places.length;
  if (count === 0) return {names, steps, mean, covariance};
  const given = Float64Array.from(
    {length: count * count},
    (_, i) => covariance[places[Math.floor(i / count)] * n + places[i % count]]
  );
  const variances = places.map((place) => covariance[place * (n + 1)]);
  factorConditions(given, count, variances, conditions);
  // The gain, Σ_cc⁻¹ Σ_c·: how far all places move with each condition.
  const across = new Float64Array(count * n);
  places.forEach((place, c) => {
    across.set(covariance.subarray(place * n, (place + 1) * n), c * n);
  });
  const gain = solveFactoredMany(given, count, across.slice(), n);
  const moved = conditions.map(({value}, c) => value - forecast.mean[places[c]]);
  for (let c = 0; c < count; ++c) {
    const row = c * n;
    for (let i = 0; i < n; ++i) {
      const share = gain[row + i];
      mean[i] += moved[c] * share;
      if (share !== 0) for (let j = 0; j < n; ++j) covariance[i * n + j] -= share * across[row + j];
    }
  }
  places.forEach((place, c) => {
    mean[place] = conditions[c].value;
    covariance.fill(0, place * n, (place + 1) * n);
    for (let i = 0; i < n; ++i) covariance[i * n + place] = 0;
  });
  for (let i = 0; i < n; ++i) covariance[i * (n + 1)] = Math.max(0, covariance[i * (n + 1)]);
  return {names, steps, mean, covariance};
}

function placesOf({names, steps}: LinearForecast, conditions: readonly Condition[]): number[] {
  const seen = new Set<number>();
  return conditions.map(({name, step, value}) => {
    if (!Number.isInteger(step) || step < 1 || step > steps)
      throw new Error(`condition on ${name}: expected a step within 1 … ${steps}, got ${step}`);
    if (!Number.isFinite(value))
      throw new Error(`condition on ${name} at step ${step}: expected a finite value, got ${value}`);
    const place = (step - 1) * names.length + placeOf(names, name);
    if (seen.has(place)) throw new Error(`condition on ${name} at step ${step}: it is given twice`);
    seen.add(place);
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
