import {z} from "zod";

/** The shape of /api/pipeline.json, beside those of `artifacts.ts`: apart, for what forecasts do not depend on it. */

const instant = z.iso.datetime();
const number = z.number();
const nullable = z.number().nullable();

/** What a run asked the publishers of a study for, what came, and what was trained. */
export const studyRefreshSchema = z.object({
  study: z.string(),
  /** Requests made, and bytes that came with them. */
  requests: z.int(),
  bytes: number,
  /** Requests that were answered with "not modified" (304), with the bytes that were known, and with others. */
  notModified: z.int(),
  same: z.int(),
  changed: z.int(),
  /** Copies that were taken without asking. */
  kept: z.int(),
  /** Trainings that were made, and those that were skipped, for nothing that they depend on had changed. */
  trained: z.int(),
  skipped: z.int(),
  /** Why trainings were made, such as "input gas-days changed"; null where none was. */
  why: z.string().nullable()
});
/** What a run did for a study. */
export type StudyRefresh = z.infer<typeof studyRefreshSchema>;

/** What the watch keeps of one run of the pipeline, for the history of nights: see `pipelineSchema`. */
export const nightSchema = z.object({
  startedAt: instant,
  seconds: number,
  /** Tasks at once. */
  threads: z.int(),
  /** The edition that stood at its end, and what it said; null where the run published none. */
  edition: instant.nullable(),
  headline: z.string().nullable(),
  /** ok, stale and degraded as in health.json; failed where no edition came of it. */
  status: z.enum(["ok", "stale", "degraded", "failed"]),
  /** Each study in that edition; empty where there is none. */
  studies: z.array(
    z.object({
      study: z.string(),
      title: z.string(),
      status: z.enum(["ok", "stale", "degraded", "absent"]),
      /** The state of its data in words; empty where it has no forecast. */
      state: z.string(),
      /** Why it is not ok, where it is not. */
      message: z.string().optional()
    })
  ),
  /** Tasks by how they ended; `kept` were up to date. */
  tasks: z.object({ran: z.int(), kept: z.int(), failed: z.int(), stopped: z.int()}),
  /** Bytes that its tasks wrote, and the highest memory of the process in MB. */
  bytes: number,
  peakMemoryMB: number,
  failures: z.array(z.object({task: z.string(), reason: z.string()})),
  /** Each study whose publishers were asked; runs before this was kept have none. */
  refreshes: z.array(studyRefreshSchema).optional(),
  /** Where the log of the whole job is, where its host says so. */
  log: z.url().nullable()
});
/** One run of the pipeline in the history. */
export type Night = z.infer<typeof nightSchema>;

/** The last run of the pipeline task by task, and the nights before it: /api/pipeline.json. */
export const pipelineSchema = z.object({
  startedAt: instant,
  seconds: number,
  threads: z.int(),
  /** Its steps in their order. */
  steps: z.array(z.string()),
  tasks: z.array(
    z.object({
      task: z.string(),
      study: z.string().nullable(),
      step: z.string(),
      /** Tasks whose results it reads. */
      needs: z.array(z.string()),
      /** taken: the last result of a task that was not asked for. */
      state: z.enum(["ran", "up to date", "taken", "failed", "stopped"]),
      /** Why it ran, was kept, failed or was stopped. */
      reason: z.string(),
      /** When the work was done that the figures are about; null where it never was. Of a kept result, an earlier run. */
      startedAt: instant.nullable(),
      seconds: number,
      cpuSeconds: number,
      /** Highest memory of the whole process meanwhile, MB. */
      peakMemoryMB: number,
      /** Of its own thread, where it had one, MB. */
      threadMemoryMB: nullable,
      rows: number,
      /** Bytes that it wrote and read. */
      bytes: number,
      bytesRead: number
    })
  ),
  /** Runs that did or failed to do something on the last thirty days that had one, newest first; this one included. */
  nights: z.array(nightSchema),
  /** The page of the workflow that makes editions, where a host is known. */
  workflow: z.url().nullable()
});
/** The last run of the pipeline, and the nights before it. */
export type Pipeline = z.infer<typeof pipelineSchema>;
