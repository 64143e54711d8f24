import {readFileSync} from "node:fs";
import {performance} from "node:perf_hooks";
import type {TaskFunction, TaskInput, TaskOutput} from "./task.js";

/** A task ready to run in any thread: URLs of bundles, and input that survives a structured clone. */
export interface Job {
  readonly module: string;
  readonly run: string;
  readonly uses: Readonly<Record<string, string>>;
  readonly input: Omit<TaskInput, "modules" | "say">;
}

/** What a job took of its thread. */
export interface ThreadCost {
  readonly cpuSeconds: number;
  /** Highest memory of the thread, see `watchThreadMemory`; only where it has the thread for itself. */
  readonly threadMemoryMB?: number;
}

/** What a run gave, and what it took. */
export interface Performed extends ThreadCost {
  readonly output: TaskOutput;
}

/** Loads a job's modules and calls its function. Throws what they throw, or that there is no such function. */
export async function perform(
  {module, run, uses, input}: Job,
  say: (message: string) => void
): Promise<Performed> {
  const before = threadCpuSeconds();
  const loaded = (await import(/* @vite-ignore */ module)) as Record<string, unknown>;
  const found = loaded[run];
  if (typeof found !== "function") {
    throw new Error(
      `A function "${run}" was expected, and ${module} exports: ${Object.keys(loaded).join(", ") || "nothing"}.`
    );
  }
  const modules: Record<string, unknown> = {};
  for (const [name, url] of Object.entries(uses)) modules[name] = await import(/* @vite-ignore */ url);
  const output = await (found as TaskFunction)({...input, modules, say});
  return {output, cpuSeconds: Math.max(0, threadCpuSeconds() - before)};
}

/**
 * CPU time of this thread so far, in seconds: Linux counts it; elsewhere it is the time that the event loop was busy.
 * Source: proc_pid_stat(5), fields 14 (utime) and 15 (stime), in ticks of 10 ms.
 */
export function threadCpuSeconds(): number {
  try {
    const stat = readFileSync("/proc/thread-self/stat", "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return performance.eventLoopUtilization().active / 1000;
  }
}
