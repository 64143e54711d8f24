import {mulberry32, permutation} from "../random.js";
import {codesOf} from "./bins.js";
import type {BoostedModel} from "./boost.js";
import {scoresOfCodes} from "./boost-predict.js";
import type {ForestModel} from "./forest.js";
import {forestOfCodes} from "./forest-predict.js";
import {predicted} from "./losses.js";
import {type FeatureTable, rowsOf} from "./table.js";

/**
 * How much worse a model predicts these rows where one column's values are dealt out among them at random (Breiman 2001): the mean
 * rise of the loss, by column. Take rows that it did not learn from.
 * @param loss of the predictions of all rows; lower is better
 */
export function permutationImportance(
  model: ForestModel | BoostedModel,
  table: FeatureTable,
  loss: (predictions: Float64Array) => number,
  {seed, repeats = 1}: {readonly seed: number; readonly repeats?: number}
): Float64Array {
  const rows = rowsOf(table);
  const codes = codesOf(model.bins, table);
  const lossOf = () => loss(predictCodes(model, codes, rows));
  const before = lossOf();
  return Float64Array.from(model.bins, (_, column) => {
    const own = codes.slice(column * rows, (column + 1) * rows);
    let rise = 0;
    for (let repeat = 0; repeat < repeats; ++repeat) {
      const dealt = permutation(
        rows,
        mulberry32(Math.imul(repeat * model.bins.length + column + 1, 0x9e3779b1) ^ seed)
      );
      for (let row = 0; row < rows; ++row) codes[column * rows + row] = own[dealt[row]];
      rise += lossOf() - before;
    }
    codes.set(own, column * rows);
    return rise / repeats;
  });
}

function predictCodes(model: ForestModel | BoostedModel, codes: Uint8Array, rows: number): Float64Array {
  if (model.kind === "forest") return forestOfCodes(model, codes, rows);
  return scoresOfCodes(model, codes, rows).map((score) => predicted(model.loss, score));
}
