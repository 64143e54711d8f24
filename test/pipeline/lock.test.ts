import {fork} from "node:child_process";
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {hostname, tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {sha256} from "../../data-loaders/store/files.js";
import {lockStore, type StoreBusy} from "../../data-loaders/store/lock.js";
import {thisProcess} from "../../data-loaders/store/owner.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-lock-"));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const lock = () => join(folder, "lock");
const quick = {watch: 60, heartbeat: 20};
const own = () => JSON.parse(readFileSync(lock(), "utf8")) as {pid: number; token: string};
/** A lock of somebody, whose last sign of life was so many seconds ago. */
const locked = (owner: object | string, seconds = 0): void => {
  writeFileSync(lock(), typeof owner === "string" ? owner : JSON.stringify(owner));
  const then = new Date(Date.now() - seconds * 1000);
  utimesSync(lock(), then, then);
};
const deadPid = async (): Promise<number> => {
  const child = fork("-e", [], {execArgv: ["-e", "0"], stdio: "ignore"});
  await new Promise((resolve) => child.on("exit", resolve));
  return child.pid!;
};
const known = () => thisProcess("x", new Date(0)).began !== undefined;

describe("the lock", () => {
  test("has one owner at a time, and says who, since when and how to go on", async () => {
    const release = await lockStore(folder);
    await expect(lockStore(folder)).rejects.toThrow(
      new RegExp(
        `^process ${process.pid} on .* is writing the store \\(.*lock, since 2\\d{3}-.*Z, last sign of life \\d s ago\\)\\. Wait for it`
      )
    );
    await release();
    await (await lockStore(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a dead process is taken over", async () => {
    locked({pid: await deadPid(), host: hostname(), token: "x"});
    const release = await lockStore(folder);
    expect(own().pid).toBe(process.pid);
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.runIf(known())(
    "of a dead process whose pid another one has by now is taken over at once",
    async () => {
      locked({...thisProcess("x", new Date(0)), began: "1"});
      await (await lockStore(folder))();
      expect(readdirSync(folder)).toEqual([]);
    }
  );

  test.runIf(known())("of a process that lives is respected, however far the clock jumped", async () => {
    for (const seconds of [3_600, -3_600]) {
      locked(thisProcess("x", new Date(0)), seconds);
      await expect(lockStore(folder, quick)).rejects.toThrow(`process ${process.pid} on`);
    }
  });

  test.runIf(known())("of the same pid before a restart is judged by its silence", async () => {
    locked({...thisProcess("x", new Date(0)), place: "another boot"});
    await expect(lockStore(folder, quick)).rejects.toThrow("is writing the store");
    locked({...thisProcess("x", new Date(0)), place: "another boot"}, 121);
    await (await lockStore(folder, quick))();
  });

  test.each([
    ["another machine", {pid: 1, host: "elsewhere", token: "x"}, "process 1 on elsewhere"],
    ["nobody who can be read", "", "another process is writing"]
  ])(
    "of %s is respected, until it has been silent for two minutes and while it is watched",
    async (_, owner, name) => {
      locked(owner, 119);
      await expect(lockStore(folder, quick)).rejects.toThrow(name);
      locked(owner, 121);
      await (await lockStore(folder, quick))();
      locked(owner, -121); // dated by a clock that was ahead
      await (await lockStore(folder, quick))();
    }
  );

  test("of another machine whose clock is behind is respected, as it gives signs of life", async () => {
    locked({pid: 1, host: "elsewhere", token: "x"}, 500);
    const signs = setInterval(() => {
      const then = new Date(Date.now() - 500_000);
      utimesSync(lock(), then, then);
    }, 10);
    try {
      await expect(lockStore(folder, quick)).rejects.toThrow("process 1 on elsewhere");
    } finally {
      clearInterval(signs);
    }
  });

  test("that is waited for is taken when it is free, and who waits is told for whom", async () => {
    const release = await lockStore(folder);
    const said: string[] = [];
    const second = lockStore(folder, {wait: 5000, say: (line) => void said.push(line)});
    await wait(50);
    await release();
    await (await second)();
    expect(said).toEqual([expect.stringMatching(/^Waiting up to 5 s for the store: process \d+ on/)]);
    const third = await lockStore(folder);
    await expect(lockStore(folder, {wait: 20})).rejects.toThrow("is writing the store");
    await third();
  });

  test("of a dead owner goes to one of many that want it", async () => {
    const pid = await deadPid();
    locked({pid, host: hostname(), token: "x"});
    const all = await Promise.allSettled(Array.from({length: 20}, () => lockStore(folder)));
    const won = all.filter(({status}) => status === "fulfilled");
    expect(won).toHaveLength(1);
    await (won[0] as PromiseFulfilledResult<() => Promise<void>>).value();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("whose taking over was killed is taken over all the same", async () => {
    const dead = {pid: await deadPid(), host: hostname()};
    locked({...dead, token: "x"});
    // What a taker leaves that is killed before it replaced the lock: its guard, named for the lock's token.
    writeFileSync(
      join(folder, `lock.taking-${sha256("x").slice(0, 12)}`),
      JSON.stringify({...dead, token: "y"})
    );
    await (await lockStore(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("gives signs of life, and says when another process took it", async () => {
    let lost: StoreBusy | undefined;
    const release = await lockStore(folder, {...quick, onLost: (error) => (lost = error)});
    const {token} = own();
    locked(readFileSync(lock(), "utf8"), 500);
    await wait(100);
    expect(own().token).toBe(token);
    const before = statSync(lock()).mtimeMs;
    expect(Date.now() - before).toBeLessThan(5000);
    locked({pid: 1, host: "elsewhere", token: "y"}, 500);
    await wait(100);
    expect(lost?.message).toMatch(/is no longer this process's: process 1 on elsewhere has it/);
    await release();
    expect(own()).toMatchObject({token: "y"});
    expect(Date.now() - statSync(lock()).mtimeMs).toBeGreaterThan(400_000);
  });
});
