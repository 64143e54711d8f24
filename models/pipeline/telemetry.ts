import {readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {writeSealed} from "../../data-loaders/store/files.js";
import {studyRefreshSchema} from "../../src/lib/artifacts/pipeline.js";
import {refreshesOf} from "../watch/refreshes.js";
import type {Outcome} from "./run.js";

const keep = 60;

/** One run of the pipeline: what each task did and cost. `<state>/telemetry/<n>.json`. */
export const telemetrySchema = z.object({
  startedAt: z.iso.datetime(),
  seconds: z.number(),
  threads: z.number(),
  /** Each study whose publishers were asked; runs before this was kept have none. */
  refreshes: z.array(studyRefreshSchema).default([]),
  tasks: z.array(
    z.object({
      task: z.string(),
      step: z.string(),
      study: z.string().optional(),
      state: z.enum(["ran", "up to date", "taken", "failed", "stopped"]),
      reason: z.string(),
      seconds: z.number(),
      /** CPU time of its thread. */
      cpuSeconds: z.number(),
      /** Highest resident memory of the whole process meanwhile. */
      peakMemoryMB: z.number(),
      rows: z.number(),
      bytes: z.number(),
      bytesRead: z.number()
    })
  )
});
export type Telemetry = z.infer<typeof telemetrySchema>;

/** Writes the telemetry of a run under the next number, and drops all but the last sixty. Returns the file's path. */
export async function keepTelemetry(
  state: string,
  run: {startedAt: Date; seconds: number; threads: number; outcomes: readonly Outcome[]}
): Promise<string> {
  const folder = join(state, "telemetry");
  const numbers = await runNumbers(folder);
  const path = join(folder, `${(numbers.at(-1) ?? 0) + 1}.json`);
  const telemetry: Telemetry = {
    startedAt: run.startedAt.toISOString(),
    seconds: run.seconds,
    threads: run.threads,
    refreshes: refreshesOf(run.outcomes),
    tasks: run.outcomes.map(
      ({task, state, reason, seconds, cpuSeconds, peakMemoryMB, rows, bytes, bytesRead}) => ({
        task: task.name,
        step: task.step,
        study: task.study,
        ...{state, reason, seconds, cpuSeconds, peakMemoryMB, rows, bytes, bytesRead}
      })
    )
  };
  await writeSealed(path, telemetry, 1);
  for (const old of numbers.slice(0, Math.max(0, numbers.length + 1 - keep)))
    await rm(join(folder, `${old}.json`));
  return path;
}

async function runNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names
    .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
