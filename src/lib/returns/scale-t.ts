import {dot} from "../algebra/cholesky.js";
import {emptySorted, insert, remove} from "../conformal/sorted.js";
import {quantile} from "../distributions/quantile.js";
import {studentQuantile} from "../distributions/student.js";
import {
  checkScheme,
  emptyQuantiles,
  leadReturns,
  quantilesAt,
  type ReturnQuantiles,
  type ReturnScheme
} from "./rolled.js";
import {fitScale} from "./scale-fit.js";
import {checkFeatures, everyFeature, featureRow, type ReturnFeatures} from "./scaled-mean.js";

export interface ScaleTOptions {
  /** What the coefficients are drawn towards, and how strongly, known features first, then those ahead; penalties grow with √lead. */
  readonly towards: readonly number[];
  readonly penalties: readonly number[];
  readonly freedom: number;
  /** Days to learn from, and after how many of them one weighs half. */
  readonly window: number;
  readonly halfLife: number;
  /** Days between fits. */
  readonly every: number;
  /** Own errors that make the quantiles: the last ones, the fewest, and the share that they have beside Student's t. */
  readonly errors: {readonly window: number; readonly least: number; readonly share: number};
  /** First day that is an origin; the errors of the origins from here to the scheme's are the model's own. */
  readonly from: number;
}

/**
 * Returns that are a mean plus a scale times an error. The scale's logarithm is linear in the features, fitted directly for each lead every
 * so many days (see `fitScale`). The quantiles are the mean plus the scale times a mix of the empirical quantiles of the model's own last
 * errors and those of Student's t brought to the same distance between the levels .1 and .9.
 * @param mean of returns, `[day][lead]`: of every day from the first on
 * @throws where the scheme, features or options do not fit
 */
export function scaleTQuantiles(
  logPrices: Float64Array,
  mean: Float64Array,
  features: ReturnFeatures,
  scheme: ReturnScheme,
  options: ScaleTOptions
): ReturnQuantiles {
  const days = logPrices.length;
  const {origins, leads, levels} = scheme;
  const {freedom, window, halfLife, every, from, errors: own} = options;
  checkScheme(scheme, days);
  checkFeatures(features, days, leads[leads.length - 1]);
  const set = everyFeature(features);
  const width = set.known.length + set.ahead.length + 1;
  if (options.towards.length !== width - 1 || options.penalties.length !== width - 1)
    throw new Error(
      `scale-t: expected ${width - 1} priors and penalties, one a feature, got ${options.towards.length} and ${options.penalties.length}`
    );
  const student = levels.map((level) => studentQuantile(level, freedom));
  const studentWidth = 2 * studentQuantile(0.9, freedom);
  const out = emptyQuantiles(scheme);
  const last = origins.length ? origins[origins.length - 1] : -1;
  const rows = new Float64Array(days * width);
  for (const [l, lead] of leads.entries()) {
    for (let day = 0; day < days; ++day) {
      rows[day * width] = 1;
      featureRow(features, set, day, lead, rows.subarray(day * width + 1, (day + 1) * width));
    }
    const errors = leadReturns(logPrices, lead).map((r, day) => r - mean[day * leads.length + l]);
    const prior = {
      towards: Float64Array.of(0, ...options.towards),
      penalties: Float64Array.of(0, ...options.penalties.map((p) => p * Math.sqrt(lead))),
      freedom
    };
    let coefficients: Float64Array = prior.towards.slice();
    coefficients[0] = 0.5 * Math.log(lead);
    const scales = new Float64Array(days);
    const pool = emptySorted(own.window + 1);
    let place = 0;
    for (let day = from; day <= last; ++day) {
      if ((day - from) % every === 0) {
        const [first, end] = [Math.max(0, day - lead - window + 1), day - lead + 1];
        const learned = {
          features: rows.subarray(first * width, end * width),
          errors: errors.subarray(first, end),
          weights: Float64Array.from(
            {length: end - first},
            (_, i) => 0.5 ** ((end - first - 1 - i) / halfLife)
          )
        };
        coefficients = fitScale(learned, prior, coefficients);
      }
      scales[day] = Math.exp(dot(coefficients, rows, width, day * width));
      const known = day - lead;
      if (known >= from && Number.isFinite(errors[known])) insert(pool, errors[known] / scales[known]);
      const gone = known - own.window;
      if (gone >= from && Number.isFinite(errors[gone])) remove(pool, errors[gone] / scales[gone]);
      if (day !== origins[place]) continue;
      if (pool.size >= own.least) {
        const past = pool.values.subarray(0, pool.size);
        const factor = (quantile(past, 0.9) - quantile(past, 0.1)) / studentWidth;
        const quantiles = quantilesAt(scheme, out, place, l);
        for (let k = 0; k < levels.length; ++k) {
          const z = own.share * quantile(past, levels[k]) + (1 - own.share) * factor * student[k];
          quantiles[k] = mean[day * leads.length + l] + scales[day] * z;
        }
      }
      ++place;
    }
  }
  return out;
}
