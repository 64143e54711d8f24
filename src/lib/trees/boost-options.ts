import {MOST_BINS} from "./bins.js";
import type {BoostLoss} from "./losses.js";
import type {FeatureTable} from "./table.js";

/** How boosted trees are trained. Names in brackets are LightGBM's. */
export interface BoostOptions {
  readonly loss: BoostLoss;
  /** Most trees. */
  readonly trees: number;
  /** Draws the samples of rows and columns. */
  readonly seed: number;
  /** Most leaves of a tree (num_leaves); default 31. */
  readonly leaves?: number;
  /** Most splits from the root to a leaf; unlimited unless given. */
  readonly depth?: number;
  /** Share of its leaf values that a tree adds (learning_rate); default 0.1. */
  readonly rate?: number;
  /** Fewest rows of a leaf (min_data_in_leaf); default 20. */
  readonly leastRows?: number;
  /** Least sum of second derivatives of a leaf (min_sum_hessian_in_leaf); default 0.001. */
  readonly leastHessian?: number;
  /** Pull of leaf values towards 0 (lambda_l2); default 0. */
  readonly l2?: number;
  /** The same in addition for splits of categories (cat_l2); default 10. */
  readonly categoryL2?: number;
  /** Pull of a category's mean towards 0 when categories are put in order (cat_smooth); default 10. */
  readonly categorySmoothing?: number;
  /** Share of the rows that each tree learns from, drawn without replacement; default 1. */
  readonly rowShare?: number;
  /** Share of the columns that each tree may ask; default 1. */
  readonly columnShare?: number;
  /** For each column 1 (the prediction may not fall where it rises), −1 (may not rise) or 0; all 0 unless given. */
  readonly monotone?: readonly number[];
  /** Most bins of a column; default 255. */
  readonly bins?: number;
  /** Weight of each row; a row of weight 0 is left out. */
  readonly weights?: Float64Array;
  /** Held-out rows on which the trees are judged and do not learn. */
  readonly validation?: {
    readonly table: FeatureTable;
    readonly target: Float64Array;
    readonly weights?: Float64Array;
  };
  /** Trees without a lower validation loss after which it stops, and keeps the trees up to the lowest. */
  readonly patience?: number;
  /** Whether to measure the loss on the rows it learns from after each tree, which takes a while; default false. */
  readonly followTraining?: boolean;
}

/** The options with their defaults. */
export type BoostSettings = Required<Omit<BoostOptions, "monotone" | "weights" | "validation">> &
  Pick<BoostOptions, "monotone" | "weights" | "validation">;

/**
 * Fills in the defaults.
 * @throws where an option is out of its range, with what was expected
 */
export function boostSettings(options: BoostOptions, columns: number): BoostSettings {
  const settings: BoostSettings = {
    leaves: 31,
    depth: Number.POSITIVE_INFINITY,
    rate: 0.1,
    leastRows: 20,
    leastHessian: 1e-3,
    l2: 0,
    categoryL2: 10,
    categorySmoothing: 10,
    rowShare: 1,
    columnShare: 1,
    bins: MOST_BINS,
    followTraining: false,
    patience: Number.POSITIVE_INFINITY,
    ...given(options)
  };
  const expect = (holds: boolean, what: string, name: keyof BoostSettings) => {
    if (!holds) throw new Error(`Boosting: expected ${what}, got ${settings[name]} as ${name}`);
  };
  const count = (name: "trees" | "leaves" | "leastRows" | "depth" | "patience") => {
    const value = settings[name];
    expect(
      value >= 1 && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY),
      "a whole number from 1",
      name
    );
  };
  const amount = (name: "leastHessian" | "l2" | "categoryL2" | "categorySmoothing") =>
    expect(settings[name] >= 0, "a number from 0", name);
  const share = (name: "rate" | "rowShare" | "columnShare") =>
    expect(settings[name] > 0 && settings[name] <= 1, "a share above 0 and up to 1", name);
  for (const name of ["trees", "leaves", "leastRows", "depth", "patience"] as const) count(name);
  for (const name of ["leastHessian", "l2", "categoryL2", "categorySmoothing"] as const) amount(name);
  for (const name of ["rate", "rowShare", "columnShare"] as const) share(name);
  expect(Number.isFinite(settings.trees), "a whole number", "trees");
  expect(Number.isInteger(settings.seed), "a whole number", "seed");
  expect(
    settings.patience === Number.POSITIVE_INFINITY || settings.validation !== undefined,
    "held-out rows where there is a patience",
    "validation"
  );
  const {monotone} = settings;
  expect(
    !monotone ||
      (monotone.length === columns && monotone.every((sign) => sign === 0 || Math.abs(sign) === 1)),
    `1, −1 or 0 for each of ${columns} columns`,
    "monotone"
  );
  expect(
    !monotone || typeof settings.loss !== "object",
    "no monotone constraint with the loss of a quantile, whose leaf values are set anew",
    "monotone"
  );
  return settings;
}

/** The options that are not left open: an undefined one takes its default. */
function given(options: BoostOptions): BoostOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined)
  ) as unknown as BoostOptions;
}
