import {codesOf} from "./bins.js";
import type {BoostedModel} from "./boost.js";
import {predicted} from "./losses.js";
import {type FeatureTable, rowsOf} from "./table.js";
import {addLevels} from "./trees.js";

/**
 * What boosted trees predict of each row: a number, a quantile, or a probability.
 * @throws where the table has another number of columns than the one they learned from
 */
export function predictBoosted(model: BoostedModel, table: FeatureTable): Float64Array {
  return scoreBoosted(model, table).map((score) => predicted(model.loss, score));
}

/** The raw scores of each row: the same, but log-odds where a probability is predicted. Throws as `predictBoosted` does. */
export function scoreBoosted(model: BoostedModel, table: FeatureTable): Float64Array {
  return scoresOfCodes(model, codesOf(model.bins, table), rowsOf(table));
}

/** The raw scores of rows whose codes are known. */
export function scoresOfCodes(
  {trees, base, step}: BoostedModel,
  codes: Uint8Array,
  rows: number
): Float64Array {
  const sums = new Float64Array(rows);
  addLevels(trees, codes, sums);
  return sums.map((sum) => base + step * sum);
}
