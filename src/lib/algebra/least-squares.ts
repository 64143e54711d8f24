/** The least squares fit of several right sides on one matrix of regressors. */
export interface LeastSquares {
  /** `[column][right side]` */
  readonly coefficients: Float64Array;
  /** Right sides minus fit, `[row][right side]`. */
  readonly residuals: Float64Array;
  /** (XᵀX)⁻¹, `[column][column]`. */
  readonly gramInverse: Float64Array;
}

/** A column whose part that the columns before it leave is below this share of its length counts as their combination. */
const rankTolerance = 1e-10;

/**
 * Ordinary least squares of `y`, `[rows][sides]`, on `x`, `[rows][columns]`, by Householder reflections, which lose half the digits that the
 * normal equations lose. Source: Golub and Van Loan, Matrix Computations, 4th edition, §5.3.
 * @param nameOf what to call a column in an error
 * @throws when there are fewer rows than columns, a number is not finite, or a column is a combination of those before it.
 */
export function leastSquares(
  x: Float64Array,
  y: Float64Array,
  rows: number,
  columns: number,
  nameOf: (column: number) => string = (column) => `column ${column}`
): LeastSquares {
  if (rows < columns || columns < 1)
    throw new Error(`least squares: expected at least ${Math.max(columns, 1)} rows, got ${rows}`);
  const sides = y.length / rows;
  if (x.length !== rows * columns || !Number.isInteger(sides))
    throw new Error(
      `least squares: expected ${rows} rows of ${columns} regressors and whole rows of right sides, got ${x.length} and ${y.length} numbers`
    );
  const q = byColumn(x, rows, columns);
  const right = byColumn(y, rows, sides);
  const diagonal = new Float64Array(columns);
  for (let j = 0; j < columns; ++j) {
    const own = q.subarray(j * rows, (j + 1) * rows);
    const whole = length(x, j, rows, columns);
    const left = Math.sqrt(product(own, own, j));
    if (!Number.isFinite(whole))
      throw new Error(`least squares: ${nameOf(j)} holds a number that is not finite`);
    if (!(left > rankTolerance * whole))
      throw new Error(
        `least squares: ${nameOf(j)} is a combination of the regressors before it (or zero throughout): leave it out`
      );
    diagonal[j] = own[j] > 0 ? -left : left;
    own[j] -= diagonal[j];
    const half = product(own, own, j) / 2;
    for (let c = j + 1; c < columns; ++c) reflect(own, q.subarray(c * rows, (c + 1) * rows), j, half);
    for (let c = 0; c < sides; ++c) reflect(own, right.subarray(c * rows, (c + 1) * rows), j, half);
  }
  const upper = (i: number, j: number) => (i === j ? diagonal[i] : q[j * rows + i]);
  const coefficients = new Float64Array(columns * sides);
  for (let c = 0; c < sides; ++c)
    for (let i = columns - 1; i >= 0; --i) {
      let s = right[c * rows + i];
      for (let j = i + 1; j < columns; ++j) s -= upper(i, j) * coefficients[j * sides + c];
      coefficients[i * sides + c] = s / diagonal[i];
    }
  return {
    coefficients,
    residuals: residualsOf(x, y, coefficients, rows, columns, sides),
    gramInverse: inverseGram(upper, columns)
  };
}

function byColumn(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < rows; ++i) for (let j = 0; j < columns; ++j) out[j * rows + i] = a[i * columns + j];
  return out;
}

function length(x: Float64Array, column: number, rows: number, columns: number): number {
  let s = 0;
  for (let i = 0; i < rows; ++i) s += x[i * columns + column] ** 2;
  return Math.sqrt(s);
}

/** Scalar product from entry `from` on. */
function product(a: Float64Array, b: Float64Array, from: number): number {
  let s = 0;
  for (let i = from; i < a.length; ++i) s += a[i] * b[i];
  return s;
}

function reflect(own: Float64Array, other: Float64Array, from: number, half: number): void {
  const share = product(own, other, from) / half;
  for (let i = from; i < own.length; ++i) other[i] -= share * own[i];
}

function residualsOf(
  x: Float64Array,
  y: Float64Array,
  coefficients: Float64Array,
  rows: number,
  columns: number,
  sides: number
): Float64Array {
  const out = y.slice();
  for (let i = 0; i < rows; ++i)
    for (let j = 0; j < columns; ++j) {
      const xij = x[i * columns + j];
      for (let c = 0; c < sides; ++c) out[i * sides + c] -= xij * coefficients[j * sides + c];
    }
  return out;
}

/** (RᵀR)⁻¹ = R⁻¹ R⁻ᵀ of an upper triangular R. */
function inverseGram(upper: (i: number, j: number) => number, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; ++j)
    for (let i = j; i >= 0; --i) {
      let s = i === j ? 1 : 0;
      for (let k = i + 1; k <= j; ++k) s -= upper(i, k) * inverse[k * n + j];
      inverse[i * n + j] = s / upper(i, i);
    }
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; ++i)
    for (let j = 0; j <= i; ++j) {
      let s = 0;
      for (let k = i; k < n; ++k) s += inverse[i * n + k] * inverse[j * n + k];
      out[i * n + j] = out[j * n + i] = s;
    }
  return out;
}
