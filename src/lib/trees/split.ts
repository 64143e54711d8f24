import type {Arena} from "./arena.js";
import {CODES} from "./kernels.js";

/** What a split must leave on either side, and how it is judged. */
export interface SplitRules {
  /** Fewest rows of a child. */
  readonly leastRows: number;
  /** Least sum of second derivatives (or of weights) of a child. */
  readonly leastHessian: number;
  /** Added to the second derivatives of a child: pulls its value towards 0. */
  readonly l2: number;
  /** The same for a split of categories, in addition. */
  readonly categoryL2: number;
  /** Added to a category's second derivatives when categories are put in order. */
  readonly categorySmoothing: number;
  /** What one row adds to the second number of a pair; see pairs.ts. */
  readonly unit: number;
}

/** The sums over a node's rows. Its value, and those of all nodes below it, stay within `low` and `high`. */
export interface NodeSums {
  readonly gradient: number;
  /** Second derivatives, and the count above them. */
  readonly packed: number;
  readonly low: number;
  readonly high: number;
}

/** The best split found so far. */
export interface Split {
  /** What it takes off the loss, twice; 0 where there is none. */
  gain: number;
  column: number;
  /** Codes up to this one go left; −1 for a split of categories. */
  code: number;
  missingLeft: boolean;
  /** Of a split of categories: 1 for each code that goes left. */
  left?: Uint8Array;
  gradient: number;
  packed: number;
}

/** No split yet. */
export function noSplit(): Split {
  return {gain: 0, column: -1, code: -1, missingLeft: false, gradient: 0, packed: 0};
}

/** The value that lowers the loss most, within bounds: −g / (h + l2). */
export function bestValue(gradient: number, hessian: number, l2: number, low: number, high: number): number {
  const value = hessian + l2 > 0 ? -gradient / (hessian + l2) : 0;
  return Math.min(Math.max(value, low), high);
}

/** Twice what a node of this value takes off the loss. */
function score(gradient: number, hessian: number, l2: number, value: number): number {
  return -(2 * gradient * value + (hessian + l2) * value * value);
}

/**
 * Puts the best split of a numeric column into `best` where it gains more. Missing values go to the side that gains more;
 * where the node has none, to the child with more rows.
 * @param histogram where the column's histogram starts, an address in the arena; it has `codes` codes
 * @param monotone 1: the value may not fall with the number, −1: may not rise, 0: free
 */
export function splitNumber(
  arena: Arena,
  histogram: number,
  codes: number,
  column: number,
  node: NodeSums,
  rules: SplitRules,
  best: Split,
  monotone = 0
): void {
  const {kernels, numbers, found, at} = arena;
  const {leastRows, leastHessian, l2, unit} = rules;
  const {gradient, packed, low, high} = node;
  const bound = monotone !== 0 || low !== Number.NEGATIVE_INFINITY || high !== Number.POSITIVE_INFINITY;
  const before = scoreBefore(node, rules);
  const top = best.gain + before;
  const code = bound
    ? scanBound(arena, histogram, codes, node, rules, top, monotone)
    : kernels.scan(histogram, codes, gradient, packed, unit, leastRows, leastHessian, l2, top, at.found);
  if (code < 0 || !real(found[0], before)) return;
  const sums = histogram / 8;
  best.gain = found[0] - before;
  best.column = column;
  best.left = undefined;
  best.code = middle(numbers, sums, codes, code & 255);
  best.missingLeft = numbers[sums + 1] > 0 ? code >= 256 : 2 * found[2] >= packed;
  best.gradient = found[1];
  best.packed = found[2];
}

/** What the kernel `scan` does, for nodes whose value has bounds or whose split must be monotone. */
function scanBound(
  {numbers, found}: Arena,
  histogram: number,
  codes: number,
  {gradient, packed, low, high}: NodeSums,
  {leastRows, leastHessian, l2, unit}: SplitRules,
  atLeast: number,
  monotone: number
): number {
  const at = histogram / 8;
  const rows = Math.floor(packed / unit);
  const hessian = packed - rows * unit;
  const missing = numbers[at + 1] > 0;
  let [top, where, topG, topP] = [atLeast, -1, 0, 0];
  for (let side = missing ? 1 : 0; side >= 0; --side) {
    let [g, p] = side ? [numbers[at], numbers[at + 1]] : [0, 0];
    const end = missing && !side ? codes : codes - 1;
    for (let code = 1; code < end; ++code) {
      if (numbers[at + 2 * code + 1] === 0) continue;
      g += numbers[at + 2 * code];
      p += numbers[at + 2 * code + 1];
      const leftRows = Math.floor(p / unit);
      if (leftRows < leastRows) continue;
      if (rows - leftRows < leastRows) break;
      const h = p - leftRows * unit;
      if (h < leastHessian) continue;
      if (hessian - h < leastHessian) break;
      const left = bestValue(g, h, l2, low, high);
      const right = bestValue(gradient - g, hessian - h, l2, low, high);
      if (monotone * (right - left) < 0) continue;
      const gain = score(g, h, l2, left) + score(gradient - g, hessian - h, l2, right);
      if (gain > top) [top, where, topG, topP] = [gain, code + 256 * side, g, p];
    }
  }
  found.set([top, topG, topP]);
  return where;
}

/** The score of a node before it is split. */
function scoreBefore({gradient, packed, low, high}: NodeSums, {l2, unit}: SplitRules): number {
  const hessian = packed - Math.floor(packed / unit) * unit;
  return score(gradient, hessian, l2, bestValue(gradient, hessian, l2, low, high));
}

/**
 * Puts the best split of a categorical column into `best` where it gains more. Categories, missing among them, are put in
 * order of their mean gradient, and the best cut of that order is the best split of them in two (Fisher 1958, as in LightGBM).
 * Categories that the node does not have go to the child with more rows.
 */
export function splitCategories(
  {numbers: sums}: Arena,
  histogram: number,
  codes: number,
  column: number,
  node: NodeSums,
  rules: SplitRules,
  best: Split
): void {
  const at = histogram / 8;
  const {leastRows, leastHessian, l2, categoryL2, categorySmoothing, unit} = rules;
  const {gradient, packed, low, high} = node;
  const rows = Math.floor(packed / unit);
  const hessian = packed - rows * unit;
  const before = scoreBefore(node, rules);
  let count = 0;
  for (let code = 0; code < codes; ++code) {
    const p = sums[at + 2 * code + 1];
    if (p === 0) continue;
    const h = p - Math.floor(p / unit) * unit + categorySmoothing;
    const mean = h > 0 ? sums[at + 2 * code] / h : 0;
    // Insertion: a node has few categories, and equal means stay in the order of their codes.
    let place = count++;
    for (; place > 0 && means[place - 1] > mean; --place) {
      means[place] = means[place - 1];
      order[place] = order[place - 1];
    }
    means[place] = mean;
    order[place] = code;
  }
  const pull = l2 + categoryL2;
  let [g, p, top, cut, topG, topP] = [0, 0, best.gain + before, 0, 0, 0];
  for (let i = 0; i + 1 < count; ++i) {
    g += sums[at + 2 * order[i]];
    p += sums[at + 2 * order[i] + 1];
    const leftRows = Math.floor(p / unit);
    if (leftRows < leastRows) continue;
    if (rows - leftRows < leastRows) break;
    const h = p - leftRows * unit;
    if (h < leastHessian) continue;
    if (hessian - h < leastHessian) break;
    const gain =
      score(g, h, pull, bestValue(g, h, pull, low, high)) +
      score(gradient - g, hessian - h, pull, bestValue(gradient - g, hessian - h, pull, low, high));
    if (gain > top) [top, cut, topG, topP] = [gain, i + 1, g, p];
  }
  if (!cut || !real(top, before)) return;
  best.gain = top - before;
  best.column = column;
  best.code = -1;
  best.gradient = topG;
  best.packed = topP;
  best.left = new Uint8Array(CODES).fill(2 * topP >= packed ? 1 : 0, 0, codes);
  for (let i = 0; i < count; ++i) best.left[order[i]] = i < cut ? 1 : 0;
}

const means = new Float64Array(CODES);
const order = new Uint8Array(CODES);

/** Whether a gain is more than the rounding of the scores that it is the difference of. */
function real(top: number, before: number): boolean {
  return top - before > 1e-12 * Math.abs(top);
}

/** The middle of the empty codes between this one and the next that the node has. */
function middle(sums: Float64Array, at: number, codes: number, code: number): number {
  for (let next = code + 1; next < codes; ++next)
    if (sums[at + 2 * next + 1] !== 0) return (code + next - 1) >> 1;
  return code;
}

/** Writes a 1 for each code that goes left into `left`, a 0 for each other. */
export function leftCodes(split: Split, left: Uint8Array): void {
  if (split.left) left.set(split.left);
  else left.fill(0).fill(1, split.missingLeft ? 0 : 1, split.code + 1);
}
