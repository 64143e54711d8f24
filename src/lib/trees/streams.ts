import {type ColumnBins, codesIn} from "./bins.js";
import {
  categoryRule,
  numericRule,
  readNumericRule,
  SET_BYTES,
  setOf,
  type Trees,
  type TreesWriter,
  writeTrees
} from "./trees.js";

/**
 * The parts of a file of trees, each in the order of the nodes: numbers of one kind lie together, so that they compress
 * well. Children are not written: trees lie in preorder.
 */
export interface Streams {
  /** One number for each node: 0 for a leaf, else 1 + the column; a byte, or two (low, then high) with 255 columns or more. */
  readonly columns: Uint8Array;
  /** One byte for each split of a number: the last code on the left. */
  readonly codes: Uint8Array;
  /** One bit for each split of a number: 1 where missing values go left. */
  readonly missing: Uint8Array;
  /** For each split of categories one bit for each code of the column, in whole bytes: 1 for those on the left. */
  readonly sets: Uint8Array;
  /** Levels of the inner nodes above the lowest level: the low bytes of all, then the next ones, as many as are needed. */
  readonly inner: Uint8Array;
  /** The same for the leaves. */
  readonly leaves: Uint8Array;
}

/** In the order in which they lie in the file. */
export const streamNames = ["columns", "codes", "missing", "sets", "inner", "leaves"] as const;

/** The streams of trees, and the level that they count from. */
export function writeNodes(
  {column, rule, level, sets}: Trees,
  bins: readonly ColumnBins[]
): {streams: Streams; lowestLevel: number} {
  const wide = bins.length > 254;
  const lowestLevel = level.reduce((least, value) => Math.min(least, value), 0);
  const asked: number[][] = [[], []];
  const [codes, bits, setBytes, inner, leaves]: number[][] = [[], [], [], [], []];
  for (let node = 0; node < column.length; ++node) {
    asked[0].push((column[node] + 1) & 255);
    asked[1].push((column[node] + 1) >> 8);
    const leaf = column[node] < 0;
    (leaf ? leaves : inner).push(level[node] - lowestLevel);
    if (leaf) continue;
    const set = setOf(rule[node]);
    if (set < 0) {
      const {code, missingLeft} = readNumericRule(rule[node]);
      codes.push(code);
      bits.push(missingLeft ? 1 : 0);
    } else for (let i = 0; 8 * i < codesIn(bins[column[node]]); ++i) setBytes.push(sets[SET_BYTES * set + i]);
  }
  const missing = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => {
    missing[i >> 3] |= bit << (i & 7);
  });
  return {
    streams: {
      columns: Uint8Array.from(wide ? [...asked[0], ...asked[1]] : asked[0]),
      codes: Uint8Array.from(codes),
      missing,
      sets: Uint8Array.from(setBytes),
      inner: planes(inner),
      leaves: planes(leaves)
    },
    lowestLevel
  };
}

/**
 * Reads the trees back.
 * @throws where the streams do not hold so many trees and nodes, or ask a column that is not there
 */
export function readNodes(
  streams: Streams,
  {trees, nodes, lowestLevel}: {trees: number; nodes: number; lowestLevel: number},
  bins: readonly ColumnBins[]
): Trees {
  const absent = streamNames.find((name) => !streams[name]);
  if (absent) throw new Error(`Trees: expected a stream "${absent}" in the description, got none`);
  const wide = bins.length > 254;
  const {columns, codes, missing, sets} = streams;
  if (columns.length !== nodes * (wide ? 2 : 1))
    throw broken(`${nodes} nodes`, `${columns.length} bytes of them`);
  let splits = 0;
  for (let node = 0; node < nodes; ++node) if (columns[node] || (wide && columns[nodes + node])) ++splits;
  const inner = fromPlanes(streams.inner, splits);
  const leaves = fromPlanes(streams.leaves, nodes - splits);
  const writer: TreesWriter = writeTrees();
  // Inner nodes whose right child is still to come.
  const open: number[] = [];
  let [begun, numeric, inSets, split, leaf, inTree] = [0, 0, 0, 0, 0, false];
  for (let node = 0; node < nodes; ++node) {
    if (!inTree) {
      writer.begin();
      ++begun;
      inTree = true;
    }
    const asked = columns[node] + (wide ? 256 * columns[nodes + node] : 0) - 1;
    if (asked >= bins.length) throw broken(`a column below ${bins.length} in node ${node}`, asked);
    if (asked < 0) {
      writer.add(-1, 0, leaves[leaf++] + lowestLevel);
      if (open.length) writer.turn(open.pop()!);
      else inTree = false;
      continue;
    }
    let rule: number;
    if (bins[asked].categorical) {
      const bytes = Math.ceil(codesIn(bins[asked]) / 8);
      if (inSets + bytes > sets.length) throw broken(`a set of categories for node ${node}`, "none");
      rule = categoryRule(writer.addSet(sets.subarray(inSets, inSets + bytes)));
      inSets += bytes;
    } else {
      if (numeric >= codes.length) throw broken(`a code for node ${node}`, "none");
      rule = numericRule(codes[numeric], ((missing[numeric >> 3] >> (numeric & 7)) & 1) === 1);
      ++numeric;
    }
    open.push(writer.add(asked, rule, inner[split++] + lowestLevel));
  }
  if (inTree || begun !== trees)
    throw broken(`${trees} whole trees`, inTree ? "a tree without its end" : begun);
  if (numeric !== codes.length || inSets !== sets.length)
    throw broken("codes for all splits and no more", "others");
  return writer.close();
}

/** Numbers from 0 as the low bytes of all, then the next ones. */
function planes(values: readonly number[]): Uint8Array {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  let width = 1;
  while (most >= 256 ** width) ++width;
  const bytes = new Uint8Array(width * values.length);
  for (let plane = 0; plane < width; ++plane)
    for (let i = 0; i < values.length; ++i)
      bytes[plane * values.length + i] = Math.floor(values[i] / 256 ** plane) % 256;
  return bytes;
}

function fromPlanes(bytes: Uint8Array, count: number): Float64Array {
  const values = new Float64Array(count);
  if (count ? bytes.length % count || !bytes.length : bytes.length)
    throw broken(`levels of ${count} nodes`, `${bytes.length} bytes`);
  for (let i = 0; i < bytes.length; ++i) values[i % count] += bytes[i] * 256 ** Math.floor(i / count);
  return values;
}

function broken(expected: string, got: unknown): Error {
  return new Error(`Trees: the file is broken: expected ${expected}, got ${got}; publish it again`);
}
