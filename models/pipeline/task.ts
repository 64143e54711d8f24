import type {Environment} from "../../data-loaders/environment.js";
import type {PullCounts} from "../../data-loaders/pulls.js";

/** The steps of a refresh in their order; each task belongs to one. */
export const steps = [
  "pull",
  "features",
  "train",
  "backtest",
  "promote",
  "forecast",
  "score",
  "drift",
  "publish"
] as const;
export type Step = (typeof steps)[number];

/** What JSON can say, keys sorted when it is written. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | {readonly [key: string]: Json | undefined};

/** One piece of work, whose result is kept under a key made of everything that it depends on. */
export interface Task {
  /** Unique, with slashes: `france/roll/ridge`. */
  readonly name: string;
  /** The study that it belongs to; none for a task about all of them. */
  readonly study?: string;
  readonly step: Step;
  /** What it reads: a task's name for its whole result, or `task#file` for one file of it. */
  readonly needs: readonly string[];
  /** Everything that decides the result and is neither code nor a need; written as JSON. */
  readonly params: Json;
  /** The module that exports the function, as a file URL. */
  readonly module: URL;
  /** The name of the exported function, a `TaskFunction`. */
  readonly run: string;
  /** Further modules that the function is given, loaded, in `modules`; their code counts in the key as its own. */
  readonly uses?: Readonly<Record<string, URL>>;
  /** True: it computes for seconds, so it runs in a worker thread. */
  readonly heavy?: boolean;
  /** True: it asks the outside, so it runs every time; what depends on it runs again only if its outputs changed. */
  readonly always?: boolean;
  /**
   * Told when the task failed, so that a trace of it is left: the exported function `run` of a module, a `TaskFunction` that is given
   * `failure`, and whose `folder` is gone. Its code is no part of the key.
   */
  readonly onFailure?: {readonly module: URL; readonly run: string};
  /** True: it runs though some of its needs failed or are not part of this run; it gets their last good results. */
  readonly tolerant?: boolean;
}

/** The kept result of a task: a folder of files and a small value. */
export interface Result {
  /** Absolute path of the folder with the files. */
  readonly folder: string;
  /** sha256 of every file, by its path in the folder. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly value: Json;
  readonly rows: number;
  readonly bytes: number;
  /** How it came to be: no part of what others depend on. */
  readonly made: {
    readonly startedAt: string;
    readonly seconds: number;
    /** CPU time of its thread. */
    readonly cpuSeconds: number;
    /** Highest memory of its thread in MB, see `watchThreadMemory`; none where it had no thread of its own. */
    readonly threadMemoryMB?: number;
    /** The commit that the code stood at; none in results that were made before it was kept. */
    readonly commit?: string;
    /** Hash of the code that made it. */
    readonly code: string;
  };
}

/** How a task failed, and what it had taken by then. */
export interface Failure {
  readonly message: string;
  readonly startedAt: string;
  readonly seconds: number;
  /** None where its thread died before it could tell. */
  readonly cpuSeconds?: number;
  readonly threadMemoryMB?: number;
  readonly commit: string;
  /** Hash of the code that failed. */
  readonly code: string;
}

/** What a task's function is given. */
export interface TaskInput<Params = Json> {
  readonly params: Params;
  /** Results of the needs by the task's name; a tolerant task must expect that some are missing. */
  readonly needs: Readonly<Record<string, Result>>;
  /** Why a need of a tolerant task has no new result, by the task's name. */
  readonly failures: Readonly<Record<string, string>>;
  /** The modules of `uses`, loaded. */
  readonly modules: Readonly<Record<string, unknown>>;
  /** An empty folder: every file written here is an output. */
  readonly folder: string;
  /** Where the store is and whom to ask; what decides the result must be in `params` as well. */
  readonly environment: Environment;
  /** How the task failed: for the function in `onFailure` only. */
  readonly failure?: Failure;
  /** Says something on the way, in one line. */
  readonly say: (message: string) => void;
}

/** What a task's function gives back, beside its files; only `value` counts as output. */
export interface TaskOutput {
  readonly value?: Json;
  readonly rows?: number;
  /** Bytes that it read from elsewhere than its needs. */
  readonly bytesRead?: number;
  /** What its pulls did, for the record of the run. */
  readonly pulls?: PullCounts;
  /**
   * Files of the store that it wrote outside its folder (registry, ledger …), relative to the store. The task runs again
   * when one of them is no longer as the task left it, so it must be idempotent.
   */
  readonly leaves?: readonly string[];
}

export type TaskFunction<Params = Json> = (input: TaskInput<Params>) => Promise<TaskOutput>;

/** The task and, where only one of its files is meant, the file of a need. */
export function parseNeed(need: string): {task: string; file?: string} {
  const [task, file] = need.split("#");
  return {task, file};
}
