import {leastSquares} from "../algebra/least-squares.js";
import type {Numbers} from "../scores/pairs.js";
import {testedColumn} from "./column.js";

/** The outcome of a KPSS test; a small p speaks against stationarity. */
export interface Kpss {
  readonly statistic: number;
  /** Between the tabulated .01 and .1: at these ends it is at most or at least that. */
  readonly p: number;
  /** Lags of the long-run variance. */
  readonly lags: number;
  readonly critical: Readonly<Record<"10%" | "5%" | "2.5%" | "1%", number>>;
}

const criticals = {
  c: {"10%": 0.347, "5%": 0.463, "2.5%": 0.574, "1%": 0.739},
  ct: {"10%": 0.119, "5%": 0.146, "2.5%": 0.176, "1%": 0.216}
} as const;

/**
 * The test of Kwiatkowski, Phillips, Schmidt and Shin of the null hypothesis that a series is stationary, around a constant (`c`) or a linear trend
 * (`ct`). Sources: Journal of Econometrics 54 (1992), with its table 1; lags by Hobijn, Franses and Ooms, Statistica Neerlandica 58 (2004).
 * @param lags of the long-run variance (Bartlett's kernel); chosen from the residuals unless told
 * @throws when a value is not finite, the series is constant, or the lags are not fewer than the rows.
 */
export function kpss(
  series: Numbers,
  {deterministic = "c", lags}: {readonly deterministic?: "c" | "ct"; readonly lags?: number} = {}
): Kpss {
  const x = testedColumn("KPSS", series, 8);
  const n = x.length;
  if (lags !== undefined && !(Number.isInteger(lags) && lags >= 0 && lags < n))
    throw new Error(`KPSS: expected lags within 0 … ${n - 1}, got ${lags}`);
  const columns = deterministic.length;
  const design = Float64Array.from(
    {length: n * columns},
    (_, i) => (Math.floor(i / columns) + 1) ** (i % columns)
  );
  const {residuals} = leastSquares(design, x, n, columns);
  const chosen = lags ?? Math.min(n - 1, automaticLags(residuals));
  let sum = 0;
  let eta = 0;
  for (const value of residuals) {
    sum += value;
    eta += (sum / n) ** 2;
  }
  let variance = products(residuals, 0) / n;
  for (let lag = 1; lag <= chosen; ++lag)
    variance += (2 * products(residuals, lag) * (1 - lag / (chosen + 1))) / n;
  const statistic = eta / variance;
  const critical = criticals[deterministic];
  return {statistic, p: between(statistic, Object.values(critical)), lags: chosen, critical};
}

function products(x: Float64Array, lag: number): number {
  let s = 0;
  for (let t = lag; t < x.length; ++t) s += x[t] * x[t - lag];
  return s;
}

function automaticLags(residuals: Float64Array): number {
  const n = residuals.length;
  let level = products(residuals, 0) / n;
  let slope = 0;
  for (let lag = 1; lag <= Math.floor(n ** (2 / 9)); ++lag) {
    const covariance = products(residuals, lag) / (n / 2);
    level += covariance;
    slope += lag * covariance;
  }
  return Math.floor(1.1447 * ((slope / level) ** 2) ** (1 / 3) * n ** (1 / 3));
}

/** p by linear interpolation in the table of critical values. */
function between(statistic: number, critical: readonly number[]): number {
  const ps = [0.1, 0.05, 0.025, 0.01];
  const above = critical.findIndex((value) => statistic < value);
  if (above === 0) return ps[0];
  if (above < 0) return ps[3];
  const share = (statistic - critical[above - 1]) / (critical[above] - critical[above - 1]);
  return ps[above - 1] + share * (ps[above] - ps[above - 1]);
}
