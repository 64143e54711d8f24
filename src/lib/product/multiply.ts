import type {Kernels} from "./kernels.js";

/** A net's memory, as far as products need it. */
interface Memory {
  readonly kernels: Kernels;
}

/** A matrix in a net's memory: its first number, and how many numbers lie from row to row and from column to column. */
export interface Matrix {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
  readonly row: number;
  readonly column: number;
}

/** A matrix whose rows follow one another without a gap. */
export function matrix(at: number, rows: number, columns: number): Matrix {
  return {at, rows, columns, row: columns, column: 1};
}

/** The transpose: the same numbers, read the other way. */
export function transposed({at, rows, columns, row, column}: Matrix): Matrix {
  return {at, rows: columns, columns: rows, row: column, column: row};
}

/** Lays a matrix out as the right factor of products, from `to` on. */
export function pack({kernels}: Memory, {at, rows, columns, row, column}: Matrix, to: number): void {
  kernels.pack(rows, columns, 4 * at, 4 * row, 4 * column, 4 * to);
}

/**
 * Writes, or adds, `left` times a packed matrix of `columns` columns into rows of `width` numbers, from `to` on. The rows of `left`
 * are a multiple of 4 and `width` covers whole panels. One stride of `left` is 1: it is a matrix, or the transpose of one.
 */
export function multiply(
  {kernels}: Memory,
  {at, rows, columns: terms, row, column}: Matrix,
  packed: number,
  columns: number,
  to: number,
  width: number,
  add = false
): void {
  const product = column === 1 ? kernels.product : kernels.transposedProduct;
  product(rows, columns, terms, 4 * at, 4 * Math.max(row, column), 4 * packed, 4 * to, 4 * width, add);
}
