import {CODES, openTreeKernels, PANEL, type TreeKernels} from "./kernels.js";

/** Bytes of one column's histogram. */
export const HISTOGRAM_BYTES = 16 * CODES;

/** What a tree is grown in: one WebAssembly memory with its blocks. Rows are numbered 0 … rows − 1. */
export interface Arena {
  readonly kernels: TreeKernels;
  /** Pairs of all rows: g at 2 row, the packed h at 2 row + 1; see pairs.ts. */
  readonly pairs: Float64Array;
  /** The rows of a tree, those of each node together. */
  readonly rows: Uint32Array;
  /** The codes of the columns, as the kernels read them. */
  readonly codes: Uint8Array;
  /** 1 for each code that goes left at the split that is being made. */
  readonly left: Uint8Array;
  /** The whole memory in float64: histograms are read from it. */
  readonly numbers: Float64Array;
  /** Addresses of the blocks, in bytes. */
  readonly at: Readonly<Record<"pairs" | "rows" | "spare" | "codes" | "left" | "histograms", number>>;
}

/**
 * Room for trees on so many rows, so many bytes of codes, and histograms of so many columns in all.
 * @throws where that is more than WebAssembly can address
 */
export function openArena(rows: number, codeBytes: number, histograms: number): Arena {
  const sizes = {
    pairs: 16 * rows,
    rows: 4 * rows,
    spare: 4 * rows,
    // The kernels read eight bytes at a time.
    codes: codeBytes + PANEL,
    left: CODES,
    histograms: HISTOGRAM_BYTES * histograms
  };
  const at = {pairs: 0, rows: 0, spare: 0, codes: 0, left: 0, histograms: 0};
  let end = 0;
  for (const block of Object.keys(sizes) as (keyof typeof sizes)[]) {
    at[block] = end;
    end = Math.ceil((end + sizes[block]) / 64) * 64;
  }
  const pages = Math.ceil(end / 65536);
  if (pages > 65535)
    throw new Error(
      `Trees: expected less than 4 GB of memory, got ${rows} rows and ${histograms} histograms; take fewer leaves, columns or rows`
    );
  const memory = new WebAssembly.Memory({initial: pages});
  const {buffer} = memory;
  return {
    kernels: openTreeKernels(memory),
    pairs: new Float64Array(buffer, at.pairs, 2 * rows),
    rows: new Uint32Array(buffer, at.rows, rows),
    codes: new Uint8Array(buffer, at.codes, codeBytes),
    left: new Uint8Array(buffer, at.left, CODES),
    numbers: new Float64Array(buffer),
    at
  };
}
