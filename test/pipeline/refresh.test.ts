import {type ChildProcess, spawn} from "node:child_process";
import {existsSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {type RefreshOptions, refreshTasks} from "../../models/pipeline/refresh.js";
import {telemetrySchema} from "../../models/pipeline/telemetry.js";
import {publication, publish} from "./publication.js";
import {functions, task, type Workshop, workshop} from "./workshop.js";

let shop: Workshop;
let lines: string[];
beforeEach(() => {
  shop = workshop();
  lines = [];
  shop.write("outside.txt", "0");
  shop.write("tasks.ts", functions + publish);
});
afterEach(() => shop.close());

const refresh = (label: string, more: Partial<RefreshOptions> = {}) =>
  refreshTasks(publication(shop, label), {
    ...{
      environment: shop.environment,
      terminal: false,
      threads: 2,
      write: (line: string) => void lines.push(line)
    },
    ...more
  });
const published = (file = "forecast.json"): string =>
  readFileSync(join(shop.environment.state, "artifacts/api/x", file), "utf8");

/** Starts a refresh in a process of its own and waits until task b is at work. */
async function started(label: string): Promise<ChildProcess> {
  const script = new URL("./killed.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script, shop.folder, label], {stdio: "ignore"});
  const log = join(shop.folder, "calls.log");
  for (let i = 0; i < 400 && !readFileSync(log, "utf8").includes("+b"); ++i) await wait(50);
  expect(readFileSync(log, "utf8")).toContain("+b");
  return child;
}

describe("a run that was killed", () => {
  test("leaves what was published, and the next one takes up where it stopped", async () => {
    await refresh("monday");
    expect(published()).toBe("monday");
    shop.calls();
    shop.write("outside.txt", "60000");
    const child = await started("tuesday");
    const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    const {state} = shop.environment;
    expect(existsSync(join(state, "lock"))).toBe(true);
    expect(readdirSync(join(state, "results/b")).some((name) => name.endsWith(".tmp"))).toBe(true);
    expect([published(), published("runs.json")]).toEqual(["monday", "monday"]);

    shop.write("outside.txt", "0");
    shop.calls();
    const {ok} = await refresh("tuesday");
    expect(ok).toBe(true);
    expect(shop.calls()).toEqual(["+b", "-b"]);
    expect([published(), published("runs.json")]).toEqual(["tuesday", "tuesday"]);
    expect(existsSync(join(state, "lock"))).toBe(false);
    expect(readdirSync(join(state, "results/b")).some((name) => name.endsWith(".tmp"))).toBe(false);
  });

  test("a second run at the same time stops with a message", async () => {
    shop.write("outside.txt", "60000");
    const child = await started("monday");
    try {
      await expect(refresh("monday")).rejects.toThrow(
        new RegExp(`process ${child.pid} on .* is writing the store`)
      );
    } finally {
      child.kill("SIGKILL");
    }
  });
});

test("a run whose lock another process took stops, and writes nothing more", async () => {
  shop.write("outside.txt", "20000");
  const running = refresh("monday", {lock: {heartbeat: 20}});
  const log = join(shop.folder, "calls.log");
  for (let i = 0; i < 400 && !readFileSync(log, "utf8").includes("+b"); ++i) await wait(50);
  const lock = join(shop.environment.state, "lock");
  const other = JSON.stringify({pid: 1, host: "elsewhere", token: "other"});
  writeFileSync(lock, other);
  const {ok, outcomes} = await running;
  expect(ok).toBe(false);
  expect(outcomes.find(({task}) => task.name === "b")).toMatchObject({state: "stopped"});
  expect(lines.join("\n")).toMatch(
    /✗ The store's lock .* is no longer this process's: process 1 on elsewhere has it/
  );
  expect(readFileSync(lock, "utf8")).toBe(other);
  for (const path of ["telemetry", "artifacts"])
    expect(existsSync(join(shop.environment.state, path))).toBe(false);
});

describe("a refresh", () => {
  test("says in plain lines what it does, and keeps telemetry", async () => {
    await refresh("monday");
    expect(lines[0]).toBe("… a: never ran");
    expect(lines.find((line) => line.startsWith("  a:"))).toBe("  a: adding");
    expect(lines.find((line) => line.startsWith("✓ a"))).toMatch(/^✓ a \d+\.\d s, 1 rows, 1 B$/);
    expect(lines.join("\n")).toMatch(/task {7}state +seconds +cpu +memory +rows +bytes/);
    expect(lines.at(-1)).toMatch(/^4 tasks ran in \d+\.\d s, 0 were up to date, 0 could not run\.$/);
    expect(lines.join("\n")).not.toContain("\u001b");
    const telemetry = telemetrySchema.parse(
      JSON.parse(readFileSync(join(shop.environment.state, "telemetry/1.json"), "utf8"))
    );
    expect(telemetry.tasks.map(({task}) => task)).toEqual(["a", "b", "x/publish", "edition"]);
    expect(telemetry.tasks[0].peakMemoryMB).toBeGreaterThan(10);
    lines = [];
    await refresh("monday");
    expect(lines).toEqual([
      expect.stringMatching(/^0 tasks ran in \d+\.\d s, 4 were up to date, 0 could not run\.$/)
    ]);
  });

  test("that fails leaves what was published, says why and is not ok", async () => {
    await refresh("monday");
    lines = [];
    const {ok} = await refresh("broken");
    expect(ok).toBe(false);
    expect([published(), published("runs.json")]).toEqual(["monday", "monday"]);
    expect(lines).toContain("✗ x/publish failed: the printer is broken");
    expect(lines.at(-1)).toMatch(/What was published before is still in place/);
  });

  test("publishes again what was deleted or changed by hand", async () => {
    await refresh("monday");
    writeFileSync(join(shop.environment.state, "artifacts/api/x/runs.json"), "rubbish");
    shop.calls();
    await refresh("monday");
    expect(published("runs.json")).toBe("monday");
    expect(shop.calls()).toEqual([]);
  });

  test("with --plan only says what it would do", async () => {
    await refresh("monday", {plan: true});
    expect(lines.slice(2)).toEqual([
      "a          run    never ran",
      "b          run    never ran",
      "x/publish  run    never ran",
      "edition    run    never ran"
    ]);
    expect(existsSync(shop.environment.state)).toBe(false);
  });

  test("refuses unknown names before anything is done", async () => {
    await expect(refresh("monday", {study: ["y"]})).rejects.toThrow('There is no study "y". Known: x.');
    await expect(refresh("monday", {from: "tarin"})).rejects.toThrow("Known: pull, features");
    expect(existsSync(shop.environment.state)).toBe(false);
  });

  test("a study that fails stops no other", async () => {
    const tasks = [
      task(shop, "x/read", [], {fail: true}, {study: "x"}),
      task(shop, "y/read", [], {}, {study: "y"})
    ];
    const {ok} = await refreshTasks(tasks, {environment: shop.environment, terminal: false, write: () => {}});
    expect(ok).toBe(false);
    expect(shop.calls()).toEqual(["y/read"]);
  });
});
