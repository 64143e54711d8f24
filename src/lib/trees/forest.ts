import {mulberry32} from "../random.js";
import {openArena} from "./arena.js";
import {type ColumnBins, codesOf, findBins} from "./bins.js";
import {type ForestOptions, type ForestSettings, forestSettings} from "./forest-options.js";
import {type ForestGrowth, growForestTree} from "./forest-tree.js";
import {addImportances, type Importance} from "./grown.js";
import {pairScale, powerAbove} from "./pairs.js";
import {checkRows, checkWeights, type FeatureTable, rowsOf} from "./table.js";
import {joinTrees, leafOf, type Trees, writeTrees} from "./trees.js";

/** A forest that has learned: plain data, as a structured clone keeps it. */
export interface ForestModel {
  readonly kind: "forest";
  readonly goal: ForestOptions["goal"];
  readonly bins: readonly ColumnBins[];
  readonly trees: Trees;
  /** A prediction is `base + step × (the sum of the levels of the leaves) / trees`. */
  readonly base: number;
  readonly step: number;
  /** By column: what its splits took off the impurity (twice the squared error), and how many they are. */
  readonly importance: Importance;
}

/** A forest and how it does on rows that its trees did not learn from. */
export interface TrainedForest {
  readonly model: ForestModel;
  readonly outOfBag: OutOfBag;
}

/** What the trees that did not learn from a row say of it. */
export interface OutOfBag {
  /** The mean of those trees, NaN where each tree learned from the row. */
  readonly predictions: Float64Array;
  /** Rows with a prediction. */
  readonly rows: number;
  /** Mean squared error; for a probability, the Brier score. NaN without rows. */
  readonly squaredError: number;
  /** For a probability: the share of rows on the right side of one half (scikit-learn's oob_score_). */
  readonly accuracy?: number;
}

/** What every share of a forest's trees is grown from: plain data, to be sent to several threads. */
export interface ForestTask {
  readonly settings: ForestSettings;
  readonly bins: readonly ColumnBins[];
  readonly codes: Uint8Array;
  readonly target: Float64Array;
  /** Weights of the rows times those of their classes. */
  readonly weights: Float64Array;
  readonly base: number;
  readonly step: number;
}

/** Some of a forest's trees. */
export interface ForestShare {
  /** The number of its first tree. */
  readonly from: number;
  readonly trees: Trees;
  readonly importances: readonly Importance[];
  /** Levels and numbers of the trees that did not learn from a row, by row. */
  readonly sums: Float64Array;
  readonly votes: Uint32Array;
}

/**
 * A random forest (Breiman 2001) of histogram trees. The same table, options and seed give the same bytes on each run, and in
 * however many shares its trees are grown.
 * @param target one finite number a row; 0 or 1 for a probability
 * @throws where lengths do not fit, a target is not finite, or an option is out of its range
 */
export function trainForest(
  table: FeatureTable,
  target: Float64Array,
  options: ForestOptions
): TrainedForest {
  const task = prepareForest(table, target, options);
  return joinForest(task, [growShare(task, 0, task.settings.trees)]);
}

/** Checks and bins what a forest learns from. Throws as `trainForest` does. */
export function prepareForest(table: FeatureTable, target: Float64Array, options: ForestOptions): ForestTask {
  const rows = rowsOf(table);
  const settings = forestSettings(options, table.columns.length);
  checkRows(target, rows, "target");
  const probability = settings.goal === "probability";
  const wrong = probability ? target.findIndex((value) => value !== 0 && value !== 1) : -1;
  if (wrong >= 0)
    throw new Error(
      `Forest: expected targets 0 and 1 for a probability, got ${target[wrong]} in row ${wrong}`
    );
  const weights = classed(checkWeights(settings.weights, rows), target, settings);
  const bins = findBins(table, settings.bins, settings.weights);
  let [low, high, sum, weight] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let row = 0; row < rows; ++row) {
    low = Math.min(low, target[row]);
    high = Math.max(high, target[row]);
    sum += weights[row] * target[row];
    weight += weights[row];
  }
  return {
    ...{settings, bins, codes: codesOf(bins, table), target, weights},
    // A sum's rounding may take the mean of equal targets off them.
    base: probability ? 0 : Math.min(Math.max(sum / weight, low), high),
    step: probability ? 1 / 255 : powerAbove(high - low) * 2 ** -15
  };
}

/** Grows the trees from … to − 1 of a forest. A tree does not depend on the share that it is grown in. */
export function growShare(
  {settings, bins, codes, target, weights, base, step}: ForestTask,
  from: number,
  to: number
): ForestShare {
  const rows = target.length;
  const arena = openArena(codes, rows, 0, 4);
  const {pairs} = arena;
  const learning = Uint32Array.from(weights.keys()).filter((row) => weights[row] > 0);
  const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const steepest = target.reduce((most, value) => Math.max(most, Math.abs(value - base)), 0) * heaviest;
  const {unit, gradientRounder, hessianRounder} = pairScale(learning.length, steepest, heaviest);
  const writer = writeTrees();
  const growth: ForestGrowth = {
    ...{arena, bins, writer, step, features: settings.features, depth: settings.depth},
    rules: {
      ...{leastRows: settings.leastRows, leastHessian: 0, l2: 0, categoryL2: 0, unit},
      categorySmoothing: settings.categorySmoothing
    },
    binary: settings.goal === "probability"
  };
  const [sums, votes, times] = [new Float64Array(rows), new Uint32Array(rows), new Uint32Array(rows)];
  const importances: Importance[] = [];
  for (let tree = from; tree < to; ++tree) {
    const random = mulberry32(Math.imul(tree + 1, 0x9e3779b1) ^ settings.seed);
    times.fill(0);
    for (let i = 0; i < learning.length; ++i)
      ++times[learning[settings.bootstrap ? Math.floor(random() * learning.length) : i]];
    let count = 0;
    for (let i = 0; i < learning.length; ++i) {
      const row = learning[i];
      if (!times[row]) continue;
      arena.rows[count++] = row;
      const weight = times[row] * weights[row];
      pairs[2 * row] = weight * (base - target[row]) + gradientRounder - gradientRounder;
      pairs[2 * row + 1] = weight + hessianRounder - hessianRounder + unit;
    }
    importances.push(growForestTree(growth, count, random));
    const grown = writer.last();
    for (let row = 0; row < rows; ++row)
      if (!times[row]) {
        sums[row] += grown.level[leafOf(grown, 0, codes, rows, row)];
        ++votes[row];
      }
  }
  return {from, trees: writer.close(), importances, sums, votes};
}

/**
 * Puts the shares of a forest together, in the order of their trees.
 * @throws where a tree is missing, or grown twice
 */
export function joinForest(task: ForestTask, shares: readonly ForestShare[]): TrainedForest {
  const {settings, bins, target, weights, base, step} = task;
  const ordered = [...shares].sort((a, b) => a.from - b.from);
  let trees = 0;
  for (const share of ordered) {
    if (share.from !== trees)
      throw new Error(`Forest: expected a share from tree ${trees}, got one from ${share.from}`);
    trees += share.importances.length;
  }
  if (trees !== settings.trees)
    throw new Error(`Forest: expected ${settings.trees} trees in all, got ${trees}`);
  const predictions = new Float64Array(target.length).fill(Number.NaN);
  let [rows, squares, right] = [0, 0, 0];
  for (let row = 0; row < target.length; ++row) {
    const [sum, votes] = ordered.reduce(
      ([s, v], share) => [s + share.sums[row], v + share.votes[row]],
      [0, 0]
    );
    if (!votes || !weights[row]) continue;
    predictions[row] = base + (step * sum) / votes;
    ++rows;
    squares += (predictions[row] - target[row]) ** 2;
    if (predictions[row] > 0.5 === target[row] > 0.5) ++right;
  }
  const accuracy = settings.goal === "probability" ? {accuracy: right / rows} : {};
  return {
    model: {
      ...{kind: "forest", goal: settings.goal, bins, base, step},
      trees: joinTrees(ordered.map((share) => share.trees)),
      importance: addImportances(
        ordered.flatMap(({importances}) => importances),
        bins.length
      )
    },
    outOfBag: {predictions, rows, squaredError: squares / rows, ...accuracy}
  };
}

/** The weights of rows times those of their classes. */
function classed(weights: Float64Array, target: Float64Array, {classWeights}: ForestSettings): Float64Array {
  if (!classWeights) return weights;
  const sums = [0, 0];
  for (let row = 0; row < target.length; ++row) sums[target[row]] += weights[row];
  const whole = sums[0] + sums[1];
  const by = classWeights === "balanced" ? sums.map((sum) => whole / (2 * sum)) : classWeights;
  return weights.map((weight, row) => weight * by[target[row]]);
}
