import {pooledSeries, type Scheme, type Truth} from "../../src/lib/rolled.js";
import {seasonalScale} from "../../src/lib/scores/point/mase.js";

/**
 * The scale of MASE: mean |x[t] − x[t − season]| over all series that are scored together and the times before the first scored
 * origin, in the study's unit; NaN where no such pair is known.
 * @param season steps in one season
 */
export function naiveScale(
  scheme: Scheme,
  truth: Pick<Truth, "actual">,
  scoredFrom: number,
  season: number
): number {
  const {times, leads, series, origins} = scheme;
  const step = times[1]! - times[0]!;
  const end = origins[scoredFrom]!;
  const first = times[0]!;
  const steps = Math.max(0, Math.ceil((end - first) / step));
  const pooled = pooledSeries(scheme);
  // One series after the other, with a season of unknown values between, so that no pair spans two of them.
  const sample = new Float64Array(pooled * (steps + season)).fill(Number.NaN);
  for (let s = 0; s < pooled; ++s) {
    for (let o = 0; o < scoredFrom; ++o) {
      for (let lead = 0; lead < leads; ++lead) {
        const time = times[o * leads + lead]!;
        const value = truth.actual[(o * series.length + s) * leads + lead]!;
        if (time < end && Number.isFinite(value))
          sample[s * (steps + season) + Math.round((time - first) / step)] = value;
      }
    }
  }
  return seasonalScale(sample, season);
}
