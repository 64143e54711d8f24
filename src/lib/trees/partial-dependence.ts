import {codeOf, codesOf} from "./bins.js";
import type {BoostedModel} from "./boost.js";
import type {ForestModel} from "./forest.js";
import {predicted} from "./losses.js";
import {type FeatureTable, rowsOf} from "./table.js";
import {addLevels, goesRight, type Trees} from "./trees.js";

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

/** How many values go down a tree together: the bits of a number, less its sign and the one of the row's own value. */
const TOGETHER = 30;

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

/** Moves the sums of each row from the leaf where it ends in a tree to those where it would end with each of the codes. */
function walkRows(
  trees: Trees,
  root: number,
  {codes, rows}: {readonly codes: Uint8Array; readonly rows: number},
  asked: number,
  set: Uint8Array,
  sums: readonly Float64Array[]
): void {
  const {column, right, level} = trees;
  const own = 1 << set.length;
  const all = 2 * own - 1;
  const rights = rightsOf(trees, root, asked, set);
  const ends = new Int32Array(set.length);
  // Nodes still to be walked, and which of the codes come there, a bit for each.
  const nodes: number[] = [];
  const comers: number[] = [];
  for (let row = 0; row < rows; ++row) {
    let [node, some, before] = [root, all, 0];
    for (;;) {
      for (let at = column[node]; at >= 0; at = column[node]) {
        const code = codes[at * rows + row];
        if (at !== asked) {
          node += goesRight(trees, node, code) ? right[node] : 1;
          continue;
        }
        const turning = some & (rights[node - root] | (goesRight(trees, node, code) ? own : 0));
        if (turning && turning !== some) {
          nodes.push(node + right[node]);
          comers.push(turning);
          some &= ~turning;
        }
        node += turning === some ? right[node] : 1;
      }
      // Where all come to one leaf, nothing moves.
      if (some === all) break;
      for (let k = 0; k < set.length; ++k) if ((some >> k) & 1) ends[k] = level[node];
      if (some & own) before = level[node];
      const next = nodes.pop();
      if (next === undefined) {
        for (let k = 0; k < set.length; ++k) sums[k][row] += ends[k] - before;
        break;
      }
      node = next;
      some = comers.pop()!;
    }
  }
}

/** For each node of a tree, from its root on: which of the codes go right there, a bit for each; 0 where another column is asked. */
function rightsOf(trees: Trees, root: number, asked: number, set: Uint8Array): Int32Array {
  // The last leaf of a tree is at the end of its right children.
  let last = root;
  while (trees.column[last] >= 0) last += trees.right[last];
  return Int32Array.from({length: last + 1 - root}, (_, i) =>
    trees.column[root + i] === asked
      ? set.reduce((bits, code, k) => bits | (goesRight(trees, root + i, code) ? 1 << k : 0), 0)
      : 0
  );
}
