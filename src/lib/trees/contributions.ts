import {codesOf} from "./bins.js";
import type {BoostedModel} from "./boost.js";
import type {ForestModel} from "./forest.js";
import type {FeatureTable} from "./table.js";
import {leafOf, type Trees} from "./trees.js";

/** How one prediction comes about, in the unit of the prediction; in log-odds for boosted trees of the log loss. */
export interface Contributions {
  /** What the model says before it has asked anything. */
  readonly start: number;
  /** What each column adds: start and all of these make the score. */
  readonly columns: Float64Array;
  /** The prediction, or the log-odds. */
  readonly score: number;
}

/**
 * What each column contributes to the prediction of one row: at each node of its paths, the value of the child less that of the
 * node goes to the column that was asked. Contributions of two rows may be subtracted: they add up to the difference.
 * Source: Saabas, http://blog.datadive.net/interpreting-random-forests/
 * @throws where the table has another number of columns than the model
 */
export function contributionsOf(
  {kind, bins, trees, base, step}: ForestModel | BoostedModel,
  {columns, categorical}: FeatureTable,
  row: number
): Contributions {
  const one = {columns: columns.map((column) => column.subarray(row, row + 1)), categorical};
  const codes = codesOf(bins, one);
  const levels = new Float64Array(bins.length);
  let [start, sum] = [0, 0];
  for (const root of trees.roots) {
    start += trees.level[root];
    sum += followPath(trees, root, codes, levels);
  }
  const unit = kind === "forest" ? step / trees.roots.length : step;
  return {start: base + unit * start, columns: levels.map((level) => unit * level), score: base + unit * sum};
}

/** Adds what each node of a path changes to its column, and returns the level of the leaf. */
function followPath(trees: Trees, root: number, codes: Uint8Array, levels: Float64Array): number {
  const leaf = leafOf(trees, root, codes, 1, 0);
  // In preorder the leaf lies in the right subtree where it is not before the right child.
  for (let node = root; node !== leaf; ) {
    const right = node + trees.right[node];
    const child = leaf >= right ? right : node + 1;
    levels[trees.column[node]] += trees.level[child] - trees.level[node];
    node = child;
  }
  return trees.level[leaf];
}
