import {fork} from "node:child_process";
import {mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {hostname, tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {z} from "zod";
import {readJson, stableJson, writeAtomic, writeJson} from "../../data-loaders/store/files.js";
import {openStore} from "../../data-loaders/store/format.js";
import {lockStore} from "../../data-loaders/store/lock.js";

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
    ["another shape", '{"load":"much"}', /another shape was expected .*load/]
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

describe("the format", () => {
  test("is written once, and another one is refused", async () => {
    await openStore(folder);
    await openStore(folder);
    expect(readFileSync(join(folder, "format.json"), "utf8")).toBe('{"format":1}\n');
    writeFileSync(join(folder, "format.json"), '{"format":99}');
    await expect(openStore(folder)).rejects.toThrow(/has format 99.*point ALMANAC_STATE to another folder/);
  });
});

describe("the lock", () => {
  const lock = () => join(folder, "lock");
  const deadPid = async (): Promise<number> => {
    const child = fork("-e", [], {execArgv: ["-e", "0"], stdio: "ignore"});
    await new Promise((resolve) => child.on("exit", resolve));
    return child.pid!;
  };

  test("has one owner at a time", async () => {
    const release = await lockStore(folder);
    await expect(lockStore(folder)).rejects.toThrow(
      new RegExp(`process ${process.pid} on .* is writing the store`)
    );
    await release();
    await (await lockStore(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a dead process is taken over", async () => {
    writeFileSync(lock(), JSON.stringify({pid: await deadPid(), host: hostname(), token: "x"}));
    const release = await lockStore(folder);
    expect(JSON.parse(readFileSync(lock(), "utf8"))).toMatchObject({pid: process.pid});
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of another machine is respected, until it has been silent for two minutes", async () => {
    writeFileSync(lock(), JSON.stringify({pid: 1, host: "elsewhere", token: "x"}));
    await expect(lockStore(folder)).rejects.toThrow("process 1 on elsewhere");
    const before = new Date(Date.now() - 121_000);
    utimesSync(lock(), before, before);
    await (await lockStore(folder))();
  });

  test("that cannot be read is respected, until it has been silent", async () => {
    writeFileSync(lock(), "");
    await expect(lockStore(folder)).rejects.toThrow("another process is writing");
    const before = new Date(Date.now() - 121_000);
    utimesSync(lock(), before, before);
    await (await lockStore(folder))();
  });

  test("that somebody else took is not released", async () => {
    const release = await lockStore(folder);
    writeFileSync(lock(), JSON.stringify({pid: 1, host: "elsewhere", token: "x"}));
    await release();
    expect(readdirSync(folder)).toEqual(["lock"]);
  });
});
