import {CODES, openTreeKernels, PANEL, type TreeKernels} from "./kernels.js";

/** Bytes of one column's histogram. */
export const HISTOGRAM_BYTES = 16 * CODES;

type Block = "pairs" | "rows" | "spare" | "codes" | "panels" | "left" | "found" | "histograms";

/** What a tree is grown in: one WebAssembly memory with its blocks. Rows are numbered 0 … rows − 1. */
export interface Arena {
  readonly kernels: TreeKernels;
  /** Pairs of all rows: g at 2 row, the packed h at 2 row + 1; see pairs.ts. */
  readonly pairs: Float64Array;
  /** The rows of a tree, those of each node together. */
  readonly rows: Uint32Array;
  /** The codes of all columns, column after column, as `codesOf` lays them. */
  readonly codes: Uint8Array;
  /** 1 for each code that goes left at the split that is being made. */
  readonly left: Uint8Array;
  /** What a kernel found: three numbers, or the addresses that it is given. */
  readonly found: Float64Array;
  /** The whole memory in float64: histograms are read from it. */
  readonly numbers: Float64Array;
  /** Addresses of the blocks, in bytes. */
  readonly at: Readonly<Record<Block, number>>;
}

/**
 * Room for trees on the rows of these codes, with so many panels of eight columns side by side, and histograms of so many
 * columns in all.
 * @throws where that is more than WebAssembly can address
 */
export function openArena(codes: Uint8Array, rows: number, panels: number, histograms: number): Arena {
  const sizes = {
    pairs: 16 * rows,
    rows: 4 * rows,
    spare: 4 * rows,
    codes: codes.length,
    panels: PANEL * rows * panels,
    left: CODES,
    found: 64,
    histograms: HISTOGRAM_BYTES * histograms
  };
  const at = {pairs: 0, rows: 0, spare: 0, codes: 0, panels: 0, left: 0, found: 0, histograms: 0};
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
  const owned = new Uint8Array(buffer, at.codes, codes.length);
  owned.set(codes);
  return {
    kernels: openTreeKernels(memory),
    pairs: new Float64Array(buffer, at.pairs, 2 * rows),
    rows: new Uint32Array(buffer, at.rows, rows),
    codes: owned,
    left: new Uint8Array(buffer, at.left, CODES),
    found: new Float64Array(buffer, at.found, 8),
    numbers: new Float64Array(buffer),
    at
  };
}

/** Lays columns out for the kernels: eight side by side, those of a panel's rest that no column is left for any. */
export function fillPanels({kernels, at, found}: Arena, rows: number, columns: Uint32Array): void {
  const addresses = new Uint32Array(found.buffer, found.byteOffset, PANEL);
  for (let panel = 0; panel * PANEL < columns.length; ++panel) {
    for (let lane = 0; lane < PANEL; ++lane)
      addresses[lane] = at.codes + rows * columns[Math.min(panel * PANEL + lane, columns.length - 1)];
    kernels.fillPanel(rows, at.found, at.panels + panel * PANEL * rows);
  }
}
