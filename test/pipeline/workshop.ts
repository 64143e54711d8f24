import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type {Environment} from "../../data-loaders/environment.js";
import {bundler} from "../../models/pipeline/code.js";
import type {RunOptions} from "../../models/pipeline/run.js";
import type {Task} from "../../models/pipeline/task.js";

/** A temporary store with a module of task functions that log each call. Remove it with `close`. */
export interface Workshop {
  readonly folder: string;
  readonly environment: Environment;
  /** Options of a run with a fresh bundler, as a new process would have. */
  readonly options: (more?: Partial<RunOptions>) => RunOptions;
  /** Writes a module beside the store and gives its URL. */
  readonly write: (name: string, code: string) => URL;
  /** Calls since the last time, in the order of their ends. */
  readonly calls: () => string[];
  readonly close: () => void;
}

/** Each function logs its task's letter, from the params, when it ends. */
export const functions = `
  import {appendFileSync, writeFileSync, readFileSync} from "node:fs";
  import {join} from "node:path";
  const log = (state: string, text: string) => appendFileSync(join(state, "..", "calls.log"), text + "\\n");
  /** Writes the sum of its own number and those of its needs. */
  export async function sum({params, needs, folder, environment, say}: any) {
    let total = params.add ?? 0;
    for (const need of Object.values(needs) as any[]) total += Number(readFileSync(join(need.folder, "sum.txt"), "utf8"));
    if (params.modulo) total %= params.modulo;
    if (params.fail) throw new Error("the barometer is broken");
    say("adding");
    writeFileSync(join(folder, "sum.txt"), String(total));
    log(environment.state, params.name);
    return {value: {total}, rows: 1};
  }
  /** Reads a number from a file outside, as a pull does. */
  export async function pull({params, folder, environment}: any) {
    writeFileSync(join(folder, "sum.txt"), readFileSync(join(environment.state, "..", "outside.txt")));
    log(environment.state, params.name);
    return {bytesRead: 7};
  }
  /** Logs its start and its end. */
  export async function slow({params, folder, environment}: any) {
    log(environment.state, "+" + params.name);
    const end = Date.now() + params.ms;
    while (Date.now() < end) Math.sqrt(end);
    writeFileSync(join(folder, "sum.txt"), "1");
    log(environment.state, "-" + params.name);
    return {};
  }
  /** Ends when another one has started as well, and fails when none comes. */
  export async function meet({params, folder, environment}: any) {
    log(environment.state, "+" + params.name);
    const end = Date.now() + 10_000;
    while (readFileSync(join(environment.state, "..", "calls.log"), "utf8").split("+").length < 3) {
      if (Date.now() > end) throw new Error("nobody came");
    }
    log(environment.state, "-" + params.name);
    return {};
  }
  export async function sleep({params, folder, environment}: any) {
    log(environment.state, "+" + params.name);
    await new Promise((resolve) => setTimeout(resolve, params.ms).unref());
    writeFileSync(join(folder, "sum.txt"), "1");
    log(environment.state, "-" + params.name);
    return {};
  }
  /** Takes as many milliseconds as a file outside says. */
  export async function patient({params, folder, environment}: any) {
    log(environment.state, "+" + params.name);
    writeFileSync(join(folder, "sum.txt"), "1");
    const end = Date.now() + Number(readFileSync(join(environment.state, "..", "outside.txt"), "utf8"));
    while (Date.now() < end) Math.sqrt(end);
    log(environment.state, "-" + params.name);
    return {};
  }
  /** Leaves a line in a file of the store. */
  export async function leave({params, environment}: any) {
    writeFileSync(join(environment.state, "ledger.txt"), "issued");
    log(environment.state, params.name);
    return {leaves: ["ledger.txt"]};
  }
`;

export function workshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), "almanac-pipeline-"));
  const environment: Environment = {sources: "sample", today: "2024-12-25", state: join(folder, "store")};
  const write = (name: string, code: string): URL => {
    writeFileSync(join(folder, name), code);
    return pathToFileURL(join(folder, name));
  };
  write("calls.log", "");
  write("tasks.ts", functions);
  return {
    folder,
    environment,
    options: (more) => ({environment, threads: 2, bundle: bundler(), ...more}),
    write,
    calls: () => {
      const lines = readFileSync(join(folder, "calls.log"), "utf8").split("\n").filter(Boolean);
      writeFileSync(join(folder, "calls.log"), "");
      return lines;
    },
    close: () => rmSync(folder, {recursive: true, force: true})
  };
}

/** A task of the workshop's module; its name is its only letter. */
export function task(
  {folder}: Workshop,
  name: string,
  needs: readonly string[] = [],
  params: {readonly [key: string]: number | boolean} = {},
  more: Partial<Task> = {}
): Task {
  const module = pathToFileURL(join(folder, "tasks.ts"));
  return {name, step: "train", needs, params: {name, ...params}, module, run: "sum", ...more};
}
