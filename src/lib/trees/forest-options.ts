import {MOST_BINS} from "./bins.js";

/** How a random forest is trained. Names in brackets are scikit-learn's. */
export interface ForestOptions {
  /**
   * What a leaf tells: the probability of a target that is 0 or 1 (splits lower the Gini impurity), or the mean of a number
   * (splits lower the squared error).
   */
  readonly goal: "probability" | "mean";
  /** Number of trees (n_estimators). */
  readonly trees: number;
  /** Each tree draws from a generator of its own that this seed and its number start. */
  readonly seed: number;
  /** Most splits from the root to a leaf (max_depth); unlimited unless given. */
  readonly depth?: number;
  /** Fewest different rows of a leaf (min_samples_leaf); default 1. */
  readonly leastRows?: number;
  /**
   * Columns that a split may choose among (max_features), drawn anew for each; default the root of their number for a
   * probability, a third of them for a mean.
   */
  readonly features?: number;
  /** Whether each tree learns from as many rows as there are, drawn with replacement; default true, else from all rows. */
  readonly bootstrap?: boolean;
  /** Weights of the rows of target 0 and 1 (class_weight); "balanced" gives both classes the same in all. */
  readonly classWeights?: readonly [number, number] | "balanced";
  /** Weight of each row; a row of weight 0 is left out. */
  readonly weights?: Float64Array;
  /** Pull of a category's mean towards that of the node when categories are put in order, in rows; default 1. */
  readonly categorySmoothing?: number;
  /** Most bins of a column; default 255. */
  readonly bins?: number;
}

/** The options with their defaults. */
export type ForestSettings = Required<Omit<ForestOptions, "weights" | "classWeights">> &
  Pick<ForestOptions, "weights" | "classWeights">;

/**
 * Fills in the defaults.
 * @throws where an option is out of its range, with what was expected
 */
export function forestSettings(options: ForestOptions, columns: number): ForestSettings {
  const features = options.goal === "probability" ? Math.floor(Math.sqrt(columns)) : Math.ceil(columns / 3);
  const settings: ForestSettings = {
    ...options,
    depth: options.depth ?? Number.POSITIVE_INFINITY,
    leastRows: options.leastRows ?? 1,
    features: options.features ?? Math.max(1, features),
    bootstrap: options.bootstrap ?? true,
    categorySmoothing: options.categorySmoothing ?? 1,
    bins: options.bins ?? MOST_BINS
  };
  const expect = (holds: boolean, what: string, name: keyof ForestSettings) => {
    if (!holds) throw new Error(`Forest: expected ${what}, got ${settings[name]} as ${name}`);
  };
  expect(
    settings.goal === "probability" || settings.goal === "mean",
    'the goal "probability" or "mean"',
    "goal"
  );
  expect(Number.isInteger(settings.trees) && settings.trees >= 1, "a whole number from 1", "trees");
  expect(Number.isInteger(settings.seed), "a whole number", "seed");
  expect(settings.depth >= 1, "a number from 1", "depth");
  expect(
    Number.isInteger(settings.leastRows) && settings.leastRows >= 1,
    "a whole number from 1",
    "leastRows"
  );
  expect(
    Number.isInteger(settings.features) && settings.features >= 1 && settings.features <= columns,
    `a whole number from 1 to the ${columns} columns`,
    "features"
  );
  expect(settings.categorySmoothing >= 0, "a number from 0", "categorySmoothing");
  const {classWeights} = settings;
  expect(
    classWeights === undefined || settings.goal === "probability",
    "class weights for the goal of a probability only",
    "classWeights"
  );
  expect(
    classWeights === undefined || classWeights === "balanced" || classWeights.every((weight) => weight > 0),
    'two weights above 0, or "balanced"',
    "classWeights"
  );
  return settings;
}
