import {type BoostLoss, meanLoss} from "./losses.js";
import {leafOf, type Trees} from "./trees.js";

/** Rows and what the trees so far say of them. */
export interface Scored {
  /** Raw scores. */
  readonly scores: Float64Array;
  /** Adds a level to some rows. */
  readonly addLevel: (rows: Uint32Array, level: number) => void;
  /** Adds a tree to all rows but these. */
  readonly addTree: (tree: Trees, except?: Uint32Array) => void;
  /** Mean loss. */
  readonly loss: () => number;
}

/** Rows on which no tree has spoken yet: their raw score is the base. Sums are of levels, so they are exact. */
export function scored(
  {codes, target, weights}: {codes: Uint8Array; target: Float64Array; weights: Float64Array},
  loss: BoostLoss,
  base: number,
  step: number
): Scored {
  const rows = target.length;
  const sums = new Float64Array(rows);
  const scores = new Float64Array(rows).fill(base);
  return {
    scores,
    addLevel: (some, level) => {
      for (let i = 0; i < some.length; ++i) scores[some[i]] = base + step * (sums[some[i]] += level);
    },
    addTree: (tree, except) => {
      const done = new Uint8Array(rows);
      for (const row of except ?? []) done[row] = 1;
      for (let row = 0; row < rows; ++row)
        if (!done[row])
          scores[row] = base + step * (sums[row] += tree.level[leafOf(tree, 0, codes, rows, row)]);
    },
    loss: () => meanLoss(loss, target, weights, scores)
  };
}
