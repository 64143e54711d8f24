import {type Numbers, requireSameLength} from "../pairs.js";

/** What happened, 0 or 1, and how probable that had been said to be; only pairs in which both are known. */
export interface Outcomes {
  readonly happened: Uint8Array;
  readonly probability: Float64Array;
}

/**
 * The pairs of which outcome and probability are known.
 * @throws when the two differ in length, an outcome is neither 0 nor 1, or a probability lies outside 0 … 1.
 */
export function outcomesOf(actual: Numbers, forecast: Numbers): Outcomes {
  requireSameLength(actual, forecast);
  const happened = new Uint8Array(actual.length);
  const probability = new Float64Array(actual.length);
  let n = 0;
  for (let i = 0; i < actual.length; ++i) {
    const [a, f] = [actual[i]!, forecast[i]!];
    if (!Number.isFinite(a) || !Number.isFinite(f)) continue;
    if ((a !== 0 && a !== 1) || f < 0 || f > 1)
      throw new Error(
        `expected outcomes of 0 or 1 and probabilities from 0 to 1, got outcome ${a} with probability ${f} in row ${i}`
      );
    happened[n] = a;
    probability[n] = f;
    n += 1;
  }
  return {happened: happened.subarray(0, n), probability: probability.subarray(0, n)};
}
