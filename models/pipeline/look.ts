import type {Bundler} from "./code.js";
import {changes, type Ingredients, ingredients, keyOf} from "./keys.js";
import {type Kept, lastRecord, readResult, UnusableResult} from "./results.js";
import type {Result, Task} from "./task.js";

/** What the store knows about a task as it stands now. */
export interface Look {
  readonly made: Ingredients;
  readonly key: string;
  /** The kept result that may be taken; undefined: the task has to run. */
  readonly kept?: Kept;
  /** Why it has to run, or "up to date". */
  readonly reason: string;
}

/** How to look. */
export interface LookOptions {
  readonly state: string;
  readonly bundle: Bundler;
  readonly force?: boolean;
  /** False: nothing in the store is changed, not even a corrupt result moved aside. */
  readonly touch?: boolean;
}

/** Finds the kept result of a task, given the results of its needs, and says why there is none. */
export async function look(
  task: Task,
  results: ReadonlyMap<string, Result>,
  {state, bundle, force = false, touch = true}: LookOptions
): Promise<Look> {
  const made = await ingredients(task, results, bundle);
  const key = keyOf(task.name, made);
  if (task.always) return {made, key, reason: "asked every time"};
  if (force) return {made, key, reason: "forced"};
  try {
    const kept = await readResult(state, task.name, key, {touch});
    if (kept) return {made, key, kept, reason: "up to date"};
  } catch (error) {
    if (!(error instanceof UnusableResult)) throw error;
    return {made, key, reason: error.message};
  }
  return {made, key, reason: changes((await lastRecord(state, task.name))?.ingredients, made)};
}
