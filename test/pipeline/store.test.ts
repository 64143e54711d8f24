import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {z} from "zod";
import {diskError} from "../../data-loaders/store/disk.js";
import {
  makeFolder,
  place,
  readJson,
  stableJson,
  writeAtomic,
  writeJson,
  writeSealed
} from "../../data-loaders/store/files.js";
import {sweepRemains} from "../../data-loaders/store/sweep.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-store-"));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

describe("files", () => {
  const schema = z.object({load: z.number()});

  test("JSON has sorted keys at every depth, and goes there and back", async () => {
    expect(stableJson({b: [{d: 1, c: 2}], a: null, none: undefined})).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
    await writeJson(join(folder, "deep/er/x.json"), {load: 3});
    expect(readFileSync(join(folder, "deep/er/x.json"), "utf8")).toBe('{"load":3}\n');
    expect(await readJson(join(folder, "deep/er/x.json"), schema)).toEqual({load: 3});
  });

  test("a number that JSON lacks is refused by its key", () => {
    expect(() => stableJson({rows: [{load: Number.NaN}]})).toThrow(
      'JSON has no NaN, which stands under the key "load"'
    );
  });

  test("a missing file is undefined", async () => {
    expect(await readJson(join(folder, "none.json"), schema)).toBeUndefined();
  });

  test.each([
    ["half a file", '{"load":', /JSON was expected, and 8 characters came/],
    ["another shape", '{"load":"much"}', /another shape was expected: .*load/]
  ])("%s is named and moved aside", async (_, text, message) => {
    const path = join(folder, "x.json");
    writeFileSync(path, text);
    await expect(readJson(path, schema)).rejects.toThrow(message);
    const [aside] = readdirSync(folder);
    expect(aside).toMatch(/^x\.json\.corrupt-[0-9a-f]{8}$/);
    expect(readFileSync(join(folder, aside), "utf8")).toBe(text);
    expect(await readJson(path, schema)).toBeUndefined();
  });

  test("a write that fails leaves the old file and no remains", async () => {
    const path = join(folder, "x.json");
    await writeJson(path, {load: 1});
    await expect(writeJson(path, {load: Number.NaN})).rejects.toThrow();
    await expect(writeAtomic(folder, "a file in the place of a folder")).rejects.toThrow();
    expect(readFileSync(path, "utf8")).toBe('{"load":1}\n');
    expect(readdirSync(folder)).toEqual(["x.json"]);
  });
});

describe("a sealed file", () => {
  const schema = z.object({load: z.number()});
  const path = () => join(folder, "x.json");

  test("is read like any other, whatever its layout", async () => {
    await writeSealed(path(), {load: 3, more: {b: [1.5, null], a: "MW"}}, 1);
    expect(await readJson(path(), schema)).toEqual({load: 3});
    writeFileSync(path(), JSON.stringify(JSON.parse(readFileSync(path(), "utf8"))));
    expect(await readJson(path(), schema)).toEqual({load: 3});
  });

  test.each([
    ['"load": 3', '"load": 4'],
    ['"a": "MW"', '"a": "GW"'],
    ['"seal": "', '"seal": "0']
  ])("in which %s became %s is moved aside", async (before, after) => {
    await writeSealed(path(), {load: 3, more: {b: [1.5, null], a: "MW"}}, 1);
    writeFileSync(path(), readFileSync(path(), "utf8").replace(before, after));
    await expect(readJson(path(), schema)).rejects.toThrow(
      /x\.json is corrupt: its seal .* was expected to fit/
    );
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^x\.json\.corrupt-/)]);
  });
});

test("a folder takes its place with all that it holds, and folders are made with those above them", async () => {
  await makeFolder(join(folder, "a/b/c"));
  await makeFolder(join(folder, "a/b/c"));
  mkdirSync(join(folder, ".draft.tmp/deep"), {recursive: true});
  writeFileSync(join(folder, ".draft.tmp/deep/x.txt"), "1");
  await place(join(folder, ".draft.tmp"), join(folder, "a/b/c/result"));
  expect(readFileSync(join(folder, "a/b/c/result/deep/x.txt"), "utf8")).toBe("1");
});

test("what killed writers left is swept from every folder, and nothing else", async () => {
  mkdirSync(join(folder, "live/runs/.x.json.1234.tmp"), {recursive: true});
  for (const name of [".format.json.1.tmp", "live/.a.tmp", "live/runs/a.json", "live/.hidden", "b.tmp"])
    writeFileSync(join(folder, name), "");
  await sweepRemains(folder);
  expect(readdirSync(folder, {recursive: true}).sort()).toEqual([
    "b.tmp",
    "live",
    "live/.hidden",
    "live/runs",
    "live/runs/a.json"
  ]);
});

test.each([
  [
    Object.assign(new Error("ENOSPC: no space left on device, write"), {code: "ENOSPC"}),
    /the disk is full \(ENOSPC\)/
  ],
  [new Error("ENOSPC: no space left on device, write"), /the disk is full/],
  [new Error('IO Error: Could not write file "x": Read-only file system'), /read-only \(EROFS\)/],
  [Object.assign(new Error("EACCES: permission denied, open"), {code: "EACCES"}), /no permission \(EACCES\)/]
])("%s is said with the file and a remedy", (error, message) => {
  const said = diskError(error, "/store/x.json");
  expect(said.message).toMatch(message);
  expect(said.message).toMatch(
    /^\/store\/x\.json cannot be written.*What was there before is still there\. .*run the same command/
  );
  expect(diskError(said).message).toBe(said.message);
  for (const other of ["the barometer is broken", "odre: status 403 (Permission denied) at http://x"])
    expect(diskError(new Error(other), "/x").message).toBe(other);
});
