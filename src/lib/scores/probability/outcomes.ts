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
  const known = Array.from(actual, (_, i) => i).filter(
    (i) => Number.isFinite(actual[i]!) && Number.isFinite(forecast[i]!)
  );
  const odd = known.find((i) => (actual[i] !== 0 && actual[i] !== 1) || forecast[i]! < 0 || forecast[i]! > 1);
  if (odd !== undefined)
    throw new Error(
      `expected outcomes of 0 or 1 and probabilities from 0 to 1, got outcome ${actual[odd]} with probability ${forecast[odd]} in row ${odd}`
    );
  return {
    happened: Uint8Array.from(known, (i) => actual[i]!),
    probability: Float64Array.from(known, (i) => forecast[i]!)
  };
}
