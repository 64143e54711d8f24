import {open} from "node:fs/promises";
import {writeAtomic} from "../../data-loaders/store/files.js";

/**
 * Typed arrays in files. Any tree of plain objects, arrays, strings, numbers, booleans, null and typed arrays is one file:
 *
 *     "ALMCOLS1" · length of the header (uint32, little-endian) · 4 bytes of zero · header (JSON, keys sorted, padded with
 *     blanks to a multiple of 8) · the arrays one after the other, each padded with zeros to a multiple of 8
 *
 * The header is {tree, arrays: [{type, length}]}; in the tree `{"$array": n}` stands for the n-th array and
 * `{"$number": "NaN"}` for a number that JSON lacks. Equal trees give equal bytes.
 */
const magic = "ALMCOLS1";

const types = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array
} as const;
type TypeName = keyof typeof types;
type Column = InstanceType<(typeof types)[TypeName]>;

interface Header {
  tree: unknown;
  arrays: {type: TypeName; length: number}[];
}

/** Bytes of a tree with typed arrays. Throws on anything that is neither plain nor a typed array, and says where it is. */
export function packColumns(tree: unknown): Uint8Array {
  const columns: Column[] = [];
  const plain = strip(tree, columns, "");
  const arrays = columns.map((column) => ({
    type: column.constructor.name as TypeName,
    length: column.length
  }));
  const json = new TextEncoder().encode(JSON.stringify({arrays, tree: plain}));
  const head = padded(json.length);
  const bytes = new Uint8Array(
    16 + head + columns.reduce((sum, column) => sum + padded(column.byteLength), 0)
  );
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(8, head, true);
  bytes.fill(0x20, 16, 16 + head);
  bytes.set(json, 16);
  let offset = 16 + head;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += padded(column.byteLength);
  }
  return bytes;
}

/** The tree again; its arrays are views of `buffer`, nothing is copied. Throws where the bytes are not of this form. */
export function unpackColumns(buffer: ArrayBuffer): unknown {
  const bytes = new Uint8Array(buffer);
  const start = new TextDecoder().decode(bytes.subarray(0, 8));
  if (start !== magic)
    throw new Error(`A file of columns starts with "${magic}", and this one with "${start}".`);
  const head = new DataView(buffer).getUint32(8, true);
  const {tree, arrays} = JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + head))) as Header;
  let offset = 16 + head;
  const columns = arrays.map(({type, length}) => {
    const column = new types[type](buffer, offset, length);
    offset += padded(column.byteLength);
    return column;
  });
  if (offset !== buffer.byteLength) {
    throw new Error(`A file of columns says that it has ${offset} bytes, and it has ${buffer.byteLength}.`);
  }
  return restore(tree, columns);
}

/** Writes a tree with typed arrays, atomically. */
export async function writeColumns(path: string, tree: unknown): Promise<void> {
  await writeAtomic(path, packColumns(tree));
}

/** Reads what `writeColumns` wrote; the caller knows the type. Throws with the file's name. */
export async function readColumns<T>(path: string): Promise<T> {
  const file = await open(path, "r");
  try {
    const buffer = new ArrayBuffer((await file.stat()).size);
    for (let at = 0; at < buffer.byteLength; ) {
      const {bytesRead} = await file.read(new Uint8Array(buffer, at));
      if (bytesRead === 0) throw new Error("it ended too early.");
      at += bytesRead;
    }
    return unpackColumns(buffer) as T;
  } catch (error) {
    throw new Error(`${path} cannot be read as columns: ${(error as Error).message}`, {cause: error});
  } finally {
    await file.close();
  }
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function strip(node: unknown, columns: Column[], where: string): unknown {
  if (node === null || typeof node === "string" || typeof node === "boolean") return node;
  if (typeof node === "number") {
    return Number.isFinite(node) && !Object.is(node, -0)
      ? node
      : {$number: Object.is(node, -0) ? "-0" : String(node)};
  }
  if (typeof node === "object") {
    if (ArrayBuffer.isView(node) && node.constructor.name in types) {
      return {$array: columns.push(node as unknown as Column) - 1};
    }
    if (Array.isArray(node)) return node.map((item, i) => strip(item, columns, `${where}[${i}]`));
    if (Object.getPrototypeOf(node) === Object.prototype || Object.getPrototypeOf(node) === null) {
      return Object.fromEntries(
        Object.entries(node)
          .filter(([, item]) => item !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, item]) => [key, strip(item, columns, `${where}.${key}`)])
      );
    }
  }
  throw new Error(
    `${where || "The tree"} is ${typeof node === "object" ? `a ${node.constructor?.name}` : `of type ${typeof node}`}: ` +
      "columns hold plain objects, arrays, strings, numbers, booleans, null and typed arrays."
  );
}

function restore(node: unknown, columns: readonly Column[]): unknown {
  if (node === null || typeof node !== "object") return node;
  if (Array.isArray(node)) return node.map((item) => restore(item, columns));
  if ("$array" in node) return columns[node.$array as number];
  if ("$number" in node) return Number(node.$number);
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, restore(item, columns)]));
}
