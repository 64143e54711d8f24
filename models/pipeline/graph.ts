import {parseNeed, type Step, steps, type Task} from "./task.js";

/**
 * The tasks so that each stands after all its needs, else in the order given.
 * @throws on two tasks of one name, on a need that no task has, and on a circle: the message names them.
 */
export function ordered(tasks: readonly Task[]): Task[] {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  if (byName.size !== tasks.length) {
    const twice = tasks.find((task) => byName.get(task.name) !== task)!;
    throw new Error(`Two tasks have the name "${twice.name}": rename one.`);
  }
  const order: Task[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (task: Task, path: readonly string[]): void => {
    if (state.get(task.name) === "done") return;
    if (state.get(task.name) === "open") {
      throw new Error(`These tasks need each other in a circle: ${[...path, task.name].join(" → ")}.`);
    }
    state.set(task.name, "open");
    for (const need of task.needs) {
      const needed = byName.get(parseNeed(need).task);
      if (!needed) throw new Error(`"${task.name}" needs "${need}", and no task has that name.`);
      visit(needed, [...path, task.name]);
    }
    state.set(task.name, "done");
    order.push(task);
  };
  for (const task of tasks) visit(task, []);
  return order;
}

/** Which part of the graph a run is about. */
export interface Selection {
  /** Only these studies, and the tasks about all of them. */
  readonly study?: readonly string[];
  /** Steps before this one are taken as they are. */
  readonly from?: string;
  /** Steps other than this one are taken as they are. */
  readonly only?: string;
}

/** A name that nobody knows was given; the message lists the known ones. */
export class UnknownName extends Error {
  override name = "UnknownName";
}

/** The tasks that a run may run; all others are taken with their last results. Throws UnknownName. */
export function selected(tasks: readonly Task[], {study, from, only}: Selection): Set<string> {
  const studies = [...new Set(tasks.flatMap((task) => task.study ?? []))].sort();
  for (const id of study ?? []) known("study", id, studies);
  if (from !== undefined && only !== undefined) {
    throw new UnknownName("--from and --only exclude each other: give one of them.");
  }
  const first = from === undefined ? 0 : steps.indexOf(known("step", from, steps));
  if (only !== undefined) known("step", only, steps);
  return new Set(
    tasks
      .filter((task) => !study?.length || task.study === undefined || study.includes(task.study))
      .filter((task) => (only === undefined ? steps.indexOf(task.step) >= first : task.step === only))
      .map((task) => task.name)
  );
}

function known(what: string, name: string, names: readonly string[]): Step {
  if (!names.includes(name)) {
    throw new UnknownName(`There is no ${what} "${name}". Known: ${names.join(", ") || "none yet"}.`);
  }
  return name as Step;
}
