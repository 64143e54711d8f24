import type {Pipeline} from "../../artifacts/pipeline.js";

/** One task of the last run. */
export type TaskFacts = Pipeline["tasks"][number];

/** A task with its place in the graph, px. */
export interface Box {
  readonly facts: TaskFacts;
  /** Its name without its study, and without its step where that says the same: `france/roll/net` → `net`. */
  readonly name: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A need that no other need implies: from the right edge of one box to the left edge of the other, or down within a column. */
export interface Edge {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A heading in the graph, px. */
export interface Heading {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface GraphLayout {
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  readonly steps: readonly Heading[];
  /** The studies; null stands for what is about all of them. */
  readonly lanes: readonly (Omit<Heading, "text"> & {readonly study: string | null})[];
}

const slot = 36;
const boxHeight = 30;
const heading = 26;

/** Below this width steps stand below each other and studies side by side. */
export const narrowGraph = 720;

/**
 * Where the tasks of a run stand: a column for each step and a lane of rows for each study, tasks of one step and study below each other. On a narrow
 * page a row for each step and a column for each study, without edges.
 */
export function layoutGraph({steps, tasks}: Pick<Pipeline, "steps" | "tasks">, width: number): GraphLayout {
  const studies = [...new Set(tasks.map(({study}) => study))].sort(
    (a, b) => Number(a === null) - Number(b === null)
  );
  const used = steps.filter((step) => tasks.some((task) => task.step === step));
  const cell = (step: string, study: string | null) =>
    tasks.filter((task) => task.step === step && task.study === study);
  return width < narrowGraph ? narrow(used, studies, cell, width) : wide(used, studies, cell, width, tasks);
}

type Cell = (step: string, study: string | null) => TaskFacts[];

function wide(
  steps: readonly string[],
  studies: readonly (string | null)[],
  cell: Cell,
  width: number,
  tasks: readonly TaskFacts[]
): GraphLayout {
  const column = width / steps.length;
  const gap = Math.min(22, column / 5);
  const boxes: Box[] = [];
  const lanes: GraphLayout["lanes"][number][] = [];
  let top = heading;
  for (const study of studies) {
    lanes.push({study, x: 0, y: top + 14});
    const first = top + heading;
    const rows = Math.max(...steps.map((step) => cell(step, study).length));
    for (const [i, step] of steps.entries()) {
      for (const [row, facts] of cell(step, study).entries()) {
        const [x1, y1] = [i * column, first + row * slot];
        boxes.push({facts, name: shortName(facts), x1, y1, x2: x1 + column - gap, y2: y1 + boxHeight});
      }
    }
    top = first + rows * slot + 6;
  }
  return {
    height: top,
    boxes,
    edges: edgesOf(boxes, tasks),
    steps: steps.map((text, i) => ({text, x: i * column, y: 12})),
    lanes
  };
}

function narrow(
  steps: readonly string[],
  studies: readonly (string | null)[],
  cell: Cell,
  width: number
): GraphLayout {
  const column = width / studies.length;
  const boxes: Box[] = [];
  const names: Heading[] = [];
  let top = heading;
  for (const step of steps) {
    names.push({text: step, x: 0, y: top + 14});
    const first = top + heading - 4;
    for (const [i, study] of studies.entries()) {
      for (const [row, facts] of cell(step, study).entries()) {
        const [x1, y1] = [i * column, first + row * slot];
        boxes.push({facts, name: shortName(facts), x1, y1, x2: x1 + column - 6, y2: y1 + boxHeight});
      }
    }
    top = first + Math.max(...studies.map((study) => cell(step, study).length)) * slot + 2;
  }
  return {
    height: top,
    boxes,
    edges: [],
    steps: names,
    lanes: studies.map((study, i) => ({study, x: i * column, y: 12}))
  };
}

function shortName({task, study}: TaskFacts): string {
  const own = study === null ? task : task.slice(study.length + 1);
  return own.split("/").at(-1)!;
}

/** A need is drawn unless another need of the same task depends on it: then the way over that one shows it. */
function edgesOf(boxes: readonly Box[], tasks: readonly TaskFacts[]): Edge[] {
  const needs = new Map(tasks.map(({task, needs}) => [task, needs]));
  const below = new Map<string, Set<string>>();
  const allBelow = (task: string): Set<string> => {
    const known = below.get(task);
    if (known) return known;
    const found = new Set<string>();
    below.set(task, found);
    for (const need of needs.get(task) ?? []) for (const each of [need, ...allBelow(need)]) found.add(each);
    return found;
  };
  const byTask = new Map(boxes.map((box) => [box.facts.task, box]));
  return boxes.flatMap((to) =>
    to.facts.needs.flatMap((need) => {
      const from = byTask.get(need);
      const implied = to.facts.needs.some((other) => other !== need && allBelow(other).has(need));
      return !from || implied ? [] : [edge(from, to)];
    })
  );
}

function edge(from: Box, to: Box): Edge {
  const middle = ({y1, y2}: Box) => (y1 + y2) / 2;
  if (from.x1 !== to.x1) return {x1: from.x2, y1: middle(from), x2: to.x1, y2: middle(to)};
  const x = from.x1 + 12;
  return from.y1 < to.y1 ? {x1: x, y1: from.y2, x2: x, y2: to.y1} : {x1: x, y1: from.y1, x2: x, y2: to.y2};
}
