import {describe, expect, it} from "vitest";
import {eigenvalues} from "../../src/lib/algebra/eigenvalues.js";
import {leastSquares} from "../../src/lib/algebra/least-squares.js";
import {matrixProduct, transposed} from "../../src/lib/algebra/products.js";
import {symmetricEigen} from "../../src/lib/algebra/symmetric-eigen.js";
import {fisherTail} from "../../src/lib/distributions/fisher.js";
import {studentTwoSided} from "../../src/lib/distributions/student.js";
import {mulberry32, normal} from "../../src/lib/random.js";

const draw = normal(mulberry32(4));
const matrix = (n: number) => Float64Array.from({length: n * n}, draw);

describe("eigenvalues", () => {
  it("have the trace, the trace of the square and the known roots of a polynomial", () => {
    const n = 17;
    const a = matrix(n);
    const {real, imaginary} = eigenvalues(a, n);
    const trace = (m: Float64Array) =>
      Array.from({length: n}, (_, i) => m[i * n + i]).reduce((x, y) => x + y, 0);
    const sum = real.reduce((x, y) => x + y, 0);
    const squares = real.reduce((x, y, i) => x + y * y - imaginary[i] ** 2, 0);
    expect(sum).toBeCloseTo(trace(a), 10);
    expect(squares).toBeCloseTo(trace(matrixProduct(a, a, n, n, n)), 9);
    // (x − 3)(x + 2)(x² − 2x + 5): x⁴ − 3x³ + x² + 7x − 30.
    const companion = Float64Array.from([3, -1, -7, 30, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
    const roots = eigenvalues(companion, 4);
    [3, 1, 1, -2].forEach((value, i) => {
      expect(roots.real[i]).toBeCloseTo(value, 10);
    });
    [0, 2, -2, 0].forEach((value, i) => {
      expect(roots.imaginary[i]).toBeCloseTo(value, 10);
    });
  });

  it("of zeros and of a rotation, whose rows must be exchanged", () => {
    expect(Array.from(eigenvalues(new Float64Array(9), 3).real)).toEqual([0, 0, 0]);
    const {real, imaginary} = eigenvalues(Float64Array.from([0, 0, 1, 1, 0, 0, 0, 1, 0]), 3);
    real.forEach((value, i) => {
      expect(Math.hypot(value, imaginary[i])).toBeCloseTo(1, 12);
    });
    expect(() => eigenvalues(Float64Array.from([Number.NaN]), 1)).toThrow("finite numbers");
  });

  it("of a symmetric matrix come with vectors that turn it into a diagonal", () => {
    const n = 9;
    const half = matrix(n);
    const a = matrixProduct(half, transposed(half, n, n), n, n, n);
    const {values, vectors} = symmetricEigen(a, n);
    const turned = matrixProduct(transposed(vectors, n, n), matrixProduct(a, vectors, n, n, n), n, n, n);
    const lengths = matrixProduct(transposed(vectors, n, n), vectors, n, n, n);
    for (let i = 0; i < n; ++i)
      for (let j = 0; j < n; ++j) {
        expect(turned[i * n + j]).toBeCloseTo(i === j ? values[i] : 0, 10);
        expect(lengths[i * n + j]).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    expect([...values].sort((x, y) => y - x)).toEqual([...values]);
  });
});

describe("least squares", () => {
  it("leaves residuals at a right angle to every column, and inverts the Gram matrix", () => {
    const x = Float64Array.from({length: 30 * 4}, draw);
    const y = Float64Array.from({length: 30 * 2}, draw);
    const {residuals, gramInverse} = leastSquares(x, y, 30, 4);
    for (const value of matrixProduct(transposed(x, 30, 4), residuals, 4, 30, 2))
      expect(value).toBeCloseTo(0, 12);
    const gram = matrixProduct(transposed(x, 30, 4), x, 4, 30, 4);
    matrixProduct(gram, gramInverse, 4, 4, 4).forEach((value, i) => {
      expect(value).toBeCloseTo(i % 5 === 0 ? 1 : 0, 12);
    });
  });

  it("refuses too few rows, wrong sizes, dependent columns and NaN", () => {
    const solve = (x: number[], y: number[], rows: number, columns: number) => () =>
      leastSquares(Float64Array.from(x), Float64Array.from(y), rows, columns);
    expect(solve([1, 2], [1], 1, 2)).toThrow("expected at least 2 rows, got 1");
    expect(solve([1, 2, 3], [1, 2], 2, 2)).toThrow("expected 2 rows of 2 regressors");
    expect(solve([1, 2, 1, 2, 1, 2], [1, 2, 3], 3, 2)).toThrow("column 1 is a combination");
    expect(solve([1, 2, 1, Number.NaN, 1, 2], [1, 2, 3], 3, 2)).toThrow(
      "column 1 holds a number that is not finite"
    );
  });
});

it("the F distribution with one degree of freedom above is the square of Student's", () => {
  expect(fisherTail(2.3 ** 2, 1, 11)).toBeCloseTo(studentTwoSided(2.3, 11), 13);
  expect(fisherTail(0, 3, 4)).toBe(1);
});
