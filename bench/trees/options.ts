import type {BoostOptions} from "../../src/lib/trees/boost-options.js";
import type {ForestOptions} from "../../src/lib/trees/forest-options.js";

/** The forest that all train: 100 trees of depth 16, at least 5 rows a leaf, four of the 22 columns for each split. */
export const forestOptions = {
  ...{goal: "probability", trees: 100, depth: 16, leastRows: 5, features: 4, seed: 1}
} as const satisfies ForestOptions;

/** The boosted trees that all train: 400 trees of 31 leaves for the log loss. */
export const boostOptions = {
  ...{loss: "logistic", trees: 400, leaves: 31, rate: 0.1, seed: 1}
} as const satisfies BoostOptions;
