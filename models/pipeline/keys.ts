import {sha256, stableJson} from "../../data-loaders/store/files.js";
import type {Bundler} from "./code.js";
import {type Json, parseNeed, type Result, type Task} from "./task.js";

/** What a key is made of: kept with the result, so that the next run can say what changed. */
export interface Ingredients {
  /** Hash of the code of the module and of those in `uses`. */
  readonly code: string;
  readonly params: string;
  /** Hash of what is read of each need, by the need as the task names it. */
  readonly needs: Readonly<Record<string, string>>;
}

/** Hash of the code of a task: its module, the function's name, and the modules it is given. */
export async function codeHash({module, run, uses = {}}: Task, bundle: Bundler): Promise<string> {
  const names = Object.keys(uses).sort();
  const hashes = await Promise.all(
    [module, ...names.map((name) => uses[name])].map(async (url) => (await bundle(url)).hash)
  );
  return sha256(stableJson({run, names, hashes}));
}

/** Hash of what a task gives to those who need it: all its files and its value, or one file. Throws on an unknown file. */
function outputHash(need: string, {outputs, value}: Pick<Result, "outputs" | "value">): string {
  const {task, file} = parseNeed(need);
  if (file === undefined) return sha256(stableJson({outputs, value}));
  const hash = outputs[file];
  if (hash === undefined) {
    throw new Error(
      `"${need}" is needed, and ${task} made only: ${Object.keys(outputs).join(", ") || "no file"}.`
    );
  }
  return hash;
}

/** The ingredients of a task's key, given the results of its needs (those that a tolerant task lacks are left out). */
export async function ingredients(
  task: Task,
  results: ReadonlyMap<string, Result>,
  bundle: Bundler
): Promise<Ingredients> {
  const needs = task.needs.flatMap((need) => {
    const result = results.get(parseNeed(need).task);
    return result ? [[need, outputHash(need, result)]] : [];
  });
  return {
    code: await codeHash(task, bundle),
    params: sha256(stableJson(task.params)),
    needs: Object.fromEntries(needs)
  };
}

/** The name of a result's folder: 32 hexadecimal digits. */
export function keyOf(name: string, made: Ingredients, outcome: Json = null): string {
  return sha256(stableJson({name, code: made.code, needs: made.needs, params: made.params, outcome})).slice(
    0,
    32
  );
}

const named = 4;

/** Why a result has to be made anew, in words: "code changed, input france-load changed". */
export function changes(before: Ingredients | undefined, now: Ingredients): string {
  if (before === undefined) return "never ran";
  const needs = [...new Set([...Object.keys(before.needs), ...Object.keys(now.needs)])];
  const inputs = inputNames(
    needs.filter((need) => before.needs[need] !== now.needs[need]),
    needs
  );
  const own = [
    ...(before.code === now.code ? [] : ["code changed"]),
    ...(before.params === now.params ? [] : ["params changed"])
  ];
  return [...own, ...(inputs === "" ? [] : [`${inputs} changed`])].join(", ") || "its result is gone";
}

/**
 * Some needs of a task as a person calls them: "input france-load, france-weather". A need is called by its file where the task reads several
 * files of the same other task, else by that task.
 * @param needs all needs of the task
 */
export function inputNames(some: readonly string[], needs: readonly string[]): string {
  if (some.length === 0) return "";
  const names = some.map((need) => {
    const {task, file} = parseNeed(need);
    const several = needs.filter((other) => parseNeed(other).task === task).length > 1;
    return several && file !== undefined ? file.replace(/\.[a-z]+$/, "") : task;
  });
  const rest = names.length - named;
  return `${names.length > 1 ? "inputs" : "input"} ${names.slice(0, named).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
