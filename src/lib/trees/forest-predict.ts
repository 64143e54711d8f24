import {codesOf} from "./bins.js";
import type {ForestModel} from "./forest.js";
import {type FeatureTable, rowsOf} from "./table.js";
import {addLevels} from "./trees.js";

/**
 * What a forest predicts of each row: a probability, or a mean. Levels are whole numbers, so that every engine comes to the same
 * bits.
 * @throws where the table has another number of columns than the one it learned from
 */
export function predictForest({bins, trees, base, step}: ForestModel, table: FeatureTable): Float64Array {
  const sums = new Float64Array(rowsOf(table));
  addLevels(trees, codesOf(bins, table), sums);
  return sums.map((sum) => base + (step * sum) / trees.roots.length);
}
