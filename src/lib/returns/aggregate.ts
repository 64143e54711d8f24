import {mlPoly} from "../aggregation/rules.js";
import {leadReturns, quantilesAt, type ReturnQuantiles, type ReturnScheme} from "./rolled.js";

export interface AggregateQuantilesOptions {
  /** First level of each group of levels that share weights, ascending from 0: [0, .25, .75] for both tails and the middle. */
  readonly groups: readonly number[];
  /** A scale by day that losses are divided by, so that calm and wild times teach alike; 1 unless given. */
  readonly scale?: Float64Array;
}

/** The mixture, and the weights in force at each origin, `[origin][lead][group][model]`; each row sums to 1. */
export interface AggregatedQuantiles {
  readonly quantiles: ReturnQuantiles;
  readonly weights: Float64Array;
}

/**
 * Online aggregation of several models' quantiles by CRPS: each lead and group of levels has weights of its own, that learn by ML-Poly from
 * the slopes of the pinball losses of the mixture, summed over the group's levels, of the origins whose outcome is known. Quantiles are put
 * in order. Origins without an outcome, or without every model, teach nothing.
 * Sources: see `mlPoly`; Berrisch & Ziel (2023), CRPS learning, Journal of Econometrics 237.
 * @throws where there is no model, they differ in length, or the groups do not start at 0 and ascend below 1
 */
export function aggregateQuantiles(
  logPrices: Float64Array,
  scheme: ReturnScheme,
  models: readonly ReturnQuantiles[],
  {groups, scale}: AggregateQuantilesOptions
): AggregatedQuantiles {
  const {origins, leads, levels} = scheme;
  const size = origins.length * leads.length * levels.length;
  const lengths = models.map(({length}) => length);
  if (models.length === 0 || lengths.some((length) => length !== size))
    throw new Error(
      `aggregation of quantiles: expected models of ${size} quantiles each, got ${lengths.join(", ") || "none"}`
    );
  if (groups[0] !== 0 || groups.some((level, k) => k > 0 && !(level > groups[k - 1] && level < 1)))
    throw new Error(
      `aggregation of quantiles: expected groups that start at 0 and ascend below 1, got ${groups.join(", ")}`
    );
  const groupOf = levels.map((level) => groups.findLastIndex((first) => first <= level));
  const count = models.length;
  const quantiles = new Float64Array(size).fill(Number.NaN);
  const weights = new Float64Array(origins.length * leads.length * groups.length * count);
  for (const [l, lead] of leads.entries()) {
    const returns = leadReturns(logPrices, lead);
    const rules = groups.map(() => mlPoly(count));
    let learned = 0;
    for (const [place, origin] of origins.entries()) {
      for (; origins[learned] + lead <= origin; ++learned) {
        const day = origins[learned];
        const mixed = quantilesAt(scheme, quantiles, learned, l);
        const experts = models.map((model) => quantilesAt(scheme, model, learned, l));
        if (!Number.isFinite(returns[day]) || mixed.some(Number.isNaN)) continue;
        const regrets = groups.map(() => new Float64Array(count));
        for (let k = 0; k < levels.length; ++k) {
          const slope = (mixed[k] >= returns[day] ? 1 - levels[k] : -levels[k]) / (scale ? scale[day] : 1);
          for (let e = 0; e < count; ++e)
            regrets[groupOf[k]][e] += (2 * slope * (mixed[k] - experts[e][k])) / levels.length;
        }
        regrets.forEach((regret, group) => {
          rules[group].learn(regret);
        });
      }
      const now = rules.map((rule) => rule.weigh());
      now.forEach((row, group) => {
        weights.set(row, ((place * leads.length + l) * groups.length + group) * count);
      });
      const own = quantilesAt(scheme, quantiles, place, l);
      for (let k = 0; k < levels.length; ++k)
        own[k] = models.reduce(
          (sum, model, e) => sum + now[groupOf[k]][e] * quantilesAt(scheme, model, place, l)[k],
          0
        );
      own.sort();
    }
  }
  return {quantiles, weights};
}
