import {emptySorted, insert, remove} from "../conformal/sorted.js";
import {quantile} from "../distributions/quantile.js";
import {firstOrigin, type Naive, naiveLabel, naivePoint} from "./points.js";

/** How a naive forecast is given a distribution. */
export interface NaiveFanOptions {
  /** Steps ahead: 1 … horizon. */
  readonly horizon: number;
  /** Shares of the quantiles, each above 0 and below 1. */
  readonly levels: readonly number[];
  /** How many of the last days' errors count; default 1,000. */
  readonly window?: number;
  /** First and last origin, places in the record; the last place unless given. */
  readonly from?: number;
  readonly to?: number;
}

/** Naive forecasts from several origins, in the unit of the values. */
export interface NaiveFan {
  /** `[origin][ahead − 1]` */
  readonly point: Float64Array;
  /** `[origin][ahead − 1][level]` */
  readonly quantiles: Float64Array;
}

/** The fewest errors that make a distribution. */
const FEWEST = 20;

/**
 * Naive forecasts with the quantiles of their own log errors at the same distance: those of the last `window` days whose value was known at the
 * origin. The forecast is the value × the exponential of an error's quantile (Hyndman and Fan's type 7). The drift is a mean growth.
 * @param values one a day, above 0, without gaps
 * @throws where a value is missing or not above 0, an option is no number that it may be, the season is longer than the record, or an origin has fewer than 20 errors
 */
export function naiveFan(values: Float64Array, naive: Naive, options: NaiveFanOptions): NaiveFan {
  const {horizon, levels, window = 1000, from = values.length - 1, to = values.length - 1} = options;
  check(values, naive, {horizon, levels, window, from, to});
  const logs = values.map(Math.log);
  const origins = to - from + 1;
  const point = new Float64Array(origins * horizon);
  const quantiles = new Float64Array(origins * horizon * levels.length);
  const first = firstOrigin(naive);
  for (let ahead = 1; ahead <= horizon; ++ahead) {
    // The error whose value came on a day.
    const error = (day: number) => logs[day] - naivePoint(logs, naive, day - ahead, ahead);
    const earliest = first + ahead;
    const known = emptySorted(window + 1);
    for (let day = Math.max(earliest, from - window + 1); day <= to; ++day) {
      insert(known, error(day));
      if (day - window >= Math.max(earliest, from - window + 1)) remove(known, error(day - window));
      if (day < from) continue;
      const at = (day - from) * horizon + ahead - 1;
      const centre = naivePoint(logs, naive, day, ahead);
      const errors = known.values.subarray(0, known.size);
      point[at] = Math.exp(centre);
      for (const [k, level] of levels.entries())
        quantiles[at * levels.length + k] = Math.exp(centre + quantile(errors, level));
    }
  }
  return {point, quantiles};
}

function check(values: Float64Array, naive: Naive, options: Required<NaiveFanOptions>): void {
  const {horizon, levels, window, from, to} = options;
  const what = naiveLabel(naive);
  const whole = (name: string, value: number, least: number) => {
    if (!(Number.isInteger(value) && value >= least))
      throw new Error(`${what}: expected a whole number from ${least} for the ${name}, got ${value}`);
  };
  whole("horizon", horizon, 1);
  whole("window", window, FEWEST);
  if (naive.kind === "seasonal") {
    whole("season", naive.season, 1);
    if (naive.season > values.length)
      throw new Error(`${what}: expected a season within the record, got ${values.length} values`);
  }
  const level = levels.find((share) => !(share > 0 && share < 1));
  if (level !== undefined) throw new Error(`${what}: expected levels between 0 and 1, got ${level}`);
  const bad = values.findIndex((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
  if (bad >= 0)
    throw new Error(
      `${what}: expected values above 0 without gaps, got ${values[bad]} at step ${bad}; fill it, or begin after it`
    );
  const earliest = firstOrigin(naive) + horizon + FEWEST - 1;
  if (
    !(Number.isInteger(from) && Number.isInteger(to) && from >= earliest && from <= to && to < values.length)
  )
    throw new Error(
      `${what}: expected origins from ${earliest} (${FEWEST} errors ${horizon} steps ahead) to ${values.length - 1}, got ${from} to ${to}`
    );
}
