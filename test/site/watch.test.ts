import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it, vi} from "vitest";
import {watchFolders} from "../../scripts/site/dev/watch.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-watch-"));
  mkdirSync(join(folder, "models/steps"), {recursive: true});
  writeFileSync(join(folder, "models/steps/a.ts"), "1");
});
afterEach(() => rmSync(folder, {recursive: true}));

it("calls once for a burst, never twice at a time, and once more for what changed meanwhile", async () => {
  const calls: string[][] = [];
  let running = 0;
  let release = () => {};
  const stop = watchFolders(
    [join(folder, "models"), join(folder, "absent")],
    async (files) => {
      expect(++running).toBe(1);
      calls.push(files.map((file) => file.slice(folder.length + 1)));
      await new Promise<void>((done) => {
        release = done;
      });
      running--;
    },
    40
  );
  try {
    writeFileSync(join(folder, "models/steps/a.ts"), "2");
    writeFileSync(join(folder, "models/b.ts"), "2");
    writeFileSync(join(folder, "models/.b.ts.swp"), "2");
    writeFileSync(join(folder, "models/notes.txt"), "2");
    await vi.waitUntil(() => calls.length === 1, {timeout: 5000});
    expect(calls[0]).toEqual(["models/b.ts", "models/steps/a.ts"]);
    writeFileSync(join(folder, "models/steps/a.ts"), "3");
    await new Promise((done) => setTimeout(done, 150));
    expect(calls).toHaveLength(1);
    release();
    await vi.waitUntil(() => calls.length === 2, {timeout: 5000});
    expect(calls[1]).toEqual(["models/steps/a.ts"]);
    release();
  } finally {
    stop();
  }
});
