import {mulberry32} from "../random.js";
import {fillPanels, openArena} from "./arena.js";
import {type ColumnBins, codesOf, findBins} from "./bins.js";
import {type BoostOptions, boostSettings} from "./boost-options.js";
import {type GrownNode, growByLeaf} from "./grow.js";
import {addImportances, type Importance, writeGrown} from "./grown.js";
import {PANEL} from "./kernels.js";
import {
  type BoostLoss,
  checkLoss,
  gradientWriter,
  levelStep,
  startScore,
  weightedQuantile
} from "./losses.js";
import {sampleOf} from "./samples.js";
import {scored} from "./scored.js";
import {bestValue} from "./split.js";
import {checkRows, checkWeights, type FeatureTable, rowsOf} from "./table.js";
import {type Trees, writeTrees} from "./trees.js";

/** Boosted trees that have learned: plain data, as a structured clone keeps it. */
export interface BoostedModel {
  readonly kind: "boosted";
  readonly loss: BoostLoss;
  readonly bins: readonly ColumnBins[];
  readonly trees: Trees;
  /** A raw score is `base + step × (the sum of the levels of the leaves)`. */
  readonly base: number;
  readonly step: number;
  /** By column: what its splits took off the loss, and how many they are. */
  readonly importance: Importance;
  /** Mean loss after 1, 2, … trees: on the rows it learns from, where that was asked for, and on the held-out ones. */
  readonly losses: {readonly train: Float64Array; readonly validation: Float64Array};
}

/**
 * Gradient boosting of histogram trees, grown leaf by leaf (Friedman 2001; Ke et al., LightGBM, 2017). The same table, options and
 * seed give the same bytes on each run.
 * @param target one finite number a row; from 0 to 1 for the log loss
 * @throws where lengths do not fit, a target is not finite, or an option is out of its range
 */
export function trainBoosted(table: FeatureTable, target: Float64Array, options: BoostOptions): BoostedModel {
  const rows = rowsOf(table);
  const settings = boostSettings(options, table.columns.length);
  const {loss, rate, l2, patience} = settings;
  checkRows(target, rows, "target");
  checkLoss(loss, target);
  const weights = checkWeights(settings.weights, rows);
  const bins = findBins(table, settings.bins, settings.weights);
  const codes = codesOf(bins, table);
  const base = startScore(loss, target, weights);
  const step = levelStep(loss, target);
  const learner = scored({codes, target, weights}, loss, base, step);
  const held = settings.validation && scored(heldOut(settings.validation, bins, loss), loss, base, step);
  const learning = Uint32Array.from(weights.keys()).filter((row) => weights[row] > 0);

  const drawn = Math.max(1, Math.round(settings.rowShare * learning.length));
  const writePairs = gradientWriter(loss, target, weights, drawn);
  const columns = Uint32Array.from(bins.keys());
  const asked = Math.max(1, Math.round(settings.columnShare * columns.length));
  const panels = Math.ceil(asked / PANEL);
  const arena = openArena(codes, rows, panels, panels * PANEL * Math.min(settings.leaves, rows));
  const writer = writeTrees();
  const importances: Importance[] = [];
  const losses = {train: [] as number[], validation: [] as number[]};
  let [best, kept] = [Number.POSITIVE_INFINITY, 0];
  for (let tree = 0; tree < settings.trees && tree - kept < patience; ++tree) {
    const random = mulberry32(Math.imul(tree + 1, 0x9e3779b1) ^ settings.seed);
    const sample = sampleOf(learning, drawn, random);
    const chosen = sampleOf(columns, asked, random);
    if (tree === 0 || asked < columns.length) fillPanels(arena, rows, chosen);
    const {unit} = writePairs(learner.scores, arena.pairs);
    arena.rows.set(sample);
    const root = growByLeaf(arena, bins, chosen, sample.length, {...settings, unit}, settings);
    const leafValue = (leaf: GrownNode) => {
      const {gradient, packed, low, high, from, to} = leaf;
      if (typeof loss !== "object")
        return bestValue(gradient, packed - Math.floor(packed / unit) * unit, l2, low, high);
      const residuals = new Float64Array(to - from);
      const own = new Float64Array(to - from);
      for (let i = 0; i < residuals.length; ++i) {
        const row = arena.rows[from + i];
        residuals[i] = target[row] - learner.scores[row];
        own[i] = weights[row];
      }
      return weightedQuantile(residuals, own, loss.quantile);
    };
    const levelOf = (leaf: GrownNode) => Math.round((rate * leafValue(leaf)) / step);
    const {leaves, importance} = writeGrown(writer, root, columns.length, levelOf);
    importances.push(importance);
    for (const [{from, to}, level] of leaves) learner.addLevel(arena.rows.subarray(from, to), level);
    if (sample.length < rows) learner.addTree(writer.last(), sample);
    held?.addTree(writer.last());
    if (settings.followTraining) losses.train.push(learner.loss());
    if (held) losses.validation.push(held.loss());
    const judged = held ? losses.validation[tree] : Number.NEGATIVE_INFINITY;
    if (held && judged >= best) continue;
    best = judged;
    kept = tree + 1;
  }
  return {
    kind: "boosted",
    loss,
    bins,
    trees: writer.close(kept),
    base,
    step,
    importance: addImportances(importances.slice(0, kept), columns.length),
    losses: {train: Float64Array.from(losses.train), validation: Float64Array.from(losses.validation)}
  };
}

/** The codes of held-out rows, checked like those that are learned from. */
function heldOut(
  {table, target, weights}: NonNullable<BoostOptions["validation"]>,
  bins: readonly ColumnBins[],
  loss: BoostLoss
): {codes: Uint8Array; target: Float64Array; weights: Float64Array} {
  const rows = rowsOf(table);
  checkRows(target, rows, "target");
  checkLoss(loss, target);
  return {codes: codesOf(bins, table), target, weights: checkWeights(weights, rows)};
}
