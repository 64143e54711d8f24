import type {FullOrder} from "./order.js";

/** The coefficients of an ARMA model, with the sign of Box and Jenkins for φ and of statsmodels and R for θ: w = φ w₋₁ + e + θ e₋₁. */
export interface Coefficients {
  /** φ, p numbers. */
  readonly ar: Float64Array;
  /** θ, q numbers. */
  readonly ma: Float64Array;
  /** Φ, P numbers. */
  readonly seasonalAr: Float64Array;
  /** Θ, Q numbers. */
  readonly seasonalMa: Float64Array;
}

/**
 * Coefficients of a stationary autoregression from as many unbounded numbers: x / √(1 + x²) are its partial autocorrelations.
 * Source: Monahan (1984), A note on enforcing stationarity in autoregressive-moving average models, Biometrika 71; Jones (1980), Technometrics 22.
 */
export function stationary(x: Float64Array): Float64Array<ArrayBuffer> {
  const phi = new Float64Array(x.length);
  const before = new Float64Array(x.length);
  for (let k = 0; k < x.length; ++k) {
    const partial = x[k] / Math.sqrt(1 + x[k] * x[k]);
    before.set(phi);
    for (let j = 0; j < k; ++j) phi[j] = before[j] - partial * before[k - 1 - j];
    phi[k] = partial;
  }
  return phi;
}

/** The unbounded numbers of a stationary autoregression: the inverse of `stationary`; undefined where it is not stationary. */
export function unbounded(phi: Float64Array): Float64Array | undefined {
  const own = phi.slice();
  const x = new Float64Array(phi.length);
  for (let k = phi.length - 1; k >= 0; --k) {
    const partial = own[k];
    const rest = 1 - partial * partial;
    if (!(rest > 0)) return undefined;
    x[k] = partial / Math.sqrt(rest);
    const before = own.slice(0, k);
    for (let j = 0; j < k; ++j) own[j] = (before[j] + partial * before[k - 1 - j]) / rest;
  }
  return x;
}

/** The coefficients of unbounded numbers in the order φ, θ, Φ, Θ: stationary and invertible. */
export function coefficientsAt({p, q, P, Q}: FullOrder, x: Float64Array): Coefficients {
  const negative = (phi: Float64Array) => phi.map((value) => -value);
  return {
    ar: stationary(x.subarray(0, p)),
    ma: negative(stationary(x.subarray(p, p + q))),
    seasonalAr: stationary(x.subarray(p + q, p + q + P)),
    seasonalMa: negative(stationary(x.subarray(p + q + P, p + q + P + Q)))
  };
}

/** The unbounded numbers of coefficients; each of the four groups that is not stationary, or not invertible, is first drawn towards 0 until it is. */
export function unboundedOf({ar, ma, seasonalAr, seasonalMa}: Coefficients): Float64Array {
  const groups = [ar, ma.map((v) => -v), seasonalAr, seasonalMa.map((v) => -v)];
  return Float64Array.from(groups.flatMap((group) => [...drawnIn(group)]));
}

/** A coefficient at lag k shrinks by .95ᵏ at a time: every root moves away from the unit circle alike. */
function drawnIn(phi: Float64Array): Float64Array {
  for (let factor = 1; factor > 1e-3; factor *= 0.95) {
    const x = unbounded(phi.map((value, k) => value * factor ** (k + 1)));
    // Far out the likelihood is flat: a start belongs farther in.
    if (x?.every((value) => Math.abs(value) < 5)) return x;
  }
  return new Float64Array(phi.length);
}

/** The lags of φ(L) Φ(Lˢ): weights of w₋₁, w₋₂ … */
export function autoregressive({ar, seasonalAr}: Coefficients, season: number): Float64Array {
  const negative = (phi: Float64Array) => phi.map((value) => -value);
  return negative(multiplied(negative(ar), negative(seasonalAr), season));
}

/** The lags of θ(L) Θ(Lˢ): weights of e₋₁, e₋₂ … */
export function movingAverage({ma, seasonalMa}: Coefficients, season: number): Float64Array {
  return multiplied(ma, seasonalMa, season);
}

/** The lags of (1 − L)ᵈ (1 − Lˢ)ᴰ with their sign turned: weights of the past values in the present one. */
export function differencing({d, D, season}: FullOrder): Float64Array {
  let lags = new Float64Array(0);
  for (let k = 0; k < d; ++k) lags = multiplied(lags, Float64Array.of(-1), 1);
  for (let k = 0; k < D; ++k) lags = multiplied(lags, Float64Array.of(-1), season);
  return lags.map((value) => -value);
}

/** Lags 1 … of (1 + Σ aⱼ Lʲ)(1 + Σ bₖ Lˢᵏ). */
function multiplied(a: Float64Array, b: Float64Array, season: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(a.length + season * b.length);
  product.set(a);
  for (let k = 1; k <= b.length; ++k) {
    product[season * k - 1] += b[k - 1];
    for (let j = 1; j <= a.length; ++j) product[season * k + j - 1] += b[k - 1] * a[j - 1];
  }
  return product;
}
