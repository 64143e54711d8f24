import {kernelModule} from "./module.js";

/** The inner loops of kernels.as. Addresses are bytes in the lent memory. */
export interface TreeKernels {
  /** Adds n rows to the histograms of the eight columns of a panel. */
  readonly addPanel: (rows: number, n: number, pairs: number, codes: number, histograms: number) => void;
  /** Adds n rows to the histograms of four columns. */
  readonly addFour: (
    rows: number,
    n: number,
    pairs: number,
    a: number,
    b: number,
    c: number,
    d: number,
    histograms: number
  ) => void;
  /** Lays the codes of eight columns side by side; `from` is where their addresses are. */
  readonly fillPanel: (rows: number, from: number, to: number) => void;
  /**
   * Looks for the best split of a number: see kernels.as. Returns the last code on the left, plus 256 with missing values
   * on the left, or −1; writes its score, gradient and packed weight to `out`.
   */
  readonly scan: (
    histogram: number,
    codes: number,
    gradient: number,
    packed: number,
    unit: number,
    leastRows: number,
    leastHessian: number,
    l2: number,
    top: number,
    out: number
  ) => number;
  /** Takes histograms of so many columns away from their parent's. */
  readonly subtract: (columns: number, parent: number, child: number) => void;
  /** Moves rows to the left and right of a split; returns how many are left. */
  readonly partition: (
    rows: number,
    n: number,
    codes: number,
    shift: number,
    left: number,
    spare: number
  ) => number;
}

/** Pairs in the histogram of one column: one for each code. */
export const CODES = 256;

/** Columns of a panel. */
export const PANEL = 8;

let compiled: WebAssembly.Module | undefined;

/** The kernels on a memory of the caller's. Compiles in place: trees are built in Node and in workers, never on a page. */
export function openTreeKernels(memory: WebAssembly.Memory): TreeKernels {
  compiled ??= new WebAssembly.Module(treeKernelBytes());
  return new WebAssembly.Instance(compiled, {env: {memory}}).exports as unknown as TreeKernels;
}

/** The module's bytes: WebAssembly with fixed-width SIMD and bulk memory (all browsers since 2023, Node since 16.4). */
export function treeKernelBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(kernelModule), (character) => character.charCodeAt(0));
}
