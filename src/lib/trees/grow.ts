import {type Arena, HISTOGRAM_BYTES} from "./arena.js";
import type {ColumnBins} from "./bins.js";
import {codesIn} from "./bins.js";
import {PANEL} from "./kernels.js";
import {
  bestValue,
  leftCodes,
  noSplit,
  type Split,
  type SplitRules,
  splitCategories,
  splitNumber
} from "./split.js";

/** A node of a tree that grows. */
export interface GrownNode {
  /** Sums over its rows; see `NodeSums` of split.ts. */
  gradient: number;
  packed: number;
  /** Bounds of its value and of all values below it. */
  readonly low: number;
  readonly high: number;
  /** Its rows are rows[from] … rows[to − 1] of the arena. */
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** Where its histograms start, an address in bytes; −1 without. */
  histograms: number;
  /** How it was split, or would be. */
  split?: Split;
  children?: readonly [GrownNode, GrownNode];
}

/** What a tree may become. */
export interface GrowthLimits {
  /** Most leaves. */
  readonly leaves: number;
  /** Most splits from the root to a leaf. */
  readonly depth: number;
  /** For each column 1, −1 or 0: the prediction may only rise with it, only fall, or is free. */
  readonly monotone?: readonly number[];
}

/**
 * Grows a tree leaf by leaf: the split that gains most is made first. The histograms of the smaller child are summed, those of
 * the larger are its parent's without them.
 * @param chosen the columns that it may ask, in the order of the arena's panels
 * @param rows how many of the arena's rows it learns from
 * @returns the root; the arena's rows are then sorted by leaf
 */
export function growByLeaf(
  arena: Arena,
  bins: readonly ColumnBins[],
  chosen: Uint32Array,
  rows: number,
  rules: SplitRules,
  limits: GrowthLimits
): GrownNode {
  const {kernels, at, numbers} = arena;
  const total = arena.rows.length;
  const panels = Math.ceil(chosen.length / PANEL);
  const block = panels * PANEL * HISTOGRAM_BYTES;
  const panelBytes = PANEL * total;
  const codes = Array.from(chosen, (column) => codesIn(bins[column]));
  let used = 0;

  const sum = (node: GrownNode) => {
    node.histograms = at.histograms + block * used++;
    numbers.fill(0, node.histograms / 8, (node.histograms + block) / 8);
    for (let panel = 0; panel < panels; ++panel)
      kernels.addPanel(
        at.rows + 4 * node.from,
        node.to - node.from,
        at.pairs,
        at.panels + panel * panelBytes,
        node.histograms + panel * PANEL * HISTOGRAM_BYTES
      );
  };
  const search = (node: GrownNode) => {
    const best = noSplit();
    for (let i = 0; i < chosen.length; ++i) {
      const column = chosen[i];
      const histogram = node.histograms + i * HISTOGRAM_BYTES;
      if (bins[column].categorical) splitCategories(arena, histogram, codes[i], i, node, rules, best);
      else splitNumber(arena, histogram, codes[i], i, node, rules, best, limits.monotone?.[column] ?? 0);
    }
    if (best.gain > 0) node.split = best;
  };
  const mayGrow = ({from, to, depth}: GrownNode) => depth < limits.depth && to - from >= 2 * rules.leastRows;

  const root: GrownNode = {
    ...{from: 0, to: rows, depth: 0, gradient: 0, packed: 0, histograms: -1},
    ...{low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY}
  };
  sum(root);
  for (let code = 0; code < codes[0]; ++code) {
    root.gradient += numbers[root.histograms / 8 + 2 * code];
    root.packed += numbers[root.histograms / 8 + 2 * code + 1];
  }
  if (limits.leaves > 1 && mayGrow(root)) search(root);
  const open: GrownNode[] = root.split ? [root] : [];
  for (let leaves = 1; leaves < limits.leaves && open.length; ++leaves) {
    let most = 0;
    for (let i = 1; i < open.length; ++i) if (open[i].split!.gain > open[most].split!.gain) most = i;
    const node = open[most];
    open[most] = open[open.length - 1];
    open.pop();
    const split = node.split!;
    leftCodes(split, arena.left);
    const panel = Math.floor(split.column / PANEL);
    const first = kernels.partition(
      at.rows + 4 * node.from,
      node.to - node.from,
      at.panels + panel * panelBytes + (split.column % PANEL),
      3,
      at.left,
      at.spare
    );
    const [a, b] = (node.children = childrenOf(
      node,
      split,
      node.from + first,
      rules,
      limits.monotone?.[chosen[split.column]]
    ));
    split.column = chosen[split.column];
    if (leaves + 1 === limits.leaves) break;
    const [small, large] = a.to - a.from <= b.to - b.from ? [a, b] : [b, a];
    if (!mayGrow(large)) continue;
    sum(small);
    kernels.subtract(panels * PANEL, node.histograms, small.histograms);
    large.histograms = node.histograms;
    for (const child of [a, b])
      if (mayGrow(child)) {
        search(child);
        if (child.split) open.push(child);
      }
  }
  return root;
}

/** The two children of a split. Under a monotone split neither may pass the middle of both values. */
export function childrenOf(
  {from, to, depth, gradient, packed, low, high}: GrownNode,
  split: Split,
  cut: number,
  {l2, unit}: SplitRules,
  monotone = 0
): [GrownNode, GrownNode] {
  const sums = [
    {gradient: split.gradient, packed: split.packed},
    {gradient: gradient - split.gradient, packed: packed - split.packed}
  ];
  const bounds = [
    {low, high},
    {low, high}
  ];
  if (monotone) {
    const [a, b] = sums.map((side) =>
      bestValue(side.gradient, side.packed - Math.floor(side.packed / unit) * unit, l2, low, high)
    );
    const middle = (a + b) / 2;
    bounds[monotone > 0 ? 0 : 1].high = middle;
    bounds[monotone > 0 ? 1 : 0].low = middle;
  }
  return [
    {from, to: cut, depth: depth + 1, histograms: -1, ...sums[0], ...bounds[0]},
    {from: cut, to, depth: depth + 1, histograms: -1, ...sums[1], ...bounds[1]}
  ];
}
