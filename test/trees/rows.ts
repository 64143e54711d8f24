import {createHash} from "node:crypto";
import {mulberry32} from "../../src/lib/random.js";

/** Columns of uniform numbers. */
export function uniformColumns(columns: number, rows: number, seed: number): Float64Array[] {
  const random = mulberry32(seed);
  return Array.from({length: columns}, () => Float64Array.from({length: rows}, random));
}

/** A wave of the first column plus the product of the next two, plus some noise. */
export function waveAndProduct(columns: readonly Float64Array[], noise: number, seed: number): Float64Array {
  const random = mulberry32(seed);
  return columns[0].map(
    (x, row) => Math.sin(5 * x) + columns[1][row] * columns[2][row] + noise * (random() - 0.5)
  );
}

/** 1 where a number is above the middle of all, else 0. */
export function above(values: Float64Array): Float64Array {
  const middle = values.slice().sort()[values.length >> 1];
  return values.map((value) => (value > middle ? 1 : 0));
}

/** Mean squared difference. */
export function meanSquare(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, row) => sum + (value - b[row]) ** 2, 0) / a.length;
}

/** A hash of some plain data: of its numbers as they print, and of the bytes of its arrays. */
export function digest(data: unknown): string {
  const text = JSON.stringify(data, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? [
          value.constructor.name,
          Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
        ]
      : value
  );
  return createHash("sha256").update(text).digest("hex");
}
