import type {Scheme, Truth} from "../../src/lib/rolled.js";

/**
 * The scale of MASE: mean |x[t] − x[t − season]| over all series and the times before the first scored
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
  let sum = 0;
  let n = 0;
  for (let s = 0; s < series.length; ++s) {
    const known = new Map<number, number>();
    for (let o = 0; o < scoredFrom; ++o) {
      for (let lead = 0; lead < leads; ++lead) {
        const time = times[o * leads + lead]!;
        const value = truth.actual[(o * series.length + s) * leads + lead]!;
        if (time < origins[scoredFrom]! && Number.isFinite(value)) known.set(time, value);
      }
    }
    for (const [time, value] of known) {
      const before = known.get(time - season * step);
      if (before === undefined) continue;
      sum += Math.abs(value - before);
      ++n;
    }
  }
  return n === 0 ? Number.NaN : sum / n;
}
