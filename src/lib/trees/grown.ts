import type {GrownNode} from "./grow.js";
import {categoryRule, numericRule, packSet, type TreesWriter} from "./trees.js";

/** How much trees make of each column. */
export interface Importance {
  /** Sum of the gains of its splits. */
  readonly gain: Float64Array;
  /** Number of its splits. */
  readonly splits: Uint32Array;
}

/**
 * Writes a grown tree. The level of an inner node is the mean of the leaves below it, by their rows.
 * @returns its leaves with their levels, and its importance by column
 */
export function writeGrown(
  writer: TreesWriter,
  root: GrownNode,
  columns: number,
  levelOf: (leaf: GrownNode) => number
): {leaves: Map<GrownNode, number>; importance: Importance} {
  const leaves = new Map<GrownNode, number>();
  const importance = {gain: new Float64Array(columns), splits: new Uint32Array(columns)};
  const sums = new Map<GrownNode, number>();
  const sumOf = (node: GrownNode): number => {
    if (node.children) return kept(sums, node, sumOf(node.children[0]) + sumOf(node.children[1]));
    const level = levelOf(node);
    if (Math.abs(level) > 2 ** 31 - 1 || Number.isNaN(level))
      throw new Error(
        `Trees: a leaf of ${node.to - node.from} rows has a value of ${level} steps, more than 32 bits hold; raise leastHessian or l2`
      );
    return kept(sums, node, kept(leaves, node, level) * (node.to - node.from));
  };
  const write = (node: GrownNode) => {
    const {children, split} = node;
    if (!children || !split) return void writer.add(-1, 0, leaves.get(node)!);
    importance.gain[split.column] += split.gain;
    ++importance.splits[split.column];
    const {left, code, missingLeft} = split;
    const rule = left ? categoryRule(writer.addSet(packSet(left))) : numericRule(code, missingLeft);
    const number = writer.add(split.column, rule, Math.round(sums.get(node)! / (node.to - node.from)));
    write(children[0]);
    writer.turn(number);
    write(children[1]);
  };
  sumOf(root);
  writer.begin();
  write(root);
  return {leaves, importance};
}

/** The importance of several trees together. */
export function addImportances(trees: readonly Importance[], columns: number): Importance {
  const all = {gain: new Float64Array(columns), splits: new Uint32Array(columns)};
  for (const {gain, splits} of trees)
    for (let column = 0; column < columns; ++column) {
      all.gain[column] += gain[column];
      all.splits[column] += splits[column];
    }
  return all;
}

function kept(map: Map<GrownNode, number>, node: GrownNode, value: number): number {
  map.set(node, value);
  return value;
}
