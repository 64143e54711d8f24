import type {Outcomes} from "./outcomes.js";

/** Probabilities are kept this far from 0 and 1, as scikit-learn does for numbers in double precision. */
const least = 2 ** -52;

/** The mean of −log of the probability that was given to what happened; NaN where there is no pair. */
export function logLoss({happened, probability}: Outcomes): number {
  let sum = 0;
  for (let i = 0; i < happened.length; ++i) {
    const p = Math.min(Math.max(probability[i]!, least), 1 - least);
    sum -= Math.log(happened[i] ? p : 1 - p);
  }
  return sum / happened.length;
}
