import {kernelModule} from "./module.js";

type Product = (
  m: number,
  n: number,
  k: number,
  a: number,
  row: number,
  b: number,
  c: number,
  width: number,
  add: boolean
) => void;

/** The inner loops of kernels.as. Addresses and strides are bytes in the lent memory, sizes are numbers. */
export interface Kernels {
  /** Lays a matrix of k × n out in panels of 8 columns; `row` and `column` are its strides. */
  readonly pack: (k: number, n: number, from: number, row: number, column: number, to: number) => void;
  /** c = a b, or c += a b: a is m × k, b is packed; `row` and `width` are the strides of the rows of a and c. */
  readonly product: Product;
  /** The same with the transpose of a, which is k × m. */
  readonly transposedProduct: Product;
  /** tanh of n numbers in place, within 4.5e-7. */
  readonly tanhs: (n: number, x: number) => void;
  /** The logistic function of n numbers in place, within 3e-7. */
  readonly sigmoids: (n: number, x: number) => void;
  /** The exponential linear unit of n numbers in place, n a multiple of 8, within 1e-7. */
  readonly elus: (n: number, x: number) => void;
  /** Back through n such units: from their values and the gradient by these to that by what went in, in its place. */
  readonly elusBack: (n: number, values: number, gradient: number) => void;
  /** One step of the cells of an LSTM. */
  readonly gates: (
    rows: number,
    units: number,
    sums: number,
    before: number,
    after: number,
    squashed: number,
    hidden: number,
    width: number
  ) => void;
  /** Back through one step of the cells. */
  readonly gatesBack: (
    rows: number,
    units: number,
    gates: number,
    before: number,
    squashed: number,
    hidden: number,
    width: number,
    cells: number
  ) => void;
  /** A step of Adam. */
  readonly adam: (
    n: number,
    weights: number,
    gradient: number,
    first: number,
    second: number,
    rate: number,
    a: number,
    b: number,
    epsilon: number
  ) => void;
}

/** Numbers of a panel's row: products and their packed factors are as wide as a multiple of it. */
export const panelWidth = 8;

let compiled: WebAssembly.Module | undefined;

/**
 * Compiles the kernels without blocking. Pages call it before anything else here, since they may be forbidden to compile
 * in place (and need 'wasm-unsafe-eval' in their policy); Node and workers need not.
 */
export async function loadKernels(): Promise<void> {
  compiled ??= await WebAssembly.compile(kernelBytes());
}

/** The kernels on a memory of the caller's. */
export function openKernels(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(kernelBytes());
  return new WebAssembly.Instance(compiled, {env: {memory}}).exports as unknown as Kernels;
}

/** The module's bytes: WebAssembly with fixed-width SIMD (all browsers since 2023, Node since 16.4). */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(kernelModule), (character) => character.charCodeAt(0));
}
