import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {resultsFolder} from "../../models/pipeline/results.js";
import {type Outcome, runTasks} from "../../models/pipeline/run.js";
import {functions, task, type Workshop, workshop} from "./workshop.js";

let shop: Workshop;
beforeEach(() => {
  shop = workshop();
});
afterEach(() => shop.close());

const states = (outcomes: readonly Outcome[]): Record<string, string> =>
  Object.fromEntries(outcomes.map((outcome) => [outcome.task.name, outcome.state]));
const reasons = (outcomes: readonly Outcome[]): Record<string, string> =>
  Object.fromEntries(outcomes.map((outcome) => [outcome.task.name, outcome.reason]));

/** d needs b and c, which need a; e stands alone. */
const diamond = (changed: Record<string, Record<string, number | boolean>> = {}) => [
  task(shop, "d", ["b", "c"], changed.d),
  task(shop, "b", ["a"], {add: 1, ...changed.b}),
  task(shop, "c", ["a"], {add: 2, ...changed.c}),
  task(shop, "a", [], {add: 10, ...changed.a}),
  task(shop, "e", [], {add: 5})
];

describe("a graph of kept results", () => {
  test("runs each task after its needs and gives it their files", async () => {
    const outcomes = await runTasks(diamond(), shop.options());
    const calls = shop.calls();
    expect([...calls].sort()).toEqual(["a", "b", "c", "d", "e"]);
    expect(calls.indexOf("a")).toBeLessThan(calls.indexOf("b"));
    expect(Math.max(calls.indexOf("b"), calls.indexOf("c"))).toBeLessThan(calls.indexOf("d"));
    expect(outcomes.find(({task}) => task.name === "d")?.result?.value).toEqual({total: 23});
  });

  test("runs nothing the second time", async () => {
    await runTasks(diamond(), shop.options());
    shop.calls();
    const outcomes = await runTasks(diamond(), shop.options());
    expect(shop.calls()).toEqual([]);
    expect(new Set(Object.values(states(outcomes)))).toEqual(new Set(["up to date"]));
    expect(outcomes.find(({task}) => task.name === "d")?.result?.value).toEqual({total: 23});
  });

  test("runs a task again whose params changed, and what depends on it", async () => {
    await runTasks(diamond(), shop.options());
    shop.calls();
    const outcomes = await runTasks(diamond({b: {add: 3}}), shop.options());
    expect(shop.calls()).toEqual(["b", "d"]);
    expect(reasons(outcomes)).toMatchObject({b: "params changed", d: "input b changed", c: "up to date"});
  });

  test("does not go on where the output stayed the same", async () => {
    await runTasks(diamond({b: {modulo: 1}}), shop.options());
    shop.calls();
    await runTasks(diamond({b: {modulo: 1, add: 99}}), shop.options());
    expect(shop.calls()).toEqual(["b"]);
  });

  test("runs again what uses a module whose code changed, and nothing for a comment", async () => {
    shop.write("part.ts", "export const unit: string = 'MW';");
    shop.write("tasks.ts", `import {unit} from "./part.js"; export const u = unit; ${functions}`);
    const other = shop.write("other.ts", functions);
    const graph = [task(shop, "a", [], {add: 1}), task(shop, "b", [], {add: 2}, {module: other})];
    await runTasks(graph, shop.options());
    shop.calls();
    shop.write("part.ts", "/** The unit. */\nexport const unit: string = 'MW'; // megawatts");
    await runTasks(graph, shop.options());
    expect(shop.calls()).toEqual([]);
    shop.write("part.ts", "export const unit: string = 'GW';");
    const outcomes = await runTasks(graph, shop.options());
    expect(shop.calls()).toEqual(["a"]);
    expect(reasons(outcomes)).toEqual({a: "code changed", b: "up to date"});
  });

  test("counts the modules that a task is given as its code", async () => {
    const used = shop.write("study.ts", "export const seed = 1;");
    const graph = [task(shop, "a", [], {}, {uses: {study: used}})];
    await runTasks(graph, shop.options());
    shop.calls();
    shop.write("study.ts", "export const seed = 2;");
    await runTasks(graph, shop.options());
    expect(shop.calls()).toEqual(["a"]);
  });

  test("asks the outside each time, and goes on only when it brought something new", async () => {
    shop.write("outside.txt", "4");
    const graph = [task(shop, "p", [], {}, {run: "pull", always: true}), task(shop, "q", ["p#sum.txt"])];
    const [first] = await runTasks(graph, shop.options());
    expect(first.bytesRead).toBe(7);
    await runTasks(graph, shop.options());
    expect(shop.calls()).toEqual(["p", "q", "p"]);
    shop.write("outside.txt", "5");
    const outcomes = await runTasks(graph, shop.options());
    expect(shop.calls()).toEqual(["p", "q"]);
    expect(reasons(outcomes)).toEqual({p: "asked every time", q: "input p changed"});
    expect(outcomes[1].result?.value).toEqual({total: 5});
  });

  test("takes an older result when the input is as it was before", async () => {
    await runTasks(diamond(), shop.options());
    await runTasks(diamond({a: {add: 11}}), shop.options());
    shop.calls();
    await runTasks(diamond(), shop.options());
    expect(shop.calls()).toEqual([]);
  });

  test("keeps the three results that were used last", async () => {
    for (const add of [1, 2, 3, 1, 4]) await runTasks([task(shop, "a", [], {add})], shop.options());
    shop.calls();
    const folder = resultsFolder(shop.environment.state, "a");
    expect(readdirSync(folder).filter((name) => name !== "index.json")).toHaveLength(3);
    for (const add of [1, 3, 4]) await runTasks([task(shop, "a", [], {add})], shop.options());
    expect(shop.calls()).toEqual([]);
    await runTasks([task(shop, "a", [], {add: 2})], shop.options());
    expect(shop.calls()).toEqual(["a"]);
  });

  test("runs with force though all is up to date", async () => {
    await runTasks(diamond(), shop.options());
    shop.calls();
    await runTasks(diamond(), shop.options({force: true}));
    expect(shop.calls()).toHaveLength(5);
  });
});

describe("side by side", () => {
  test("heavy tasks run in threads, as many at once as are allowed", async () => {
    const graph = ["a", "b", "c"].map((name) => task(shop, name, [], {}, {run: "meet", heavy: true}));
    const outcomes = await runTasks(graph, shop.options());
    expect(outcomes.map(({reason}) => reason)).toEqual(["never ran", "never ran", "never ran"]);
    const calls = shop.calls();
    const atOnce = calls.map((_, i) =>
      calls.slice(0, i + 1).reduce((n, call) => n + (call[0] === "+" ? 1 : -1), 0)
    );
    expect(Math.max(...atOnce)).toBe(2);
  });

  test("the main thread stays free meanwhile", async () => {
    let ticks = 0;
    const timer = setInterval(() => ++ticks, 20);
    const [outcome] = await runTasks(
      [task(shop, "a", [], {ms: 600}, {run: "slow", heavy: true})],
      shop.options()
    );
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
    expect(outcome.cpuSeconds).toBeGreaterThan(0.03);
    expect(outcome.peakMemoryMB).toBeGreaterThan(10);
  });

  test("light tasks wait side by side", async () => {
    await runTasks(
      ["a", "b"].map((name) => task(shop, name, [], {ms: 200}, {run: "sleep"})),
      shop.options()
    );
    expect(shop.calls().slice(0, 2).sort()).toEqual(["+a", "+b"]);
  });

  test("an error in a thread comes with its message", async () => {
    const [outcome] = await runTasks([task(shop, "a", [], {fail: true}, {heavy: true})], shop.options());
    expect(outcome).toMatchObject({state: "failed", reason: "the barometer is broken"});
    expect(outcome.stack).toContain("tasks.ts");
  });

  test("an interruption ends a thread at once and starts nothing more", async () => {
    const stop = new AbortController();
    const graph = [task(shop, "a", [], {ms: 20_000}, {run: "slow", heavy: true}), task(shop, "b", ["a"])];
    const on = (): void => void setTimeout(() => stop.abort(new Error("interrupted")), 100);
    const outcomes = await runTasks(graph, shop.options({signal: stop.signal, on}));
    expect(reasons(outcomes).a).toBe("interrupted");
    expect(states(outcomes)).toEqual({a: "stopped", b: "stopped"});
  });
});

test("an interruption does not wait for a light task that hangs", async () => {
  const stop = new AbortController();
  const on = (): void => void setTimeout(() => stop.abort(new Error("interrupted")), 50);
  const hanging = task(shop, "a", [], {ms: 20_000}, {run: "sleep"});
  const [outcome] = await runTasks([hanging], shop.options({signal: stop.signal, on}));
  expect(outcome).toMatchObject({state: "stopped", reason: "interrupted"});
  expect(outcome.seconds).toBeLessThan(10);
});

describe("when something goes wrong", () => {
  test("a failure stops what depends on it, and nothing else; the last results stay", async () => {
    await runTasks(diamond(), shop.options());
    shop.calls();
    const outcomes = await runTasks(diamond({b: {fail: true}, c: {add: 7}}), shop.options());
    expect(states(outcomes)).toEqual({a: "up to date", b: "failed", c: "ran", d: "stopped", e: "up to date"});
    expect(reasons(outcomes)).toMatchObject({b: "the barometer is broken", d: "needs b, which failed"});
    expect(shop.calls()).toEqual(["c"]);
    await runTasks(diamond(), shop.options());
    expect(shop.calls()).toEqual([]);
  });

  test("a tolerant task gets the last good result of a need that failed, and why it failed", async () => {
    const functions2 = `export async function note({needs, failures}: any) { return {value: {needs: Object.keys(needs).sort(), failures}}; }`;
    const module = shop.write("note.ts", functions2);
    const graph = (fail: boolean) => [
      task(shop, "a", [], {fail}),
      task(shop, "b", []),
      task(shop, "z", ["a", "b"], {}, {tolerant: true, run: "note", module})
    ];
    const failures = {a: "a failed: the barometer is broken"};
    const value = async (fail: boolean) => (await runTasks(graph(fail), shop.options()))[2].result?.value;
    expect(await value(true)).toEqual({needs: ["b"], failures});
    expect(await value(false)).toEqual({needs: ["a", "b"], failures: {}});
    expect(await value(true)).toEqual({needs: ["a", "b"], failures});
  });

  test.each(["sum.txt", "result.json"])(
    "a result whose %s was damaged is moved aside and made anew",
    async (file) => {
      const [first] = await runTasks([task(shop, "a", [], {add: 3})], shop.options());
      writeFileSync(join(first.result!.folder, file), "rubbish");
      shop.calls();
      const [outcome] = await runTasks([task(shop, "a", [], {add: 3})], shop.options());
      expect(shop.calls()).toEqual(["a"]);
      expect(outcome.reason).toMatch(new RegExp(`corrupt: ${file}.*moved to`));
      expect(readFileSync(join(outcome.result!.folder, "sum.txt"), "utf8")).toBe("3");
      const aside = readdirSync(resultsFolder(shop.environment.state, "a")).find((name) =>
        name.includes(".corrupt-")
      );
      expect(readFileSync(join(resultsFolder(shop.environment.state, "a"), aside!, file), "utf8")).toBe(
        "rubbish"
      );
    }
  );

  test("a damaged index loses nothing", async () => {
    await runTasks([task(shop, "a")], shop.options());
    shop.calls();
    writeFileSync(join(resultsFolder(shop.environment.state, "a"), "index.json"), "{");
    await runTasks([task(shop, "a")], shop.options());
    expect(shop.calls()).toEqual([]);
  });

  test("a task runs again when what it left in the store is no longer so", async () => {
    const graph = [task(shop, "a", [], {}, {run: "leave"})];
    await runTasks(graph, shop.options());
    await runTasks(graph, shop.options());
    expect(shop.calls()).toEqual(["a"]);
    const left = join(shop.environment.state, "ledger.txt");
    writeFileSync(left, "somebody else");
    const [changed] = await runTasks(graph, shop.options());
    rmSync(left);
    const [missing] = await runTasks(graph, shop.options());
    expect([changed.reason, missing.reason]).toEqual(["ledger.txt changed since", "ledger.txt is missing"]);
    expect(existsSync(left)).toBe(true);
    writeFileSync(left, "somebody else");
    const [told] = await runTasks([task(shop, "a", [], {add: 1}, {run: "leave"})], shop.options());
    expect(told.reason).toBe("params changed");
  });

  test("a function that the module lacks is named", async () => {
    const [outcome] = await runTasks([task(shop, "a", [], {}, {run: "train"})], shop.options());
    expect(outcome.reason).toMatch(/function "train" was expected, and .* exports: leave, meet, patient/);
  });

  test("code that does not compile is named with its line", async () => {
    shop.write("tasks.ts", "export const x = 1;\nexport function sum( {");
    const [outcome] = await runTasks([task(shop, "a")], shop.options());
    expect(outcome.reason).toMatch(/tasks\.ts:2 cannot be compiled/);
  });
});

describe("a selection", () => {
  const graph = (add = 1) => [
    task(shop, "x/read", [], {add}, {study: "x", step: "features"}),
    task(shop, "x/roll", ["x/read"], {}, {study: "x", step: "train"}),
    task(shop, "y/read", [], {add}, {study: "y", step: "features"}),
    task(shop, "all", ["x/roll", "y/read"], {}, {step: "publish", tolerant: true})
  ];

  test("of a study leaves the others as they are", async () => {
    await runTasks(graph(), shop.options());
    shop.calls();
    await runTasks(graph(2), shop.options({study: ["x"]}));
    expect(shop.calls()).toEqual(["x/read", "x/roll", "all"]);
  });

  test("from a step takes what is before it as it is, though it is out of date", async () => {
    await runTasks(graph(), shop.options());
    shop.calls();
    const outcomes = await runTasks(graph(2), shop.options({from: "train", force: true}));
    expect(shop.calls().sort()).toEqual(["all", "x/roll"]);
    expect(states(outcomes)).toMatchObject({"x/read": "taken", "x/roll": "ran"});
  });

  test("of one step runs that one only", async () => {
    await runTasks(graph(), shop.options());
    shop.calls();
    await runTasks(graph(2), shop.options({only: "features"}));
    expect(shop.calls().sort()).toEqual(["x/read", "y/read"]);
  });

  test("without a result to take says so", async () => {
    const outcomes = await runTasks(graph(), shop.options({from: "train"}));
    expect(reasons(outcomes)["x/roll"]).toMatch(
      /needs x\/read, which has no result to take: run it once without --from/
    );
  });
});
