import {readFileSync} from "node:fs";
import {join} from "node:path";
import {gzipSync} from "node:zlib";

/** The budget of a page at first view: bytes after gzip, and requests with the page itself. */
export const BUDGET = {code: 300_000, data: 150_000, requests: 25} as const;

/** What a page costs before it runs anything. */
export interface Weight {
  readonly page: string;
  readonly requests: number;
  /** The page itself, gzipped. */
  readonly html: number;
  /** Scripts and styles with all that they import statically, gzipped. */
  readonly code: number;
  /** All data files that the page registers, gzipped; which of them it loads at once, only a browser can tell. */
  readonly data: number;
}

/** Measures files of a site after gzip, each once. */
export function gzipMeter(folder: string): (path: string) => number {
  const known = new Map<string, number>();
  return (path) => {
    let size = known.get(path);
    if (size === undefined) {
      size = gzipSync(readFileSync(join(folder, path)), {level: 6}).length;
      known.set(path, size);
    }
    return size;
  };
}

/** A table of weights for a terminal. */
export function weightTable(weights: readonly Weight[]): string {
  const rows = [
    ["page", "requests", "html kB", "script+style kB", "data kB (all)"],
    ...weights.map(({page, requests, html, code, data}) => [
      page,
      `${requests}`,
      kB(html),
      kB(code),
      kB(data)
    ])
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows
    .map((row) => row.map((cell, i) => (i ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join("  "))
    .join("\n");
}

/** Bytes as kilobytes (1,000 bytes) with one decimal. */
export function kB(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
