import {mkdtempSync, rmSync, truncateSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, expect, test} from "vitest";
import {packColumns, readColumns, unpackColumns, writeColumns} from "../../models/pipeline/columns.js";

const folder = mkdtempSync(join(tmpdir(), "almanac-columns-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const bufferOf = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;

const column = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint8Array(),
  fc.int16Array()
);
const {tree} = fc.letrec((tie) => ({
  tree: fc.oneof(
    {depthSize: "small"},
    column,
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("record")
  ),
  list: fc.array(tie("tree"), {maxLength: 4}),
  record: fc.dictionary(
    fc.string().filter((key) => !key.startsWith("$") && key !== "__proto__"),
    tie("tree"),
    {maxKeys: 4, noNullPrototype: true}
  )
}));

test("any tree with typed arrays comes back as it was", () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(unpackColumns(bufferOf(packColumns(value)))).toEqual(value);
    })
  );
});

test("the order of keys does not change the bytes", () => {
  const values = Float64Array.of(1, Number.NaN);
  expect(packColumns({a: 1, values, z: [values]})).toEqual(packColumns({z: [values], values, a: 1}));
});

test("a part of a larger buffer is written alone", () => {
  const part = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  expect(unpackColumns(bufferOf(packColumns({part})))).toEqual({part: Uint8Array.of(2, 3)});
});

test("numbers that JSON lacks are kept, keys without a value are not", () => {
  const value = {nan: Number.NaN, far: -Infinity, zero: -0, none: undefined};
  expect(unpackColumns(bufferOf(packColumns(value)))).toStrictEqual({
    nan: Number.NaN,
    far: -Infinity,
    zero: -0
  });
});

test("what is not plain is refused, with its place", () => {
  expect(() => packColumns({days: [new Date(0)]})).toThrow(".days[0] is a Date");
  expect(() => packColumns({f: () => 1})).toThrow(".f is of type function");
});

test("files: written, read, and refused when cut or of another kind", async () => {
  const path = join(folder, "x.columns");
  await writeColumns(path, {load: Float64Array.of(1, 2, 3)});
  expect(await readColumns(path)).toEqual({load: Float64Array.of(1, 2, 3)});
  truncateSync(path, 40);
  await expect(readColumns(path)).rejects.toThrow(/x\.columns cannot be read as columns/);
  writeFileSync(path, "<html>not columns</html>");
  await expect(readColumns(path)).rejects.toThrow(/starts with "ALMCOLS1"/);
});
