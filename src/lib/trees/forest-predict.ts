import {codesOf} from "./bins.js";
import type {ForestModel} from "./forest.js";
import {type FeatureTable, rowsOf} from "./table.js";
import {addLevels} from "./trees.js";

/**
 * What a forest predicts of each row: a probability, or a mean. Levels are whole numbers, so that every engine comes to the same
 * bits.
 * @throws where the table has another number of columns than the one it learned from
 */
export function predictForest(model: ForestModel, table: FeatureTable): Float64Array {
  return forestOfCodes(model, codesOf(model.bins, table), rowsOf(table));
}

/** The predictions of rows whose codes are known. */
export function forestOfCodes(
  {trees, base, step}: ForestModel,
  codes: Uint8Array,
  rows: number
): Float64Array {
  const sums = new Float64Array(rows);
  addLevels(trees, codes, sums);
  return sums.map((sum) => base + (step * sum) / trees.roots.length);
}
