import type {Outcomes} from "./outcomes.js";

/** The mean squared difference of probability and outcome (Brier, 1950); NaN where there is no pair. */
export function brier({happened, probability}: Outcomes): number {
  let sum = 0;
  for (let i = 0; i < happened.length; ++i) sum += (probability[i]! - happened[i]!) ** 2;
  return sum / happened.length;
}

/** The Brier score taken apart: score = reliability − resolution + uncertainty, but for what bins blur. */
export interface BrierParts {
  /** How far the forecasts of a bin are from what happened: 0 is best. */
  readonly reliability: number;
  /** How far what happened in the bins is from what happens on the whole: more is better. */
  readonly resolution: number;
  /** How uncertain the outcome is by itself. */
  readonly uncertainty: number;
}

/** A bin of a reliability diagram. */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean probability that was said. */
  readonly said: number;
  /** Share of cases in which it happened. */
  readonly happened: number;
}

/**
 * Bins of equal width over 0 … 1 (the last one closed), empty ones left out.
 * @param bins how many
 */
export function reliabilityBins({happened, probability}: Outcomes, bins = 10): ReliabilityBin[] {
  const place = probability.map((p) => Math.min(Math.floor(p * bins), bins - 1));
  const [count, said, seen] = [0, 1, 2].map(() => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
    Float64Array
  ];
  for (let i = 0; i < happened.length; ++i) {
    const b = place[i]!;
    count[b]! += 1;
    said[b]! += probability[i]!;
    seen[b]! += happened[i]!;
  }
  return Array.from(count, (n, b) => ({count: n, said: said[b]! / n, happened: seen[b]! / n})).filter(
    ({count}) => count > 0
  );
}

/**
 * Murphy's decomposition of the Brier score over some bins.
 * Source: Murphy (1973), A new vector partition of the probability score, Journal of Applied Meteorology 12.
 */
export function brierParts({happened}: Outcomes, bins: readonly ReliabilityBin[]): BrierParts {
  const n = happened.length;
  const rate = happened.reduce((sum, x) => sum + x, 0) / n;
  const mean = (of: (bin: ReliabilityBin) => number) =>
    bins.reduce((sum, bin) => sum + bin.count * of(bin), 0) / n;
  return {
    reliability: mean(({said, happened: share}) => (said - share) ** 2),
    resolution: mean(({happened: share}) => (share - rate) ** 2),
    uncertainty: rate * (1 - rate)
  };
}
