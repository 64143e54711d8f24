import {logGamma} from "../distributions/gamma.js";

/**
 * A GARCH(1,1) with Student's t errors of unit variance: r = σ e, σ²′ = variance × (1 − shock − memory) + shock r² + memory σ².
 * `variance` is that of a day in the long run, `shock` + `memory` below 1, `freedom` above 2.
 * Sources: Bollerslev (1986), Journal of Econometrics 31; Bollerslev (1987), Review of Economics and Statistics 69.
 */
export interface Garch {
  readonly variance: number;
  readonly shock: number;
  readonly memory: number;
  readonly freedom: number;
}

/**
 * The variances of returns, each known a day before: entry 0 is the long-run one, and there is one more than there are returns, that of the
 * day after the last.
 */
export function garchVariances({variance, shock, memory}: Garch, returns: ArrayLike<number>): Float64Array {
  const out = new Float64Array(returns.length + 1);
  const base = variance * (1 - shock - memory);
  out[0] = variance;
  for (let i = 0; i < returns.length; ++i) out[i + 1] = base + shock * returns[i] ** 2 + memory * out[i];
  return out;
}

/** The log-likelihood of returns (natural); minus infinity for parameters out of their range. */
export function garchLogLikelihood(model: Garch, returns: ArrayLike<number>): number {
  const {variance, shock, memory, freedom: v} = model;
  if (!(variance > 0 && shock >= 0 && memory >= 0 && shock + memory < 1 && v > 2))
    return Number.NEGATIVE_INFINITY;
  const base = variance * (1 - shock - memory);
  const fixed = logGamma((v + 1) / 2) - logGamma(v / 2) - 0.5 * Math.log(Math.PI * (v - 2));
  let [now, sum] = [variance, 0];
  for (let i = 0; i < returns.length; ++i) {
    const square = returns[i] * returns[i];
    sum -= 0.5 * Math.log(now) + ((v + 1) / 2) * Math.log1p(square / ((v - 2) * now));
    now = base + shock * square + memory * now;
  }
  return sum + returns.length * fixed;
}
