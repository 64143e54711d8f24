import {rm} from "node:fs/promises";
import {availableParallelism} from "node:os";
import pLimit from "p-limit";
import {now, stopwatch} from "../../data-loaders/clock.js";
import type {Environment} from "../../data-loaders/environment.js";
import type {PullCounts} from "../../data-loaders/pulls.js";
import {diskError} from "../../data-loaders/store/disk.js";
import {stableJson} from "../../data-loaders/store/files.js";
import {type Bundler, bundler} from "./code.js";
import {commitOf} from "./commit.js";
import {ordered, type Selection, selected} from "./graph.js";
import {keyOf} from "./keys.js";
import {type Look, look} from "./look.js";
import {watchProcessMemory} from "./memory.js";
import {type Job, perform, type ThreadCost} from "./perform.js";
import {draft, hashFolder, hashLeaves, type Kept, keepResult, lastResult, markUsed} from "./results.js";
import {type Json, parseNeed, type Result, type Task} from "./task.js";
import {performInThread} from "./thread.js";

/** How a task ended: `taken` is the last result of a task outside the selection, `stopped` lacked a need. */
export type State = "ran" | "up to date" | "taken" | "failed" | "stopped";

/** What became of one task, and what it cost. */
export interface Outcome {
  readonly task: Task;
  readonly state: State;
  /** Why it ran, was kept, failed or was stopped. */
  readonly reason: string;
  /** The failure that this comes from: "x/pull failed: …"; none where nothing failed. */
  readonly cause?: string;
  readonly result?: Result;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Highest resident memory of the whole process while the task ran. */
  readonly peakMemoryMB: number;
  readonly rows: number;
  /** Bytes that it wrote. */
  readonly bytes: number;
  readonly bytesRead: number;
  /** What its pulls did, where it has some. */
  readonly pulls?: PullCounts;
  readonly stack?: string;
}

/** What a progress display is told. */
export type Progress =
  | {readonly kind: "start"; readonly task: Task; readonly reason: string}
  | {readonly kind: "say"; readonly task: Task; readonly message: string}
  | {readonly kind: "end"; readonly task: Task; readonly outcome: Outcome};

export interface RunOptions extends Selection {
  readonly environment: Environment;
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly on?: (progress: Progress) => void;
  /** Heavy tasks at once; as many as there are cores, unless given. */
  readonly threads?: number;
  readonly bundle?: Bundler;
}

const lightAtOnce = 8;

/**
 * Runs what has to run, each task as soon as its needs are there, and takes kept results for the rest. A task that fails
 * stops those that depend on it and no other. Only for the owner of the store's lock.
 * @returns one outcome for each selected task, in the order of the graph, and for those that they take a result of.
 */
export async function runTasks(tasks: readonly Task[], options: RunOptions): Promise<Outcome[]> {
  const {
    environment,
    force,
    signal,
    on = () => {},
    threads = availableParallelism(),
    bundle = bundler()
  } = options;
  const {state} = environment;
  const chosen = selected(tasks, options);
  const order = wanted(ordered(tasks), chosen);
  const heavy = pLimit(Math.max(1, threads));
  const light = pLimit(lightAtOnce);
  const commit = await commitOf();
  const ends = new Map<string, Promise<Outcome>>();

  async function settle(task: Task): Promise<Outcome> {
    if (!chosen.has(task.name)) return take(task, state);
    const needs = await Promise.all(task.needs.map((need) => ends.get(parseNeed(need).task)!));
    const lacking = needs.find((need) => need.result === undefined);
    if (lacking && !task.tolerant) {
      const why =
        lacking.state === "stopped" ? "was stopped" : lacking.state === "failed" ? "failed" : lacking.reason;
      const reason = `needs ${lacking.task.name}, which ${why}`;
      return {...blank(task, "stopped", reason), cause: lacking.cause ?? reason};
    }
    if (signal?.aborted) return blank(task, "stopped", "interrupted");
    const failures: Record<string, string> = {};
    const results = new Map<string, Result>();
    for (const need of needs) {
      const result = need.result ?? (await lastResult(state, need.task.name));
      if (result) results.set(need.task.name, result);
      if (!need.result) failures[need.task.name] = need.cause ?? need.reason;
    }
    const found = await look(task, results, {state, bundle, force});
    if (found.kept && Object.keys(failures).length === 0) {
      await markUsed(state, task.name, found.key);
      return {
        ...blank(task, "up to date", found.reason),
        result: found.kept,
        rows: found.kept.rows,
        bytes: found.kept.bytes
      };
    }
    return (task.heavy ? heavy : light)(() => execute(task, found, results, failures));
  }

  async function execute(
    task: Task,
    {made, key, reason}: Look,
    results: ReadonlyMap<string, Result>,
    failures: Record<string, string>
  ): Promise<Outcome> {
    if (signal?.aborted) return blank(task, "stopped", "interrupted");
    on({kind: "start", task, reason});
    const startedAt = now(environment.today).toISOString();
    const started = stopwatch();
    const memory = watchProcessMemory();
    const folder = await draft(state, task.name);
    const say = (message: string): void => on({kind: "say", task, message});
    const given = {params: task.params, needs: Object.fromEntries(results), failures, folder, environment};
    try {
      const job: Job = {
        module: (await bundle(task.module)).url,
        run: task.run,
        uses: await urls(task, bundle),
        input: given
      };
      const {output, cpuSeconds, threadMemoryMB} = await (task.heavy
        ? performInThread(job, bundle, say, signal)
        : unlessAborted(perform(job, say), signal));
      signal?.throwIfAborted();
      const {outputs, bytes} = await hashFolder(folder);
      const value = JSON.parse(stableJson(output.value ?? null)) as Json;
      const cost = {
        rows: output.rows ?? 0,
        bytes,
        seconds: round((stopwatch() - started) / 1000),
        cpuSeconds: round(cpuSeconds),
        peakMemoryMB: memory.end(),
        bytesRead: output.bytesRead ?? [...results.values()].reduce((sum, need) => sum + need.bytes, 0)
      };
      const leaves = await hashLeaves(state, output.leaves ?? []);
      const record = {outputs, value, leaves, startedAt, ingredients: made, commit, threadMemoryMB, ...cost};
      const name = task.always ? keyOf(task.name, made, {outputs, value}) : key;
      const result: Kept = await keepResult(state, task.name, name, folder, record);
      const {pulls} = output;
      return {task, state: "ran", reason, result, ...cost, ...(pulls === undefined ? {} : {pulls})};
    } catch (error) {
      await rm(folder, {recursive: true, force: true}).catch(() => {});
      const {message, stack} = diskError(error, state);
      const cost = {seconds: round((stopwatch() - started) / 1000), peakMemoryMB: memory.end()};
      if (signal?.aborted) return {...blank(task, "stopped", "interrupted"), ...cost};
      if (task.onFailure) {
        const {cost: took} = error as {cost?: ThreadCost};
        const failure = {message, startedAt, seconds: cost.seconds, ...took, commit, code: made.code};
        await tell(task.onFailure, {...given, failure}, say).catch((trouble: Error) =>
          say(`its failure left no trace: ${trouble.message}`)
        );
      }
      return {...blank(task, "failed", message), stack, ...cost};
    }
  }

  async function tell(
    {module, run}: NonNullable<Task["onFailure"]>,
    input: Job["input"],
    say: (message: string) => void
  ): Promise<void> {
    await perform({module: (await bundle(module)).url, run, uses: {}, input}, say);
  }

  for (const task of order) {
    const end = settle(task)
      .catch((error: unknown) => {
        const {message, stack} = diskError(error, state);
        return {...blank(task, "failed", message), stack};
      })
      .then((outcome: Outcome) => {
        if (chosen.has(task.name)) on({kind: "end", task, outcome});
        return outcome;
      });
    ends.set(task.name, end);
  }
  return Promise.all(ends.values());
}

/** The chosen tasks and those that they need directly. */
export function wanted(order: readonly Task[], chosen: ReadonlySet<string>): Task[] {
  const needed = order
    .filter((task) => chosen.has(task.name))
    .flatMap((task) => task.needs.map((need) => parseNeed(need).task));
  return order.filter((task) => chosen.has(task.name) || needed.includes(task.name));
}

async function take(task: Task, state: string): Promise<Outcome> {
  const result = await lastResult(state, task.name);
  if (!result) {
    return blank(task, "taken", "has no result to take: run it once without --from, --only and --study");
  }
  return {...blank(task, "taken", "as it is"), result, rows: result.rows, bytes: result.bytes};
}

function blank(task: Task, state: State, reason: string): Outcome {
  const cause = state === "failed" ? {cause: `${task.name} failed: ${reason}`} : {};
  return {
    task,
    state,
    reason,
    ...cause,
    seconds: 0,
    cpuSeconds: 0,
    peakMemoryMB: 0,
    rows: 0,
    bytes: 0,
    bytesRead: 0
  };
}

async function urls({uses = {}}: Task, bundle: Bundler): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all(Object.entries(uses).map(async ([name, url]) => [name, (await bundle(url)).url]))
  );
}

/** What the work gives, or the reason of the abortion as soon as it comes; the process is expected to end then. */
async function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
