import type {Space} from "./space.js";

/** Where a Kalman filter stands: what it expects of the states before the next value. */
export interface Filter {
  /** Expected states, `[series][state]`. */
  readonly mean: Float64Array;
  /** Their covariance in units of the noise's variance, `[state][state]`. */
  readonly covariance: Float64Array;
  /** Its infinite part, while past values are unknown. */
  readonly infinite: Float64Array;
  /** How many directions are still unknown. */
  unknown: number;
  /** Whether the covariance no longer changes from value to value: then `gain` and `spread` hold for the next one too. */
  steady: boolean;
  /** How a surprise moves each state, and the variance of a surprise. */
  readonly gain: Float64Array;
  spread: number;
}

/** What a filter adds up on its way. */
export interface Surprises {
  /** Values that were predicted and seen; those that only settled unknown past values do not count. */
  seen: number;
  /** Σ log of the variances of the surprises, in units of the noise's variance. */
  logSpread: number;
  /** Σ surprise × surprise / variance of every two series, `[series][series]`, lower triangle. */
  readonly products: Float64Array;
}

/** A filter before its first value, for one series or several that share their gaps. */
export function startFilter({states, diffuse, start}: Space, series = 1): Filter {
  const infinite = new Float64Array(states * states);
  for (let i = states - diffuse; i < states; ++i) infinite[i * states + i] = 1;
  return {
    mean: new Float64Array(series * states),
    covariance: start.slice(),
    infinite,
    unknown: diffuse,
    steady: false,
    gain: new Float64Array(states),
    spread: 1
  };
}

/** A copy that may move on without its original. */
export function copyFilter(filter: Filter): Filter {
  const {mean, covariance, infinite, gain} = filter;
  return {
    ...filter,
    mean: mean.slice(),
    covariance: covariance.slice(),
    infinite: infinite.slice(),
    gain: gain.slice()
  };
}

/** Nothing added up yet. */
export function noSurprises(series = 1): Surprises {
  return {seen: 0, logSpread: 0, products: new Float64Array(series * series)};
}

/**
 * Moves a filter over values, in place, and adds up its surprises. A value that is not finite in the first series is missing: the states are
 * predicted past it. Unknown past values are settled exactly (Durbin and Koopman 2012, section 5.2), so that the likelihood without gaps
 * equals that of the differenced series.
 * @param values `[series][n]`
 */
export function runFilter(
  space: Space,
  filter: Filter,
  values: Float64Array,
  n: number,
  sums: Surprises
): void {
  const {states, row, column, value, seen, weight} = space;
  const {mean, gain} = filter;
  const series = mean.length / states;
  const surprise = new Float64Array(series);
  const moved = new Float64Array(states);
  const before = new Float64Array(states * states);
  const scratch = new Float64Array(states * states);
  for (let t = 0; t < n; ++t) {
    const missing = !Number.isFinite(values[t]);
    let settles = false;
    if (!filter.steady || missing) {
      before.set(filter.covariance);
      if (!missing) settles = update(space, filter);
    }
    if (!missing)
      for (let c = 0; c < series; ++c) {
        const own = c * states;
        let expected = 0;
        for (let k = 0; k < seen.length; ++k) expected += weight[k] * mean[own + seen[k]];
        surprise[c] = values[c * n + t] - expected;
        for (let i = 0; i < states; ++i) mean[own + i] += gain[i] * surprise[c];
      }
    if (!missing) {
      sums.logSpread += Math.log(filter.spread);
      if (!settles) {
        ++sums.seen;
        for (let c = 0; c < series; ++c)
          for (let b = 0; b <= c; ++b)
            sums.products[c * series + b] += (surprise[c] * surprise[b]) / filter.spread;
      }
    }
    for (let own = 0; own < mean.length; own += states) {
      for (let i = 0; i < states; ++i) {
        let sum = 0;
        for (let k = row[i]; k < row[i + 1]; ++k) sum += value[k] * mean[own + column[k]];
        moved[i] = sum;
      }
      mean.set(moved, own);
    }
    if (filter.steady && !missing) continue;
    predict(space, filter.covariance, scratch, true);
    if (filter.unknown > 0) predict(space, filter.infinite, scratch, false);
    filter.steady = !missing && !settles && filter.unknown === 0 && same(before, filter.covariance);
  }
}

/** How much a covariance may still change, relative to its largest entry, where it counts as steady. */
const STEADY = 1e-13;

function same(a: Float64Array, b: Float64Array): boolean {
  let [most, largest] = [0, 0];
  for (let i = 0; i < a.length; ++i) {
    most = Math.max(most, Math.abs(a[i] - b[i]));
    largest = Math.max(largest, Math.abs(b[i]));
  }
  return most <= STEADY * largest;
}

/** Takes what one value tells out of the covariance; sets gain and spread. Returns whether the value settled an unknown past value. */
function update({states: n, seen, weight}: Space, filter: Filter): boolean {
  const {covariance: p, infinite, gain} = filter;
  const column = new Float64Array(n);
  for (let i = 0; i < n; ++i) {
    let sum = 0;
    for (let k = 0; k < seen.length; ++k) sum += weight[k] * p[i * n + seen[k]];
    column[i] = sum;
  }
  let spread = 0;
  for (let k = 0; k < seen.length; ++k) spread += weight[k] * column[seen[k]];
  if (filter.unknown > 0) {
    for (let i = 0; i < n; ++i) {
      let sum = 0;
      for (let k = 0; k < seen.length; ++k) sum += weight[k] * infinite[i * n + seen[k]];
      gain[i] = sum;
    }
    let unbounded = 0;
    for (let k = 0; k < seen.length; ++k) unbounded += weight[k] * gain[seen[k]];
    if (unbounded > 1e-9) {
      for (let i = 0; i < n; ++i) gain[i] /= unbounded;
      for (let i = 0; i < n; ++i)
        for (let j = 0; j < n; ++j) {
          p[i * n + j] += gain[i] * gain[j] * spread - gain[i] * column[j] - column[i] * gain[j];
          infinite[i * n + j] -= unbounded * gain[i] * gain[j];
        }
      filter.spread = unbounded;
      if (--filter.unknown === 0) infinite.fill(0);
      return true;
    }
  }
  for (let i = 0; i < n; ++i) gain[i] = column[i] / spread;
  for (let i = 0; i < n; ++i) for (let j = 0; j < n; ++j) p[i * n + j] -= gain[i] * column[j];
  filter.spread = spread;
  return false;
}

/** Replaces a covariance P by T P Tᵀ, plus what the noise adds. */
export function predict(
  {states: n, row, column, value, noise}: Space,
  p: Float64Array,
  scratch: Float64Array,
  noisy: boolean
): void {
  for (let i = 0; i < n; ++i)
    for (let j = 0; j < n; ++j) {
      let sum = 0;
      for (let k = row[i]; k < row[i + 1]; ++k) sum += value[k] * p[column[k] * n + j];
      scratch[i * n + j] = sum;
    }
  for (let i = 0; i < n; ++i)
    for (let j = 0; j <= i; ++j) {
      let sum = noisy ? noise[i] * noise[j] : 0;
      for (let k = row[j]; k < row[j + 1]; ++k) sum += value[k] * scratch[i * n + column[k]];
      p[i * n + j] = sum;
      p[j * n + i] = sum;
    }
}
