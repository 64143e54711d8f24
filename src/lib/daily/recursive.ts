import {addOuter, dot, factor, solveFactored} from "../algebra/cholesky.js";

/** How a recursive ridge regression forgets and shrinks. */
export interface RecursiveOptions {
  /** Rows after which a row weighs half. */
  readonly halfLife: number;
  /** Penalty of the square of every coefficient but those whose own penalty is 0. */
  readonly penalty: number;
}

/** A ridge regression that learns row by row: weighted normal equations. */
export interface RecursiveRidge {
  readonly columns: number;
  readonly options: RecursiveOptions;
  /** Lower triangle of Σ w x xᵀ, and Σ w x y. */
  readonly gram: Float64Array;
  readonly moment: Float64Array;
}

/** A regression that has learned nothing; its coefficients are 0. */
export function startRecursive(columns: number, options: RecursiveOptions): RecursiveRidge {
  return {columns, options, gram: new Float64Array(columns * columns), moment: new Float64Array(columns)};
}

/** Takes one row in, after all before it have lost a little of their weight. */
export function learnRow(
  {columns, options, gram, moment}: RecursiveRidge,
  row: Float64Array,
  target: number
): void {
  const kept = 0.5 ** (1 / options.halfLife);
  for (let i = 0; i < gram.length; ++i) gram[i] *= kept;
  for (let j = 0; j < columns; ++j) moment[j] = kept * moment[j] + row[j] * target;
  addOuter(gram, columns, row);
}

/**
 * The coefficients that minimise the weighted squared error plus the penalty (Hoerl and Kennard, 1970). The column `constant`, if there is
 * one, is all but free.
 */
export function solveRecursive(
  {columns, options, gram, moment}: RecursiveRidge,
  constant = -1
): Float64Array {
  const l = gram.slice();
  for (let j = 0; j < columns; ++j) l[j * columns + j] += j === constant ? 1e-6 : options.penalty;
  return solveFactored(factor(l, columns), columns, moment.slice());
}

/** What the coefficients give for row `at` of a table of rows. */
export function answerRow(coefficients: Float64Array, rows: Float64Array, at = 0): number {
  return dot(coefficients, rows, coefficients.length, at * coefficients.length);
}
