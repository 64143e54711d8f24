import {logistic} from "../trees/logistic.js";
import {fitLogistic, type LogisticOptions} from "./fit.js";
import {type Standard, standardised, standardOf, standardRows} from "./standardise.js";

/** A logistic regression that has learned: plain data, one entry a feature. A feature in its own unit, missing as NaN, goes in as it is. */
export interface LogisticModel {
  readonly kind: "logistic";
  readonly names: readonly string[];
  /** Over the rows that it learned from, in the feature's unit. A spread of 0 marks a feature that counts for nothing. */
  readonly means: readonly number[];
  readonly spreads: readonly number[];
  /** Log-odds for each spread from the mean. */
  readonly weights: readonly number[];
  /** Log-odds where all features are at their means, or missing. */
  readonly intercept: number;
}

/** Features of rows, as columns in the order of `names`. */
export interface NamedColumns {
  readonly names: readonly string[];
  /** One array for each feature, all of one length; NaN is missing and counts as the feature's mean. */
  readonly columns: readonly Float64Array[];
}

/**
 * A logistic regression of outcomes on features: standardised over all the given rows (a missing value becomes 0, the mean), then fitted with
 * an L2 penalty as `fitLogistic` says.
 * @param target 1 where it happened, else 0, one a row
 * @throws where names, columns and targets do not fit, and as `standardOf` and `fitLogistic` do
 */
export function trainLogistic(
  {names, columns}: NamedColumns,
  target: Float64Array,
  options: LogisticOptions & {readonly weights?: Float64Array}
): LogisticModel {
  checkColumns(names, columns);
  if (columns[0].length !== target.length)
    throw new Error(
      `logistic regression: expected one target for each of ${columns[0].length} rows, got ${target.length}`
    );
  const standard = standardOf(columns);
  const features = standardRows(columns, standard);
  const {intercept, weights} = fitLogistic({features, target, weights: options.weights}, options);
  return {kind: "logistic", names: [...names], ...plain(standard), weights: [...weights], intercept};
}

/** The log-odds of each row. Throws where the columns are not those of the model. */
export function marginsOf(model: LogisticModel, columns: readonly Float64Array[]): Float64Array {
  checkColumns(model.names, columns);
  const {means, spreads, weights, intercept} = model;
  const out = new Float64Array(columns[0].length).fill(intercept);
  columns.forEach((column, j) => {
    for (let row = 0; row < out.length; ++row)
      out[row] += weights[j] * standardised(column[row], means[j], spreads[j]);
  });
  return out;
}

/** The log-odds of one row, to the last bit those of `marginsOf`. Throws where it has another number of features than the model. */
export function marginOf(
  {names, means, spreads, weights, intercept}: LogisticModel,
  row: ArrayLike<number>
): number {
  checkWidth(names, row.length);
  let margin = intercept;
  for (let j = 0; j < weights.length; ++j) margin += weights[j] * standardised(row[j], means[j], spreads[j]);
  return margin;
}

/** The probability of each row. Throws as `marginsOf` does. */
export function chancesOf(model: LogisticModel, columns: readonly Float64Array[]): Float64Array {
  return marginsOf(model, columns).map(logistic);
}

/**
 * What each feature of one row adds to the log-odds: weight × (value − mean) / spread, 0 where it is missing. The intercept and all of
 * these make the margin.
 * @throws where it has another number of features than the model
 */
export function logisticContributions(
  {names, means, spreads, weights}: LogisticModel,
  row: ArrayLike<number>
): Float64Array {
  checkWidth(names, row.length);
  return Float64Array.from(weights, (weight, j) => weight * standardised(row[j], means[j], spreads[j]));
}

function plain({means, spreads}: Standard): Pick<LogisticModel, "means" | "spreads"> {
  return {means: [...means], spreads: [...spreads]};
}

function checkColumns(names: readonly string[], columns: readonly Float64Array[]): void {
  checkWidth(names, columns.length);
  if (!columns.length) throw new Error("logistic regression: expected a feature or more, got none");
  const odd = columns.findIndex(({length}) => length !== columns[0].length);
  if (odd >= 0)
    throw new Error(
      `logistic regression: expected columns of ${columns[0].length} rows, got ${columns[odd].length} in ${names[odd]}`
    );
}

function checkWidth(names: readonly string[], width: number): void {
  if (width !== names.length)
    throw new Error(`logistic regression: expected ${names.length} features, got ${width}`);
}
