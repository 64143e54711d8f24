import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {bringBack, nextFolder, swap} from "../../scripts/site/build/swap.js";

/** No process has this number: Linux and macOS end well below. */
const nobody = 999_999_999;

let folder: string;
let root: string;
let room: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-swap-"));
  root = join(folder, "src");
  room = join(root, ".observablehq");
  target = join(folder, "dist");
  mkdirSync(room, {recursive: true});
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const site = (path: string, text: string): void => {
  mkdirSync(path, {recursive: true});
  writeFileSync(join(path, "index.html"), text);
};
const shown = () => readFileSync(join(target, "index.html"), "utf8");

/** What a build leaves that was killed when it had taken the old site away. */
function killed(pid: number, of = target): void {
  site(join(room, `old-${pid}`), "old");
  writeFileSync(join(room, `old-${pid}.place`), of);
  site(join(room, `next-${pid}`), "half");
}

describe("a new site", () => {
  it("takes the place of the old one and leaves nothing behind", async () => {
    for (const text of ["first", "second"]) {
      const next = nextFolder(root);
      site(next, text);
      await swap(next, target);
      expect(shown()).toBe(text);
      expect(readdirSync(room)).toEqual([]);
    }
  });

  it("that cannot take its place leaves the old one there", async () => {
    site(target, "old");
    await expect(swap(nextFolder(root), target)).rejects.toThrow("ENOENT");
    expect(shown()).toBe("old");
  });
});

describe("a build that was killed between the old site and the new one", () => {
  it("has the old one brought back by the next build", async () => {
    killed(nobody);
    await bringBack(root, target);
    expect(shown()).toBe("old");
    nextFolder(root);
    expect(readdirSync(room)).toEqual([]);
  });

  it("does not take a newer one away", async () => {
    killed(nobody);
    site(target, "new");
    await bringBack(root, target);
    nextFolder(root);
    expect(shown()).toBe("new");
    expect(readdirSync(room)).toEqual([]);
  });

  it("keeps the site of another place, and what a living build has beside", async () => {
    killed(nobody, join(folder, "elsewhere"));
    killed(process.ppid);
    await bringBack(root, target);
    nextFolder(root);
    expect(readdirSync(folder)).toEqual(["src"]);
    expect(
      readdirSync(room).filter((name) => name.startsWith("old-") && !name.endsWith(".place"))
    ).toHaveLength(2);
  });
});
