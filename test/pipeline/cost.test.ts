import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {type Progress, runTasks} from "../../models/pipeline/run.js";
import type {Failure} from "../../models/pipeline/task.js";
import {task, type Workshop, workshop} from "./workshop.js";

let shop: Workshop;
beforeEach(() => {
  shop = workshop();
});
afterEach(() => shop.close());

test("a result tells the memory of its own thread, and none where it had none", async () => {
  const module = shop.write(
    "hog.ts",
    `export async function hog() {
      let all: Float64Array[] = [];
      for (let i = 0; i < 25; ++i) all.push(new Float64Array(1_000_000).fill(i));
      all = [];
      const memory = new WebAssembly.Memory({initial: 320});
      return {value: memory.buffer.byteLength};
    }
    export async function idle() { return {}; }`
  );
  const graph = [
    task(shop, "a", [], {}, {run: "hog", module, heavy: true}),
    task(shop, "b", [], {}, {run: "idle", module, heavy: true}),
    task(shop, "c", [], {}, {run: "idle", module})
  ];
  const [hog, idle, light] = await runTasks(graph, shop.options());
  expect(hog.result!.made.threadMemoryMB).toBeGreaterThan(190);
  expect(hog.result!.made.threadMemoryMB).toBeLessThan(400);
  expect(idle.result!.made.threadMemoryMB).toBeLessThan(100);
  expect(light.result!.made).not.toHaveProperty("threadMemoryMB", expect.any(Number));
  expect((await runTasks(graph, shop.options()))[0].result!.made).toEqual(hog.result!.made);
});

describe("a function that is told of failures", () => {
  const told = `
    import {appendFileSync} from "node:fs";
    import {join} from "node:path";
    export async function told({params, failure, environment, folder}: any) {
      if (params.mute) throw new Error("no ink");
      appendFileSync(join(environment.state, "..", "told.log"), JSON.stringify({params, failure, folder}) + "\\n");
      return {};
    }
    export async function hog({folder}: any) {
      let all: Float64Array[] = [];
      for (let i = 0; i < 20; ++i) all.push(new Float64Array(1_000_000).fill(i));
      all = [];
      throw new Error("too much");
    }
    export async function end() { process.exit(3); }
    export async function hang() { await new Promise((resolve) => setTimeout(resolve, 20_000)); return {}; }
  `;
  const logged = (): {failure: Failure; folder: string}[] =>
    existsSync(join(shop.folder, "told.log"))
      ? readFileSync(join(shop.folder, "told.log"), "utf8")
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line))
      : [];
  const failing = (run: string, params = {}) => {
    const module = shop.write("told.ts", told);
    return task(shop, "a", [], params, {run, module, heavy: true, onFailure: {module, run: "told"}});
  };

  test("hears what it was, what it took and which code it was", async () => {
    const [outcome] = await runTasks([failing("hog")], shop.options());
    expect(outcome).toMatchObject({state: "failed", reason: "too much"});
    const [{failure, folder}] = logged();
    expect(failure).toMatchObject({message: "too much", code: expect.stringMatching(/^[0-9a-f]{64}$/)});
    expect(failure.startedAt).toMatch(/^2024-12-25T/);
    expect(failure.seconds).toBeGreaterThan(0);
    expect(failure.cpuSeconds).toBeGreaterThan(0);
    expect(failure.threadMemoryMB).toBeGreaterThan(150);
    expect(existsSync(folder)).toBe(false);
  });

  test("hears of a thread that died, which cannot say what it took", async () => {
    await runTasks([failing("end")], shop.options());
    const [{failure}] = logged();
    expect(failure.message).toContain("ended early, with code 3");
    expect(failure).not.toHaveProperty("cpuSeconds");
    expect(failure).not.toHaveProperty("threadMemoryMB");
  });

  test("may fail itself, which is said, and the first failure stays the reason", async () => {
    const said: string[] = [];
    const on = (progress: Progress): void => void (progress.kind === "say" && said.push(progress.message));
    const [outcome] = await runTasks([failing("hog", {mute: true})], shop.options({on}));
    expect(outcome.reason).toBe("too much");
    expect(said).toEqual(["its failure left no trace: no ink"]);
  });

  test("hears nothing of an interruption", async () => {
    const stop = new AbortController();
    const on = (): void => void setTimeout(() => stop.abort(new Error("interrupted")), 100);
    await runTasks([failing("hang")], shop.options({signal: stop.signal, on}));
    expect(logged()).toEqual([]);
  });
});
