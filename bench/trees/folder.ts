import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {FeatureTable} from "../../src/lib/trees/table.js";

/** Rows of a day and town of Australia: 22 columns, and whether it rained on the next day. */
export interface BenchRows {
  readonly table: FeatureTable & {readonly categorical: readonly number[]};
  readonly target: Float64Array;
}

/** A folder with these rows for programs in other processes: `columns` one after the other, `target` and `about.json`. */
export function shareRows({table, target}: BenchRows, options: object): {folder: string; close: () => void} {
  const folder = mkdtempSync(join(tmpdir(), "almanac-trees-"));
  const columns = new Float64Array(table.columns.length * target.length);
  table.columns.forEach((column, i) => {
    columns.set(column, i * target.length);
  });
  writeFileSync(join(folder, "columns"), columns);
  writeFileSync(join(folder, "target"), target);
  writeFileSync(join(folder, "about.json"), JSON.stringify({...options, categorical: table.categorical}));
  return {folder, close: () => rmSync(folder, {recursive: true, force: true})};
}

/** Reads such a folder. */
export function sharedRows(folder: string): BenchRows {
  const numbers = (name: string) => {
    const {buffer, byteOffset, byteLength} = readFileSync(join(folder, name));
    return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
  };
  const [all, target] = [numbers("columns"), numbers("target")];
  const {categorical} = JSON.parse(readFileSync(join(folder, "about.json"), "utf8")) as {
    categorical: number[];
  };
  const columns = Array.from({length: all.length / target.length}, (_, i) =>
    all.subarray(i * target.length, (i + 1) * target.length)
  );
  return {table: {columns, categorical}, target};
}
