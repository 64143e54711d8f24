import {readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {planTasks} from "../../models/pipeline/plan.js";
import {runTasks} from "../../models/pipeline/run.js";
import {planTable} from "../../models/pipeline/summary.js";
import {functions, task, type Workshop, workshop} from "./workshop.js";

let shop: Workshop;
beforeEach(() => {
  shop = workshop();
  shop.write("outside.txt", "4");
});
afterEach(() => shop.close());

const graph = (add = 1) => [
  task(shop, "pull", [], {}, {run: "pull", always: true}),
  task(shop, "read", ["pull#sum.txt"], {add}),
  task(shop, "roll", ["read"])
];

const plan = async (tasks = graph(), more = {}): Promise<string[]> =>
  (await planTasks(tasks, shop.options(more))).map(
    ({task, action, why}) => `${task.name}: ${action}, ${why}`
  );

test("a new store: everything would run", async () => {
  expect(await plan()).toEqual([
    "pull: run, asked every time",
    "read: run, never ran",
    "roll: run, never ran"
  ]);
});

test("nothing changed: only what asks the outside would run", async () => {
  await runTasks(graph(), shop.options());
  expect(await plan()).toEqual([
    "pull: run, asked every time",
    "read: may run, if input pull changes",
    "roll: may run, if input read changes"
  ]);
  expect(await plan(graph().slice(0, 1).concat(task(shop, "x")))).toContain("x: run, never ran");
});

test("changed params, code or input are named", async () => {
  const alone = (add: number) => [task(shop, "a", [], {add}), task(shop, "b", ["a"])];
  await runTasks(alone(1), shop.options());
  expect(await plan(alone(1))).toEqual(["a: keep, up to date", "b: keep, up to date"]);
  expect(await plan(alone(2))).toEqual(["a: run, params changed", "b: may run, if input a changes"]);
  await runTasks(alone(2), shop.options({only: "train"}));
  shop.write("tasks.ts", `${functions}\nexport const more = 1;`);
  expect(await plan(alone(2))).toEqual(["a: run, code changed", "b: run, code changed"]);
  expect(await plan(alone(3))).toEqual(["a: run, code changed, params changed", "b: run, code changed"]);
});

test("an input that another run has changed is named", async () => {
  const tasks = [task(shop, "read", [], {add: 1}, {step: "features"}), task(shop, "roll", ["read#sum.txt"])];
  await runTasks(tasks, shop.options());
  const changed = [task(shop, "read", [], {add: 2}, {step: "features"}), tasks[1]];
  await runTasks(changed, shop.options({only: "features"}));
  expect(await plan(changed)).toEqual(["read: keep, up to date", "roll: run, input read changed"]);
});

test("a corrupt result is named and left where it is", async () => {
  const tasks = [task(shop, "a")];
  const [{result}] = await runTasks(tasks, shop.options());
  writeFileSync(join(result!.folder, "sum.txt"), "rubbish");
  expect(await plan(tasks)).toEqual(["a: run, its kept result is corrupt: sum.txt has other bytes"]);
  expect(readFileSync(join(result!.folder, "sum.txt"), "utf8")).toBe("rubbish");
});

test("changes nothing and runs nothing", async () => {
  await plan();
  expect(shop.calls()).toEqual([]);
  expect(readdirSync(shop.folder)).not.toContain("store");
});

test("reads as a table", async () => {
  expect(planTable(await planTasks(graph(), shop.options()))).toEqual([
    "task  would  why",
    "────  ─────  ────────────────",
    "pull  run    asked every time",
    "read  run    never ran",
    "roll  run    never ran"
  ]);
});
