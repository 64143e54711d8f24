import {autoregressive, type Coefficients, differencing, movingAverage} from "./coefficients.js";
import {armaStates, diffuseStates, type FullOrder} from "./order.js";

/**
 * A seasonal ARIMA model in state-space form, variances in units of that of the noise e. The first states are Harvey's for the stationary
 * part, the others the past values that the differences take; those are unknown at the start (diffuse).
 * Sources: Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.3; Durbin and Koopman (2012), Time
 * Series Analysis by State Space Methods, 2nd edition, sections 3.4 and 5.2.
 */
export interface Space {
  readonly states: number;
  /** How many of them are past values. */
  readonly diffuse: number;
  /** The transition matrix by rows: `column` and `value` from `row[i]` to `row[i + 1]`. */
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
  /** The observed value is the sum of `weight` × state `seen`. */
  readonly seen: Int32Array;
  readonly weight: Float64Array;
  /** What one unit of noise adds to each state. */
  readonly noise: Float64Array;
  /** Covariance of the states before the first value, `[states][states]`, of the stationary part. */
  readonly start: Float64Array;
}

/** The state-space form of an order and its coefficients. */
export function arimaSpace(order: FullOrder, coefficients: Coefficients): Space {
  const arma = armaStates(order);
  const diffuse = diffuseStates(order);
  const states = arma + diffuse;
  const phi = autoregressive(coefficients, order.season);
  const theta = movingAverage(coefficients, order.season);
  const delta = differencing(order);
  const noise = new Float64Array(states);
  noise[0] = 1;
  noise.set(theta, 1);
  const observed: [number, number][] = [[0, 1]];
  for (const [j, value] of delta.entries()) if (value !== 0) observed.push([arma + j, value]);
  const rows: [number, number][][] = [];
  for (let i = 0; i < arma; ++i) {
    const entries: [number, number][] = [];
    if (i < phi.length && phi[i] !== 0) entries.push([0, phi[i]]);
    if (i + 1 < arma) entries.push([i + 1, 1]);
    rows.push(entries);
  }
  for (let j = 0; j < diffuse; ++j) rows.push(j === 0 ? observed : [[arma + j - 1, 1]]);
  const row = new Int32Array(states + 1);
  for (const [i, entries] of rows.entries()) row[i + 1] = row[i] + entries.length;
  const entries = rows.flat();
  const start = new Float64Array(states * states);
  const stationary = stationaryCovariance(phi, noise, arma);
  for (let i = 0; i < arma; ++i) start.set(stationary.subarray(i * arma, (i + 1) * arma), i * states);
  return {
    states,
    diffuse,
    row,
    column: Int32Array.from(entries, ([c]) => c),
    value: Float64Array.from(entries, ([, v]) => v),
    seen: Int32Array.from(observed, ([c]) => c),
    weight: Float64Array.from(observed, ([, v]) => v),
    noise,
    start
  };
}

/**
 * The covariance P = T P Tᵀ + r rᵀ of Harvey's states, by doubling: each round adds as many steps as were added before.
 * Source: Anderson and Moore (1979), Optimal Filtering, section 6.7.
 */
function stationaryCovariance(phi: Float64Array, noise: Float64Array, n: number): Float64Array {
  let power = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) {
    if (i < phi.length) power[i * n] = phi[i];
    if (i + 1 < n) power[i * n + i + 1] += 1;
  }
  const p = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) for (let j = 0; j < n; ++j) p[i * n + j] = noise[i] * noise[j];
  for (let round = 0; round < 60; ++round) {
    const added = product(product(power, p, n, false), power, n, true);
    let most = 0;
    let largest = 0;
    for (let i = 0; i < n * n; ++i) {
      p[i] += added[i];
      most = Math.max(most, Math.abs(added[i]));
      largest = Math.max(largest, Math.abs(p[i]));
    }
    if (most <= 1e-15 * largest) break;
    power = product(power, power, n, false);
  }
  return p;
}

/** A B, or A Bᵀ, of square matrices. */
function product(
  a: Float64Array,
  b: Float64Array,
  n: number,
  transposed: boolean
): Float64Array<ArrayBuffer> {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; ++i)
    for (let k = 0; k < n; ++k) {
      if (transposed) {
        let sum = 0;
        for (let j = 0; j < n; ++j) sum += a[i * n + j] * b[k * n + j];
        c[i * n + k] = sum;
        continue;
      }
      const x = a[i * n + k];
      if (x !== 0) for (let j = 0; j < n; ++j) c[i * n + j] += x * b[k * n + j];
    }
  return c;
}
