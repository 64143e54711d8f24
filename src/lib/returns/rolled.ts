/**
 * Rolled distributions of returns. Days are rows of a series without gaps, numbered from 0. The return of lead h from origin o is the
 * logarithm of the price of day o + h over that of day o, and an origin knows the prices of all days up to o and no other.
 */

/** Which distributions are made, and at which levels they are told. */
export interface ReturnScheme {
  /** Days, ascending. */
  readonly origins: Int32Array;
  /** Days ahead, ascending from 1 on. */
  readonly leads: readonly number[];
  /** Between 0 and 1, ascending. */
  readonly levels: Float64Array;
}

/** Quantiles of returns, `[origin][lead][level]`; NaN where an origin knows too little. */
export type ReturnQuantiles = Float64Array;

/** `count` levels that share out the probability evenly: (k + ½) ∕ count. */
export function evenLevels(count: number): Float64Array {
  return Float64Array.from({length: count}, (_, k) => (k + 0.5) / count);
}

/** Room for a scheme's quantiles, all of them missing. */
export function emptyQuantiles({origins, leads, levels}: ReturnScheme): ReturnQuantiles {
  return new Float64Array(origins.length * leads.length * levels.length).fill(Number.NaN);
}

/** The quantiles of the origin and the lead at these places, from 0: a view, not a copy. */
export function quantilesAt(
  {leads, levels}: Pick<ReturnScheme, "leads" | "levels">,
  quantiles: ReturnQuantiles,
  origin: number,
  lead: number
): Float64Array {
  const from = (origin * leads.length + lead) * levels.length;
  return quantiles.subarray(from, from + levels.length);
}

/**
 * @throws where the levels do not ascend between 0 and 1, the origins do not ascend within `days` days, or the leads are none
 */
export function checkScheme({origins, leads, levels}: ReturnScheme, days: number): void {
  checkLeads(leads);
  const level = levels.findIndex((l, k) => !(l > (k ? levels[k - 1] : 0) && l < 1));
  if (level >= 0 || levels.length === 0)
    throw new Error(
      `rolled returns: expected levels that ascend between 0 and 1, got ${levels[level]} in place ${level}`
    );
  const origin = origins.findIndex((o, k) => !(o > (k ? origins[k - 1] : -1) && o < days));
  if (origin >= 0)
    throw new Error(
      `rolled returns: expected origins that ascend from 0 to ${days - 1}, got ${origins[origin]} in place ${origin}`
    );
}

/** `count` leads: 1, 2, … */
export function leadsTo(count: number): number[] {
  return Array.from({length: count}, (_, i) => i + 1);
}

/** @throws where leads do not ascend from 1 on in whole days */
export function checkLeads(leads: readonly number[]): void {
  const wrong = leads.findIndex((lead, k) => !(Number.isInteger(lead) && lead > (k ? leads[k - 1] : 0)));
  if (wrong >= 0 || leads.length === 0)
    throw new Error(
      `rolled returns: expected leads that ascend from 1 on, got ${leads[wrong]} in place ${wrong}`
    );
}

/** The return of a lead by each day it starts from; NaN for the last days, and where a price is missing. */
export function leadReturns(logPrices: Float64Array, lead: number): Float64Array {
  return logPrices.map((from, day) =>
    day + lead < logPrices.length ? logPrices[day + lead] - from : Number.NaN
  );
}

/** The return of each day since the day before; NaN for the first. */
export function dailyReturns(logPrices: Float64Array): Float64Array {
  return logPrices.map((price, day) => (day ? price - logPrices[day - 1] : Number.NaN));
}
