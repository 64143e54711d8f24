import {execFileSync, spawnSync} from "node:child_process";
import {cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {essence} from "../pipeline/essence.js";
import {hashes} from "./editions.js";

let folder: string;
let mounted: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-disk-"));
  mounted = [];
  writeFileSync(join(folder, "outside.txt"), "waves");
});
afterEach(() => {
  for (const place of mounted) execFileSync("umount", [place]);
  rmSync(folder, {recursive: true, force: true});
});

const script = fileURLToPath(new URL("../pipeline/killed-tiny.ts", import.meta.url));
/** A store of an older version, with two nights of the study. */
const old = fileURLToPath(new URL("../pipeline/fixtures/format-1", import.meta.url));
const project = fileURLToPath(new URL("../..", import.meta.url));
const state = () => join(folder, "store");

/** Refreshes the study "tiny" for a day in a process of its own, as another user where one is given. */
function refresh(today: string, as: readonly string[] = []): {code: number | null; said: string} {
  const words = [...as, process.execPath, "--import", "tsx", script, folder, today];
  const {status, stdout, stderr} = spawnSync(words[0], words.slice(1), {cwd: project, encoding: "utf8"});
  return {code: status, said: stdout + stderr};
}

/** Whether a command ends well here. */
const can = (name: string, ...args: string[]): boolean => spawnSync(name, args).status === 0;
const mount = (...options: string[]): boolean => {
  if (!can("mount", ...options, state())) return false;
  mounted.push(state());
  return true;
};
const rehearsed = process.env.ALMANAC_REPLAY !== undefined;
const isRoot = process.getuid?.() === 0;
const mountable =
  rehearsed &&
  isRoot &&
  (() => {
    const place = mkdtempSync(join(tmpdir(), "almanac-mount-"));
    const works = can("mount", "-t", "tmpfs", "-o", "size=64k", "none", place);
    if (works) execFileSync("umount", [place]);
    rmSync(place, {recursive: true});
    return works;
  })();
const otherUser = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] as const;
const switchable = rehearsed && isRoot && can(otherUser[0], ...otherUser.slice(1), "true");
if (!rehearsed) console.log("Skipped: disks that cannot be written, for ALMANAC_REPLAY is not set.");
else if (!mountable) console.log("Skipped: a full and a read-only disk, for nothing can be mounted here.");
if (rehearsed && !switchable)
  console.log("Skipped: a folder without permission, for this user cannot become another.");

describe("a disk that cannot be written", () => {
  test.runIf(mountable)(
    "that is full is said with the remedy; the store stays as it was, and the next run goes on",
    () => {
      mkdirSync(state());
      mount("-t", "tmpfs", "-o", "size=4m", "none");
      cpSync(old, state(), {recursive: true});
      const before = essence(state());
      const {bavail, bsize} = statfsSync(state());
      const ballast = join(state(), "ballast");
      writeFileSync(ballast, new Uint8Array(Math.max(0, bavail * bsize - 200_000)));
      const {code, said} = refresh("2024-12-26");
      expect(said).toMatch(
        /cannot be written or read: the disk is full \(ENOSPC\)\. What was there before is still there\. Make room on it/
      );
      expect(code).toBe(1);
      const after = essence(state());
      for (const [path, hash] of Object.entries(before))
        if (!/registry\/tiny\.json|index\.json|tables\//.test(path))
          expect([path, after[path]]).toEqual([path, hash]);
      rmSync(ballast);
      expect(refresh("2024-12-26").code).toBe(0);
      expect(
        Object.keys(essence(state())).filter((path) => path.includes("ledger/tiny/forecasts"))
      ).toHaveLength(3);
    },
    120_000
  );

  test.runIf(mountable)(
    "that is read-only is said before anything is done",
    () => {
      mkdirSync(state());
      mount("-t", "tmpfs", "-o", "size=1m", "none");
      mount("-o", "remount,ro");
      mounted.pop();
      const {code, said} = refresh("2024-12-25");
      expect(said).toMatch(
        /store\/?.* cannot be written or read: the file system is read-only \(EROFS\).*point ALMANAC_STATE/
      );
      expect(said).not.toContain("tiny/pull");
      expect(code).toBe(1);
    },
    120_000
  );

  test.runIf(switchable)(
    "without permission is said before anything is done, and nothing is changed",
    () => {
      mkdirSync(state());
      writeFileSync(join(state(), "format.json"), '{"format":1}');
      const before = hashes(state());
      const {code, said} = refresh("2024-12-25", otherUser);
      expect(said).toMatch(
        /cannot be written or read: this user has no permission \(EACCES\).*point ALMANAC_STATE/
      );
      expect(said).not.toContain("tiny/pull");
      expect(code).toBe(1);
      expect(hashes(state())).toEqual(before);
    },
    120_000
  );
});
