import {z} from "zod";
import {instant, nullable, number} from "./fields.js";

/** A number of a training at one of its steps, such as the loss after an epoch; steps count from 1. */
export const stepValueSchema = z.object({step: z.int(), value: number});

/** One training of one candidate. */
export const runSchema = z.object({
  runId: z.string(),
  study: z.string(),
  candidate: z.string(),
  /** failed: the training ended with an error, whose first line is the tag `error`. */
  status: z.enum(["finished", "failed"]),
  startedAt: instant,
  seconds: number,
  /** CPU time of its thread; null where it was not measured: in records older than the measure, and where the thread died. */
  cpuSeconds: nullable,
  /** Highest memory of its thread (heap and buffers) in MB; null as cpuSeconds. */
  peakMemoryMB: nullable,
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Final numbers: scores of the backtest and the training's own. */
  metrics: z.record(z.string(), z.number()),
  /** Numbers by step, to six significant digits, by metric; empty where the candidate has none. */
  history: z.record(z.string(), z.array(stepValueSchema)),
  tags: z.record(z.string(), z.string()),
  lineage: z.object({
    commit: z.string(),
    dataHash: z.string(),
    codeHash: z.string(),
    seed: number,
    /** sha256 of the forecasts that it combines, by candidate. */
    experts: z.record(z.string(), z.string()).optional()
  }),
  /** Files that the training made. */
  artifacts: z.array(z.object({path: z.string(), sha256: z.string(), bytes: z.int()})),
  alias: z.enum(["champion", "challenger", "previous"]).optional()
});
export type Run = z.infer<typeof runSchema>;

export const runsSchema = z.array(runSchema);
