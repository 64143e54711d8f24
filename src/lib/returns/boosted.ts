import {trainBoosted} from "../trees/boost.js";
import {predictBoosted} from "../trees/boost-predict.js";
import type {FeatureTable} from "../trees/table.js";
import {joinQuantiles} from "./join.js";
import {
  checkLeads,
  checkScheme,
  emptyQuantiles,
  leadReturns,
  quantilesAt,
  type ReturnQuantiles,
  type ReturnScheme
} from "./rolled.js";
import {checkFeatures, type ReturnFeatures} from "./scaled-mean.js";

export interface BoostedReturnOptions {
  /** Levels that trees learn, ascending; the others are joined from them. */
  readonly levels: readonly number[];
  /** Leads that trees learn, among them the scheme's first and last; those between are drawn from their neighbours. */
  readonly leads: readonly number[];
  /** Days to learn from, and days between fits. */
  readonly window: number;
  readonly every: number;
  readonly trees: number;
  readonly leaves: number;
  readonly leastRows: number;
  readonly rate: number;
  readonly columnShare: number;
  /** Most bins of a feature. */
  readonly bins: number;
  readonly seed: number;
}

/**
 * Quantiles of returns by boosted trees: for each level and lead the quantile of the return over `scale` √lead given the features, fitted
 * every so many days. Quantiles that cross are put in order; see `joinQuantiles` for the levels between. A lead between two that are learned
 * gets scaled quantiles on the straight line between theirs over log lead.
 * Sources: Koenker & Bassett (1978), Econometrica 46; Friedman (2001), Annals of Statistics 29.
 * @param scale volatility of a day's return, by day
 * @throws where the scheme or features do not fit, or the learned leads do not hold the scheme's
 */
export function boostedQuantiles(
  logPrices: Float64Array,
  scale: Float64Array,
  features: ReturnFeatures,
  scheme: ReturnScheme,
  options: BoostedReturnOptions
): ReturnQuantiles {
  const {origins, leads} = scheme;
  checkScheme(scheme, logPrices.length);
  checkLeads(options.leads);
  checkFeatures(features, logPrices.length, leads[leads.length - 1]);
  const [first, last] = [options.leads[0], options.leads[options.leads.length - 1]];
  if (first > leads[0] || last !== leads[leads.length - 1])
    throw new Error(
      `boosted returns: expected learned leads from ${leads[0]} to ${leads[leads.length - 1]}, got ${first} to ${last}`
    );
  const join = joinQuantiles(options.levels, scheme.levels);
  const few = options.leads.map((lead) => learnLead(logPrices, scale, features, origins, lead, options));
  const count = options.levels.length;
  const out = emptyQuantiles(scheme);
  for (const [l, lead] of leads.entries()) {
    const after = options.leads.findIndex((learned) => learned >= lead);
    const before = options.leads[after] === lead ? after : after - 1;
    const [low, high] = [options.leads[before], options.leads[after]];
    const share = before === after ? 0 : Math.log(lead / low) / Math.log(high / low);
    for (const [place, origin] of origins.entries()) {
      const drawn = Float64Array.from(
        {length: count},
        (_, k) => (1 - share) * few[before][k][place] + share * few[after][k][place]
      );
      const factor = scale[origin] * Math.sqrt(lead);
      quantilesAt(scheme, out, place, l).set(join(drawn).map((z) => z * factor));
    }
  }
  return out;
}

/** Scaled quantiles of one lead, by level, one for each origin. */
function learnLead(
  logPrices: Float64Array,
  scale: Float64Array,
  {known, ahead}: ReturnFeatures,
  origins: Int32Array,
  lead: number,
  {levels, window, every, seed, trees, leaves, leastRows, rate, columnShare, bins}: BoostedReturnOptions
): Float64Array[] {
  const z = leadReturns(logPrices, lead).map((r, day) => r / (scale[day] * Math.sqrt(lead)));
  const out = levels.map(() => new Float64Array(origins.length));
  for (let start = 0; start < origins.length; ) {
    let end = start + 1;
    while (end < origins.length && origins[end] - origins[start] < every) ++end;
    const [from, to] = [Math.max(0, origins[start] - lead - window + 1), origins[start] - lead + 1];
    const days = Array.from({length: Math.max(0, to - from)}, (_, i) => from + i).filter((day) =>
      Number.isFinite(z[day])
    );
    const table = tableOf({known, ahead}, days, lead);
    const target = Float64Array.from(days, (day) => z[day]);
    const asked = tableOf({known, ahead}, Array.from(origins.subarray(start, end)), lead);
    levels.forEach((quantile, k) => {
      const model = trainBoosted(table, target, {
        loss: {quantile},
        trees,
        leaves,
        leastRows,
        rate,
        columnShare,
        bins,
        seed: seed + 100 * lead + k
      });
      out[k].set(predictBoosted(model, asked), start);
    });
    start = end;
  }
  return out;
}

function tableOf({known, ahead}: ReturnFeatures, days: readonly number[], lead: number): FeatureTable {
  return {
    columns: [
      ...known.map((column) => Float64Array.from(days, (day) => column[day])),
      ...ahead.map((column) => Float64Array.from(days, (day) => column[day + lead]))
    ]
  };
}
