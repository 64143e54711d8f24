import {quantile} from "../distributions/quantile.js";
import {type Garch, garchVariances} from "../volatility/garch.js";
import {fitGarch} from "../volatility/garch-fit.js";
import {simulateGarch} from "../volatility/garch-paths.js";
import {
  checkScheme,
  dailyReturns,
  emptyQuantiles,
  quantilesAt,
  type ReturnQuantiles,
  type ReturnScheme
} from "./rolled.js";

export interface GarchOptions {
  /** Days to learn from. */
  readonly window: number;
  /** Days between fits. */
  readonly every: number;
  /** Daily returns count as at most this, either way. */
  readonly clip: number;
  readonly paths: number;
  readonly seed: number;
}

/**
 * Quantiles of simulated paths: a GARCH(1,1) with t errors, fitted every so many days to the last returns, and filtered historical
 * simulation with its own standardised errors (see `simulateGarch`), around a mean.
 * @param mean of returns, `[day][lead]`
 * @throws where the scheme does not fit, or an origin has fewer than 100 returns behind it
 */
export function garchQuantiles(
  logPrices: Float64Array,
  mean: Float64Array,
  scheme: ReturnScheme,
  {window, every, clip, paths, seed}: GarchOptions
): ReturnQuantiles {
  checkScheme(scheme, logPrices.length);
  const {origins, leads, levels} = scheme;
  const returns = dailyReturns(logPrices).map((r) => Math.min(Math.max(r, -clip), clip));
  const out = emptyQuantiles(scheme);
  let model: Garch | undefined;
  let fitted = Number.NEGATIVE_INFINITY;
  for (const [place, origin] of origins.entries()) {
    const past = returns.subarray(Math.max(1, origin - window + 1), origin + 1);
    if (!model || origin - fitted >= every) {
      model = fitGarch(past, {start: model});
      fitted = origin;
    }
    const variances = garchVariances(model, past);
    const sums = simulateGarch(model, {
      variance: variances[past.length],
      errors: past.map((r, i) => r / Math.sqrt(variances[i])),
      paths,
      days: leads[leads.length - 1],
      seed: seed + origin
    });
    leads.forEach((lead, l) => {
      const sorted = sums.slice((lead - 1) * paths, lead * paths).sort();
      const own = quantilesAt(scheme, out, place, l);
      const centre = mean[origin * leads.length + l];
      for (let k = 0; k < levels.length; ++k) own[k] = centre + quantile(sorted, levels[k]);
    });
  }
  return out;
}
