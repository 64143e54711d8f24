import type {Bands, Scheme, Truth} from "../rolled.js";
import {blockLength} from "../rolled.js";
import {conformalQuantile, emptySorted, insert, remove, type Sorted} from "./sorted.js";

export interface ConformalOptions {
  /**
   * Group of each forecast, `[origin][lead]`, from 0: its local hour for an hourly study, so that the change
   * of hour does not blur the groups. Default: the place within the lead block.
   */
  readonly slots?: Int16Array;
  /** Groups on either side that lend their errors; groups do not wrap around. Default 1. */
  readonly neighbours?: number;
  /** Number of origins whose errors count, the last ones known. Default 180. */
  readonly window?: number;
  /**
   * What is alike between forecasts: |log(actual / forecast)|, |actual − forecast| / |forecast|, or |actual −
   * forecast|. Default log.
   */
  readonly error?: "log" | "relative" | "absolute";
  /**
   * Step size γ of the adaptive level, 0 for plain split conformal. Default 0.03: on French load 0.01 … 0.05
   * hold the coverage alike.
   */
  readonly rate?: number;
  /** Fewest errors for an interval; below that the bounds are NaN. Default 60. */
  readonly least?: number;
  /**
   * How long after the start of an interval its truth counts as known, in ms. Default: known at the first
   * origin after its start.
   */
  readonly lag?: number;
}

const nominal = [0.2, 0.05] as const;

/**
 * 80 % and 95 % prediction intervals around `values` (`[origin][series][lead]`), by split conformal
 * prediction with an adaptive level. At each origin an interval reaches as far as the quantile of the sizes
 * of the errors of the last `window` origins, in the same lead block and the same or a neighbouring slot. The
 * miss rate that the quantile is taken at, one for each series, lead block and band, moves against the misses
 * of the intervals that were issued: α ← α + γ (nominal − share missed), so that the coverage holds when the
 * errors grow or shrink. It may pass 0: the largest error then stands until the debt of misses is paid back.
 * The 95 % interval always contains the 80 % one.
 *
 * Honest at every origin: a forecast's error is learned at the first origin at which its whole lead block is
 * known (a target seven days ahead seven days later), so nothing of `truth` from an origin on touches the
 * intervals issued there.
 *
 * Sources: Vovk, Gammerman & Shafer 2005 (split conformal); Gibbs & Candès 2021, "Adaptive conformal
 * inference under distribution shift".
 * @throws when a length disagrees with the scheme, or when a forecast or a truth is not above 0 and the error
 * is "log".
 */
export function conformalBands(
  scheme: Scheme,
  values: Float64Array,
  truth: Pick<Truth, "actual">,
  options: ConformalOptions = {}
): Bands {
  const {window = 180, error = "log", rate = 0.03, least = 60, lag = 0, neighbours = 1} = options;
  const {origins, leads, block, times, series} = scheme;
  const n = blockLength(scheme);
  const slots = options.slots ?? placesInBlock(scheme);
  if (values.length !== n || truth.actual.length !== n || slots.length !== origins.length * leads) {
    throw new Error(
      `a scheme of ${origins.length} origins × ${series.length} series × ${leads} leads expects ${n} values and truths and ` +
        `${origins.length * leads} slots, got ${values.length}, ${truth.actual.length} and ${slots.length}`
    );
  }
  const sizes = errorSizes(values, truth.actual, error);
  const bands: Bands = {lo80: missing(n), hi80: missing(n), lo95: missing(n), hi95: missing(n)};
  const blocks = Math.ceil(leads / block);
  const slotCount = slots.reduce((most, s) => Math.max(most, s), 0) + 1;
  const busiest = busiestSlot(scheme, slots, slotCount);
  const capacity = (window + 1) * busiest * (2 * neighbours + 1);

  for (let s = 0; s < series.length; ++s) {
    for (let b = 0; b < blocks; ++b) {
      const first = b * block;
      const end = Math.min(leads, first + block);
      const pools: Sorted[] = Array.from({length: slotCount}, () => emptySorted(capacity));
      const miss: [number, number] = [nominal[0], nominal[1]];
      let learned = 0;

      const each = (origin: number, visit: (size: number, pool: Sorted) => void) => {
        for (let lead = first; lead < end; ++lead) {
          const size = sizes[(origin * series.length + s) * leads + lead]!;
          if (Number.isNaN(size)) continue;
          const slot = slots[origin * leads + lead]!;
          for (let k = Math.max(0, slot - neighbours); k <= Math.min(slotCount - 1, slot + neighbours); ++k)
            visit(size, pools[k]!);
        }
      };

      const learn = (origin: number) => {
        each(origin, (size, pool) => insert(pool, size));
        if (origin >= window) each(origin - window, (size, pool) => remove(pool, size));
        const row = (origin * series.length + s) * leads;
        const shares = [
          shareMissed(truth.actual, bands.lo80, bands.hi80, row + first, row + end),
          shareMissed(truth.actual, bands.lo95, bands.hi95, row + first, row + end)
        ];
        for (const i of [0, 1] as const) {
          if (!Number.isNaN(shares[i]!)) miss[i] += rate * (nominal[i] - shares[i]!);
        }
      };

      for (let o = 0; o < origins.length; ++o) {
        while (times[learned * leads + end - 1]! + lag < origins[o]!) learn(learned++);
        for (let lead = first; lead < end; ++lead) {
          const row = (o * series.length + s) * leads + lead;
          const value = values[row]!;
          const pool = pools[slots[o * leads + lead]!]!;
          if (pool.size < least || Number.isNaN(value)) continue;
          const inner = conformalQuantile(pool, 1 - miss[0]);
          const outer = Math.max(inner, conformalQuantile(pool, 1 - miss[1]));
          bands.lo80[row] = shift(value, -inner, error);
          bands.hi80[row] = shift(value, inner, error);
          bands.lo95[row] = shift(value, -outer, error);
          bands.hi95[row] = shift(value, outer, error);
        }
      }
    }
  }
  return bands;
}

function missing(n: number): Float64Array {
  return new Float64Array(n).fill(Number.NaN);
}

function placesInBlock({origins, leads, block}: Scheme): Int16Array {
  return Int16Array.from({length: origins.length * leads}, (_, i) => (i % leads) % block);
}

/**
 * How often the most frequent slot occurs in one lead block of one origin: 1, or 2 on the day with 25 hours.
 */
function busiestSlot({origins, leads, block}: Scheme, slots: Int16Array, slotCount: number): number {
  const counts = new Int32Array(slotCount);
  let most = 1;
  for (let o = 0; o < origins.length; ++o) {
    for (let lead = 0; lead < leads; ++lead) {
      if (lead % block === 0) counts.fill(0);
      most = Math.max(most, ++counts[slots[o * leads + lead]!]!);
    }
  }
  return most;
}

function errorSizes(
  values: Float64Array,
  actual: Float64Array,
  error: "log" | "relative" | "absolute"
): Float64Array {
  return values.map((value, i) => {
    const a = actual[i]!;
    if (!Number.isFinite(value) || !Number.isFinite(a)) return Number.NaN;
    if (error === "absolute") return Math.abs(a - value);
    if (error === "relative") return Math.abs((a - value) / value);
    if (value <= 0 || a <= 0) {
      throw new Error(
        `intervals of log errors need values above 0, got forecast ${value} and truth ${a} in row ${i}: use absolute errors`
      );
    }
    return Math.abs(Math.log(a / value));
  });
}

function shift(value: number, by: number, error: "log" | "relative" | "absolute"): number {
  if (error === "absolute") return value + by;
  return error === "relative" ? value + Math.abs(value) * by : value * Math.exp(by);
}

function shareMissed(
  actual: Float64Array,
  low: Float64Array,
  high: Float64Array,
  from: number,
  to: number
): number {
  let missed = 0;
  let n = 0;
  for (let i = from; i < to; ++i) {
    if (Number.isNaN(actual[i]!) || Number.isNaN(low[i]!)) continue;
    ++n;
    if (actual[i]! < low[i]! || actual[i]! > high[i]!) ++missed;
  }
  return n === 0 ? Number.NaN : missed / n;
}
