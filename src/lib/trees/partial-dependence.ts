import {codeOf, codesOf} from "./bins.js";
import type {BoostedModel} from "./boost.js";
import type {ForestModel} from "./forest.js";
import {predicted} from "./losses.js";
import {type FeatureTable, rowsOf} from "./table.js";
import {addLevels, goesRight, leafOf, type Trees} from "./trees.js";

/** A column, and the values that it is set to; NaN sets it missing. */
export interface DependenceGrid {
  readonly column: number;
  readonly values: ArrayLike<number>;
}

/**
 * Partial dependence: the mean prediction over rows of which one column is set to each of some values and all others are left as they are.
 * Of boosted trees of the log loss it is a mean of probabilities, not of log-odds. To the last bit what `predictBoosted` or
 * `predictForest` of the changed tables have as their mean, but each tree is walked once for all values together, and not at all where
 * it never asks the column.
 * Source: Friedman (2001), Greedy function approximation: a gradient boosting machine, section 8.2.
 * @param table some rows, a few thousand at most: those that the model learned from, or new ones
 * @returns for each grid, one mean for each of its values
 * @throws where the table has another number of columns than the model, or a grid names a column that is not there
 */
export function partialDependence(
  model: ForestModel | BoostedModel,
  table: FeatureTable,
  grids: readonly DependenceGrid[]
): Float64Array[] {
  const {bins, trees} = model;
  const rows = rowsOf(table);
  const codes = codesOf(bins, table);
  const plain = new Float64Array(rows);
  addLevels(trees, codes, plain);
  const meanOf = (sums: Float64Array) =>
    sums.reduce((total, sum) => total + predictionOf(model, sum), 0) / rows;
  return grids.map(({column, values}) => {
    if (!(column in bins))
      throw new Error(`partial dependence: expected a column from 0 to ${bins.length - 1}, got ${column}`);
    const set = Uint8Array.from(values, (value) => codeOf(bins[column], value));
    const askers = treesAsking(trees, column);
    const means = new Float64Array(set.length);
    for (let from = 0; from < set.length; from += TOGETHER) {
      const some = set.subarray(from, from + TOGETHER);
      const sums = Array.from(some, () => plain.slice());
      for (const root of askers) walkRows(trees, root, {codes, rows}, column, some, sums);
      means.set(sums.map(meanOf), from);
    }
    return means;
  });
}

/** How many values go down a tree together: the bits of a number, less its sign. */
const TOGETHER = 31;

/** The prediction of a row whose leaves' levels add up to `sum`. */
function predictionOf(model: ForestModel | BoostedModel, sum: number): number {
  if (model.kind === "forest") return model.base + (model.step * sum) / model.trees.roots.length;
  return predicted(model.loss, model.base + model.step * sum);
}

/** The roots of the trees that ask a column somewhere. */
function treesAsking({roots, column}: Trees, asked: number): number[] {
  return [...roots].filter((root, tree) => {
    const at = column.indexOf(asked, root);
    return at >= 0 && at < (roots[tree + 1] ?? column.length);
  });
}

/** Takes the level at which each row ends in a tree off its sums, and adds those at which it would end with each of the codes. */
function walkRows(
  trees: Trees,
  root: number,
  {codes, rows}: {readonly codes: Uint8Array; readonly rows: number},
  asked: number,
  set: Uint8Array,
  sums: readonly Float64Array[]
): void {
  // Nodes still to be walked, and which of the codes come there, a bit for each.
  const nodes: number[] = [];
  const comers: number[] = [];
  for (let row = 0; row < rows; ++row) {
    const own = trees.level[leafOf(trees, root, codes, rows, row)];
    nodes.push(root);
    comers.push(2 ** set.length - 1);
    while (nodes.length) {
      let node = nodes.pop()!;
      const some = comers.pop()!;
      let apart = 0;
      for (let column = trees.column[node]; column >= 0 && !apart; column = trees.column[node]) {
        if (column !== asked)
          node += goesRight(trees, node, codes[column * rows + row]) ? trees.right[node] : 1;
        else {
          let rights = 0;
          for (let k = 0; k < set.length; ++k)
            if ((some >> k) & 1 && goesRight(trees, node, set[k])) rights |= 1 << k;
          if (rights === some) node += trees.right[node];
          else if (!rights) node += 1;
          else apart = rights;
        }
      }
      if (apart) {
        nodes.push(node + trees.right[node], node + 1);
        comers.push(apart, some & ~apart);
      } else if (trees.level[node] !== own)
        for (let k = 0; k < set.length; ++k) if ((some >> k) & 1) sums[k][row] += trees.level[node] - own;
    }
  }
}
