import type {Environment} from "../../data-loaders/environment.js";
import {type Bundler, bundler} from "./code.js";
import {ordered, type Selection, selected} from "./graph.js";
import {inputNames} from "./keys.js";
import {look} from "./look.js";
import {lastRecord, lastResult} from "./results.js";
import {wanted} from "./run.js";
import {parseNeed, type Result, type Task} from "./task.js";

/** What a run would do with a task. `may run`: it depends on the outputs of tasks that run before it. */
export interface Planned {
  readonly task: Task;
  readonly action: "run" | "may run" | "keep" | "take";
  readonly why: string;
}

/** Says what a run would do now, and why, without running or changing anything. */
export async function planTasks(
  tasks: readonly Task[],
  options: Selection & {environment: Environment; force?: boolean; bundle?: Bundler}
): Promise<Planned[]> {
  const {environment, force, bundle = bundler()} = options;
  const {state} = environment;
  const chosen = selected(tasks, options);
  const results = new Map<string, Result>();
  const actions = new Map<string, Planned["action"]>();
  const plan: Planned[] = [];
  for (const task of wanted(ordered(tasks), chosen)) {
    const {result, ...planned} = await planOne(task);
    if (result) results.set(task.name, result);
    actions.set(task.name, planned.action);
    plan.push({task, ...planned});
  }
  return plan;

  async function planOne(task: Task): Promise<Omit<Planned, "task"> & {result?: Result}> {
    const last = await lastResult(state, task.name, {touch: false});
    if (!chosen.has(task.name))
      return {action: "take", why: last ? "as it is" : "has no result to take", result: last};
    const changing = task.needs.filter((need) => /run/.test(actions.get(parseNeed(need).task)!));
    const unknown = task.needs.filter((need) => !results.has(parseNeed(need).task));
    if (unknown.length > 0 && !task.tolerant) {
      return {
        action: "run",
        why: (await lastRecord(state, task.name))
          ? `${inputNames(unknown, task.needs)} may change`
          : "never ran",
        result: last
      };
    }
    // What runs every time is taken to bring nothing new: whatever depends on it is "up to date" unless it does.
    const {kept, reason} = await look(task, results, {state, bundle, force, touch: false});
    if (!kept) return {action: "run", why: reason, result: last};
    if (changing.length > 0)
      return {
        action: "may run",
        why: `if ${inputNames(changing, task.needs)} change${changing.length > 1 ? "" : "s"}`,
        result: kept
      };
    return {action: "keep", why: reason, result: kept};
  }
}
