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

/** The raw scores of each row: the same, but log-odds where a probability is predicted. */
export function scoreBoosted({bins, trees, base, step}: BoostedModel, table: FeatureTable): Float64Array {
  const sums = new Float64Array(rowsOf(table));
  addLevels(trees, codesOf(bins, table), sums);
  return sums.map((sum) => base + step * sum);
}
