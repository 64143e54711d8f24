import {answerRow, learnRow, solveRecursive, startRecursive} from "../daily/recursive.js";
import {checkLeads, leadReturns} from "./rolled.js";

/** Features of returns, as columns by day; NaN counts as 0, so that a feature is measured from what is usual. */
export interface ReturnFeatures {
  /** What is known when the day's price is: the features of an origin. */
  readonly known: readonly Float64Array[];
  /** What is known long before, such as the day of the week: the features of a target day. They reach the leads beyond the last day. */
  readonly ahead: readonly Float64Array[];
}

/** Places of the features that a regression takes. */
export interface FeatureSet {
  readonly known: readonly number[];
  readonly ahead: readonly number[];
}

export interface ScaledMeanOptions {
  /** Days ahead, ascending. */
  readonly leads: readonly number[];
  readonly sets: readonly FeatureSet[];
  /** Days after which a pair weighs half. */
  readonly halfLife: number;
  /** Of every coefficient's square, times the lead: returns of h days overlap, and tell as much as a h-th of them. */
  readonly penalty: number;
  /** Scaled returns count as at most this, either way. */
  readonly clip: number;
}

/**
 * The expected returns of each day as an origin, `[day][lead]`: recursive ridge regressions of returns over `scale` √h on features, one for
 * each lead and set of features; the mean of the sets, times `scale` √h. Dividing by the volatility first keeps a wild year from ruling the
 * coefficients. A pair is learned on the day its outcome is known. Before the first outcome the mean is 0; NaN where a day has no scale.
 * Source: Hoerl & Kennard (1970), Technometrics 12, with exponential forgetting.
 * @param scale volatility of a day's return, by day, as known on that day
 * @throws where lengths do not fit
 */
export function scaledMean(
  logPrices: Float64Array,
  scale: Float64Array,
  features: ReturnFeatures,
  {leads, sets, halfLife, penalty, clip}: ScaledMeanOptions
): Float64Array {
  const days = logPrices.length;
  checkLeads(leads);
  checkFeatures(features, days, leads[leads.length - 1]);
  if (scale.length !== days)
    throw new Error(`scaled mean: expected ${days} scales, one a day, got ${scale.length}`);
  const out = new Float64Array(days * leads.length);
  for (const [l, lead] of leads.entries()) {
    const returns = leadReturns(logPrices, lead);
    const root = Math.sqrt(lead);
    for (const set of sets) {
      const width = set.known.length + set.ahead.length;
      const ridge = startRecursive(width, {halfLife, penalty: penalty * lead});
      const row = new Float64Array(width);
      for (let day = 0; day < days; ++day) {
        const learned = day - lead;
        if (learned >= 0) {
          const z = returns[learned] / (scale[learned] * root);
          if (Number.isFinite(z)) {
            featureRow(features, set, learned, lead, row);
            learnRow(ridge, row, Math.min(Math.max(z, -clip), clip));
          }
        }
        featureRow(features, set, day, lead, row);
        out[day * leads.length + l] +=
          (answerRow(solveRecursive(ridge), row) * scale[day] * root) / sets.length;
      }
    }
  }
  return out;
}

/** Writes the features of an origin and a lead into `row`: the known ones, then those of the target day. */
export function featureRow(
  {known, ahead}: ReturnFeatures,
  set: FeatureSet,
  day: number,
  lead: number,
  row: Float64Array
): void {
  let at = 0;
  for (const column of set.known) row[at++] = orNone(known[column][day]);
  for (const column of set.ahead) row[at++] = orNone(ahead[column][day + lead]);
}

/** All features of a table. */
export function everyFeature({known, ahead}: ReturnFeatures): FeatureSet {
  return {known: [...known.keys()], ahead: [...ahead.keys()]};
}

/** @throws where a column does not have one value for each day (and lead beyond the last) */
export function checkFeatures({known, ahead}: ReturnFeatures, days: number, farthest: number): void {
  const short = known.findIndex(({length}) => length !== days);
  if (short >= 0)
    throw new Error(
      `features of returns: expected ${days} days in column ${short}, got ${known[short].length}`
    );
  const blind = ahead.findIndex(({length}) => length < days + farthest);
  if (blind >= 0)
    throw new Error(
      `features of returns: expected ${days + farthest} target days in column ${blind} of those known ahead, got ${ahead[blind].length}`
    );
}

const orNone = (value: number) => (Number.isNaN(value) ? 0 : value);
