import {normalQuantile} from "../distributions/normal.js";
import {leadReturns, quantilesAt, type ReturnQuantiles, type ReturnScheme} from "./rolled.js";

export interface AdaptiveWidthOptions {
  /** Share of outcomes that each central band is to hold, ascending: .5, .8, .9, .95. */
  readonly bands: readonly number[];
  /** Step size γ. */
  readonly rate: number;
  /** How narrow and how wide a band may become, as a factor. */
  readonly least: number;
  readonly most: number;
  /** A lead is given the mean factor, of logarithms, of the leads up to so many places to each side: neighbours are alike, and a fan has no dents then. 0 unless told. */
  readonly neighbours?: number;
}

/**
 * Distributions whose central bands widen after misses and narrow after hits, so that they hold what they say in every market: each band has,
 * for each lead, a factor of its width, which is multiplied by exp(γ (miss − α) ∕ √α) when the outcome of an origin becomes known; α is the
 * share that it is to miss. Quantiles are moved about the median by the factor of their level, drawn on the scale of a normal distribution
 * between the bands (within the first and beyond the last as theirs), and put in order. It is the width that follows and not the level:
 * with long leads misses come in runs, and a level that follows them runs away.
 * Sources: Gibbs & Candès (2021), Adaptive conformal inference under distribution shift; Angelopoulos, Candès & Tibshirani (2023), Conformal
 * PID control, for scores in place of levels.
 * @throws where the bands do not ascend between 0 and 1, or the origins are not one a day
 */
export function adaptWidth(
  logPrices: Float64Array,
  scheme: ReturnScheme,
  quantiles: ReturnQuantiles,
  {bands, rate, least, most, neighbours = 0}: AdaptiveWidthOptions
): ReturnQuantiles {
  const {origins, leads, levels} = scheme;
  if (bands.length === 0 || bands.some((band, k) => !(band > (k ? bands[k - 1] : 0) && band < 1)))
    throw new Error(`adaptive width: expected bands that ascend between 0 and 1, got ${bands.join(", ")}`);
  const skipped = origins.findIndex((origin, place) => place > 0 && origin !== origins[place - 1] + 1);
  if (skipped >= 0)
    throw new Error(
      `adaptive width: expected an origin a day, got ${origins[skipped - 1]} and then ${origins[skipped]}; roll every day`
    );
  const reach = bands.map((band) => normalQuantile((1 + band) / 2));
  const share = levels.map((level) => placeAmong(reach, Math.abs(normalQuantile(level))));
  const out = quantiles.slice();
  const returns = Array.from(leads, (lead) => leadReturns(logPrices, lead));
  /** Logarithms of the factors, `[lead][band]`. */
  const own = Array.from(leads, () => bands.map(() => 0));
  const follow = (place: number, l: number) => {
    const known = place - leads[l];
    if (known < 0) return;
    const issued = quantilesAt(scheme, out, known, l);
    const actual = returns[l][origins[known]];
    bands.forEach((band, b) => {
      const [low, high] = [
        quantileAt(levels, issued, (1 - band) / 2),
        quantileAt(levels, issued, (1 + band) / 2)
      ];
      if (!Number.isFinite(actual) || !Number.isFinite(low)) return;
      const miss = actual < low || actual > high ? 1 : 0;
      const alpha = 1 - band;
      const moved = own[l][b] + (rate * (miss - alpha)) / Math.sqrt(alpha);
      own[l][b] = Math.min(Math.max(moved, Math.log(least)), Math.log(most));
    });
  };
  for (let place = 0; place < origins.length; ++place) {
    for (let l = 0; l < leads.length; ++l) follow(place, l);
    for (let l = 0; l < leads.length; ++l) {
      const alike = own.slice(Math.max(0, l - neighbours), l + neighbours + 1);
      const factors = bands.map((_, b) =>
        Math.exp(alike.reduce((sum, one) => sum + one[b], 0) / alike.length)
      );
      widen(quantilesAt(scheme, out, place, l), levels, share, factors);
    }
  }
  return out;
}

/** Moves quantiles about their median by the factors of the bands, drawn between these by `share`, and puts them in order. */
function widen(
  quantiles: Float64Array,
  levels: Float64Array,
  share: Float64Array,
  factors: readonly number[]
): void {
  const middle = quantileAt(levels, quantiles, 0.5);
  for (let k = 0; k < levels.length; ++k) {
    const at = Math.floor(share[k]);
    const next = Math.min(at + 1, factors.length - 1);
    const factor = factors[at] + (share[k] - at) * (factors[next] - factors[at]);
    quantiles[k] = middle + factor * (quantiles[k] - middle);
  }
  quantiles.sort();
}

/** The quantile at a level, on the straight line between its neighbours; the first or last where it lies beyond. */
export function quantileAt(levels: Float64Array, quantiles: Float64Array, level: number): number {
  return at(quantiles, placeAmong(levels, level));
}

function at(values: Float64Array, place: number): number {
  const below = Math.floor(place);
  const above = Math.min(below + 1, values.length - 1);
  return values[below] + (place - below) * (values[above] - values[below]);
}

/** Where a number belongs among ascending ones: 1.5 is half way between the second and the third. */
function placeAmong(ascending: ArrayLike<number>, value: number): number {
  const last = ascending.length - 1;
  if (value <= ascending[0]) return 0;
  if (value >= ascending[last]) return last;
  let k = 0;
  while (ascending[k + 1] < value) ++k;
  return k + (value - ascending[k]) / (ascending[k + 1] - ascending[k]);
}
