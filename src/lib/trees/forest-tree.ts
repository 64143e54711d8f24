import type {Random} from "../random.js";
import {type Arena, HISTOGRAM_BYTES} from "./arena.js";
import {type ColumnBins, codesIn} from "./bins.js";
import type {Importance} from "./grown.js";
import {leftCodes, noSplit, type Split, type SplitRules, splitCategories, splitNumber} from "./split.js";
import {categoryRule, numericRule, packSet, type TreesWriter} from "./trees.js";

/** What the trees of a forest have in common. */
export interface ForestGrowth {
  readonly arena: Arena;
  readonly bins: readonly ColumnBins[];
  readonly writer: TreesWriter;
  readonly rules: SplitRules;
  readonly features: number;
  readonly depth: number;
  /** The unit of the levels. */
  readonly step: number;
  /** Whether targets are 0 and 1 around a base of 0, so that a node's purity shows in its sums. */
  readonly binary: boolean;
}

/** Columns whose histograms are summed in one pass over the rows. */
const FOUR = 4;

/**
 * Grows one tree of a forest on the first rows of the arena, whose pairs hold −weight × (target − base) and the weight, and
 * writes it. Each node draws columns until it has seen `features` of them, and goes on where none of these can be split.
 */
export function growForestTree(growth: ForestGrowth, rows: number, random: Random): Importance {
  const {arena, bins, writer, rules, features, depth, step, binary} = growth;
  const {kernels, at, numbers} = arena;
  const {unit, leastRows} = rules;
  const total = arena.rows.length;
  const columns = Uint32Array.from(bins.keys());
  const codes = Array.from(bins, codesIn);
  const importance = {gain: new Float64Array(bins.length), splits: new Uint32Array(bins.length)};
  const codesAt = (column: number) => at.codes + total * column;

  /** Moves `count` columns drawn from those from `start` on to the front of them. */
  const draw = (start: number, count: number) => {
    for (let i = start; i < start + count; ++i) {
      const j = i + Math.floor(random() * (columns.length - i));
      const column = columns[i];
      columns[i] = columns[j];
      columns[j] = column;
    }
  };
  const search = (from: number, to: number, gradient: number, packed: number): Split => {
    const node = {gradient, packed, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY};
    const best = noSplit();
    for (let seen = 0; seen < columns.length && (seen < features || best.gain === 0); ) {
      const count = Math.min(seen < features ? features - seen : features, FOUR, columns.length - seen);
      draw(seen, count);
      const place = (i: number) => codesAt(columns[seen + Math.min(i, count - 1)]);
      numbers.fill(0, at.histograms / 8, (at.histograms + FOUR * HISTOGRAM_BYTES) / 8);
      kernels.addFour(
        at.rows + 4 * from,
        to - from,
        at.pairs,
        place(0),
        place(1),
        place(2),
        place(3),
        at.histograms
      );
      for (let i = 0; i < count; ++i) {
        const column = columns[seen + i];
        const split = bins[column].categorical ? splitCategories : splitNumber;
        split(arena, at.histograms + i * HISTOGRAM_BYTES, codes[column], column, node, rules, best);
      }
      seen += count;
    }
    return best;
  };
  const grow = (from: number, to: number, deep: number, gradient: number, packed: number) => {
    const hessian = packed - Math.floor(packed / unit) * unit;
    const level = Math.round(-gradient / hessian / step);
    const pure = binary && (gradient === 0 || gradient + hessian === 0);
    const split =
      pure || deep >= depth || to - from < 2 * leastRows ? noSplit() : search(from, to, gradient, packed);
    if (split.gain === 0) return void writer.add(-1, 0, level);
    const {column, left, code, missingLeft} = split;
    importance.gain[column] += split.gain;
    ++importance.splits[column];
    leftCodes(split, arena.left);
    const n = kernels.partition(at.rows + 4 * from, to - from, codesAt(column), 0, at.left, at.spare);
    const node = writer.add(
      column,
      left ? categoryRule(writer.addSet(packSet(left))) : numericRule(code, missingLeft),
      level
    );
    grow(from, from + n, deep + 1, split.gradient, split.packed);
    writer.turn(node);
    grow(from + n, to, deep + 1, gradient - split.gradient, packed - split.packed);
  };
  let [gradient, packed] = [0, 0];
  for (let i = 0; i < rows; ++i) {
    gradient += arena.pairs[2 * arena.rows[i]];
    packed += arena.pairs[2 * arena.rows[i] + 1];
  }
  writer.begin();
  grow(0, rows, 0, gradient, packed);
  return importance;
}
