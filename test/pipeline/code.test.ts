import {mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {bundler, projectRoot} from "../../models/pipeline/code.js";
import {packageVersions} from "../../models/pipeline/packages.js";

describe("a bundle", () => {
  let root: string;
  const write = (path: string, text: string): URL => {
    mkdirSync(join(root, path, ".."), {recursive: true});
    writeFileSync(join(root, path), text);
    return pathToFileURL(join(root, path));
  };
  const lock = (version: string): URL =>
    write("package-lock.json", JSON.stringify({packages: {"node_modules/zod": {version}}}));
  const hash = async (path: string): Promise<string> =>
    (await bundler(root)(pathToFileURL(join(root, path)))).hash;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "almanac-code-"));
    lock("1.0.0");
    write("node_modules/.keep", "");
    symlinkSync(join(projectRoot, "node_modules/zod"), join(root, "node_modules/zod"));
    write(
      "models/a.ts",
      'import {z} from "zod";\nimport {two} from "./b.js";\nexport const a = z.number().parse(two);'
    );
    write("models/b.ts", "export const two = 2;\nexport const three = 3;");
  });
  afterEach(() => rmSync(root, {recursive: true, force: true}));

  test("runs on its own, with packages from node_modules", async () => {
    const {url} = await bundler(root)(pathToFileURL(join(root, "models/a.ts")));
    expect(await import(url)).toMatchObject({a: 2});
    expect(fileURLToPath(url)).toContain(join("node_modules", ".cache", "almanac"));
  });

  test("has a hash of what it runs: imported code counts, comments, types and what it does not use do not", async () => {
    const before = await hash("models/a.ts");
    write("models/b.ts", "/** Two. */\nexport const two: number = 2;\nexport const three = 4;");
    expect(await hash("models/a.ts")).toBe(before);
    write("models/b.ts", "export const two = 3;");
    expect(await hash("models/a.ts")).not.toBe(before);
  });

  test("has another hash when a package has another version", async () => {
    const before = await hash("models/a.ts");
    lock("1.0.1");
    expect(await hash("models/a.ts")).not.toBe(before);
  });

  test("knows where its source was", async () => {
    write("models/data.txt", "beside the source");
    const module = write("models/c.ts", "export const place = new URL('./data.txt', import.meta.url);");
    const {place} = (await import((await bundler(root)(module)).url)) as {place: URL};
    expect(readFileSync(place, "utf8")).toBe("beside the source");
  });

  test("of code that imports an unlocked package is refused by its name", async () => {
    const module = write("models/d.ts", 'import x from "left-pad"; export const y = x;');
    await expect(bundler(root)(module)).rejects.toThrow(
      '"left-pad" is imported and not in package-lock.json'
    );
  });
});

test("versions: with what a package relies on, found as Node finds it", () => {
  const lock = {
    "node_modules/@a/b": {version: "1.0.0", dependencies: {c: "*"}, peerDependencies: {absent: "*"}},
    "node_modules/@a/b/node_modules/c": {version: "2.0.0", dependencies: {d: "*"}},
    "node_modules/c": {version: "3.0.0"},
    "node_modules/d": {version: "4.0.0", dependencies: {"@a/b": "*"}},
    "node_modules/e": {version: "5.0.0"}
  };
  expect(packageVersions(["@a/b/deep/file.js"], lock)).toEqual([
    "node_modules/@a/b/node_modules/c@2.0.0",
    "node_modules/@a/b@1.0.0",
    "node_modules/d@4.0.0"
  ]);
  expect(packageVersions(["c"], lock)).toEqual(["node_modules/c@3.0.0"]);
});
