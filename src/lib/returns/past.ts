import {emptySorted, insert, remove} from "../conformal/sorted.js";
import {quantile} from "../distributions/quantile.js";
import {
  checkScheme,
  emptyQuantiles,
  leadReturns,
  quantilesAt,
  type ReturnQuantiles,
  type ReturnScheme
} from "./rolled.js";

/** Which past returns count. */
export interface PastOptions {
  /** The last ones known: 1,000 days. */
  readonly window: number;
  /** Fewest of them; below that quantiles are missing. Default 100. */
  readonly least?: number;
  /** A scale by day, as known on that day: past returns are divided by the scale they started with and multiplied by today's. */
  readonly scale?: Float64Array;
}

/**
 * The random walk with its past errors: the quantiles of the returns of the same lead that the last `window` origins had whose outcome is
 * known. With a volatility as scale it is filtered historical simulation in its plainest form.
 * Source: Barone-Adesi, Giannopoulos & Vosper (1999), Journal of Futures Markets 19.
 * @param logPrices by day
 * @throws where the scheme does not fit the days, or a scale has another length
 */
export function pastQuantiles(
  logPrices: Float64Array,
  scheme: ReturnScheme,
  {window, least = 100, scale}: PastOptions
): ReturnQuantiles {
  checkScheme(scheme, logPrices.length);
  if (scale && scale.length !== logPrices.length)
    throw new Error(`past returns: expected ${logPrices.length} scales, one a day, got ${scale.length}`);
  const {origins, leads, levels} = scheme;
  const out = emptyQuantiles(scheme);
  for (const [l, lead] of leads.entries()) {
    const errors = leadReturns(logPrices, lead).map((r, day) => (scale ? r / scale[day] : r));
    const pool = emptySorted(window + 1);
    let next = 0;
    origins.forEach((origin, place) => {
      for (; next + lead <= origin; ++next) {
        if (Number.isFinite(errors[next])) insert(pool, errors[next]);
        if (next >= window && Number.isFinite(errors[next - window])) remove(pool, errors[next - window]);
      }
      if (pool.size < least) return;
      const known = pool.values.subarray(0, pool.size);
      const own = quantilesAt(scheme, out, place, l);
      for (let k = 0; k < levels.length; ++k)
        own[k] = quantile(known, levels[k]) * (scale ? scale[origin] : 1);
    });
  }
  return out;
}
