import {ridge} from "../algebra/normal-equations.js";
import {type Coefficients, differencing} from "./coefficients.js";
import type {FullOrder} from "./order.js";

/** The differences (1 − L)ᵈ (1 − Lˢ)ᴰ of a series: d + sD values fewer; NaN where a value is missing. */
export function differenced(y: Float64Array, order: FullOrder): Float64Array<ArrayBuffer> {
  const lags = differencing(order);
  return Float64Array.from({length: Math.max(0, y.length - lags.length)}, (_, t) => {
    let value = y[t + lags.length];
    for (let j = 0; j < lags.length; ++j) if (lags[j] !== 0) value -= lags[j] * y[t + lags.length - 1 - j];
    return value;
  });
}

/**
 * First guesses of the coefficients of an ARMA process: the noise is estimated by a long autoregression, then the series regressed on its
 * own lags and the noise's. They need be neither stationary nor invertible.
 * Source: Hannan and Rissanen (1982), Recursive estimation of mixed autoregressive-moving average order, Biometrika 69.
 * @param w the differenced series; missing values are left out
 */
export function hannanRissanen(w: Float64Array, {p, q, P, Q, season}: FullOrder): Coefficients {
  const lagged = (x: Float64Array, lag: number) =>
    Float64Array.from(x, (_, t) => (t >= lag ? x[t - lag] : Number.NaN));
  const lags = (count: number, step: number, of: Float64Array) =>
    Array.from({length: count}, (_, k) => lagged(of, (k + 1) * step));
  const columns = [...lags(p, 1, w), ...lags(P, season, w)];
  if (q + Q > 0) {
    const longest = Math.max(p + season * P, q + season * Q);
    const long = lags(Math.min(longest + 4, Math.floor(w.length / 4)), 1, w);
    const pull = ridge(w, long, 1e-6);
    const noise = Float64Array.from(w, (value, t) =>
      long.reduce((rest, column, j) => rest - pull[j] * column[t], value)
    );
    columns.push(...lags(q, 1, noise), ...lags(Q, season, noise));
  }
  const found = ridge(w, columns, 1e-6);
  return {
    ar: found.slice(0, p),
    seasonalAr: found.slice(p, p + P),
    ma: found.slice(p + P, p + P + q),
    seasonalMa: found.slice(p + P + q)
  };
}
