import {expect, test} from "vitest";
import {loadKernels, openKernels} from "../../src/lib/product/kernels.js";
import {mulberry32} from "../../src/lib/random.js";

/** Kernels on 1 MB of memory whose numbers start as NaN: what is read before it is written shows. */
function open() {
  const memory = new WebAssembly.Memory({initial: 16});
  const numbers = new Float32Array(memory.buffer).fill(Number.NaN);
  return {kernels: openKernels(memory), numbers};
}

/** Numbers in −1 … 1. */
function draw(n: number, seed: number): Float32Array {
  const random = mulberry32(seed);
  return Float32Array.from({length: n}, () => 2 * random() - 1);
}

const [A, B, P, C] = [0, 10_000, 20_000, 40_000];

test.each([
  [4, 1, 1],
  [4, 8, 3],
  [8, 13, 77],
  [32, 24, 80]
])("the product of %i × %i from %i terms, plain and transposed on either side, put and added", (m, n, k) => {
  const a = draw(m * k, 1);
  const b = draw(k * n, 2);
  const width = Math.ceil(n / 8) * 8;
  for (const [left, right] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true]
  ]) {
    const {kernels, numbers} = open();
    for (let i = 0; i < m; ++i)
      for (let e = 0; e < k; ++e) numbers[A + (left ? e * m + i : i * k + e)] = a[i * k + e];
    for (let e = 0; e < k; ++e)
      for (let j = 0; j < n; ++j) numbers[B + (right ? j * k + e : e * n + j)] = b[e * n + j];
    kernels.pack(k, n, 4 * B, right ? 4 : 4 * n, right ? 4 * k : 4, 4 * P);
    const product = left ? kernels.transposedProduct : kernels.product;
    const row = 4 * (left ? m : k);
    product(m, n, k, 4 * A, row, 4 * P, 4 * C, 4 * width, false);
    product(m, n, k, 4 * A, row, 4 * P, 4 * C, 4 * width, true);
    for (let i = 0; i < m; ++i)
      for (let j = 0; j < width; ++j) {
        let sum = 0;
        for (let e = 0; e < k && j < n; ++e) sum += a[i * k + e] * b[e * n + j];
        expect(Math.abs(numbers[C + i * width + j] - 2 * sum)).toBeLessThan(1e-5);
      }
    expect(numbers[C - 1]).toBeNaN();
    expect(numbers[C + m * width]).toBeNaN();
  }
});

test("tanh and the logistic function are within 4.5e-7 and 3e-7 of the true ones, and keep their limits", () => {
  const {kernels, numbers} = open();
  const n = 200_000;
  const x = Float32Array.from({length: n}, (_, i) => -20 + (40 * i) / n);
  const worst = (fill: (n: number, at: number) => void, exact: (x: number) => number) => {
    numbers.set(x);
    fill(n, 0);
    return x.reduce((most, v, i) => Math.max(most, Math.abs(numbers[i] - exact(v))), 0);
  };
  expect(worst(kernels.tanhs, Math.tanh)).toBeLessThan(4.5e-7);
  expect(worst(kernels.sigmoids, (v) => 1 / (1 + Math.exp(-v)))).toBeLessThan(3e-7);
  numbers.set([-1e30, 1e30, 0, Number.NaN]);
  kernels.tanhs(4, 0);
  expect(numbers[0]).toBeCloseTo(-1, 6);
  expect(numbers[1]).toBeCloseTo(1, 6);
  expect(Math.abs(numbers[0])).toBeLessThanOrEqual(1);
  expect(numbers[2]).toBe(0);
  expect(numbers[3]).toBeNaN();
});

test("the exponential linear unit is within 1e-7 of the true one, and so is the way back", () => {
  const {kernels, numbers} = open();
  const n = 200_000;
  const x = Float32Array.from({length: n}, (_, i) => -30 + (40 * i) / n);
  numbers.set(x);
  kernels.elus(n, 0);
  const exact = (v: number) => (v > 0 ? v : Math.expm1(v));
  expect(x.reduce((most, v, i) => Math.max(most, Math.abs(numbers[i] - exact(v))), 0)).toBeLessThan(1e-7);
  numbers[n] = 7;
  numbers.set([-1e30, 1e30, 0, -1e-20, Number.NaN, 1, 2, -0.5, -2, 2]);
  kernels.elus(8, 0);
  expect([...numbers.subarray(0, 3)]).toEqual([-1, Math.fround(1e30), 0]);
  expect(Math.abs(numbers[3] / -1e-20 - 1)).toBeLessThan(1e-7);
  expect(numbers[4]).toBeNaN();
  expect([...numbers.subarray(5, 7), ...numbers.subarray(8, 10), numbers[n]]).toEqual([1, 2, -2, 2, 7]);
  const slopes = 16;
  numbers.set([3, 3, 3, 3, 3], slopes);
  numbers.set([-0.5, -1, 0, 5], 0);
  kernels.elusBack(4, 0, 4 * slopes);
  expect([...numbers.subarray(slopes, slopes + 5)]).toEqual([1.5, 0, 3, 3, 3]);
});

test("the kernels also compile without blocking", async () => {
  await loadKernels();
  expect(openKernels(new WebAssembly.Memory({initial: 1})).product).toBeTypeOf("function");
});
