import {z} from "zod";
import {instant, number} from "./fields.js";
import {modelSchema} from "./forecast.js";

/** Two losses, of the champion of then and of the one that asked for its place; lower is better. */
const lossPairSchema = z.object({holder: number, asker: number});

/** What a decision between two candidates was made of: both were scored on the same origins. */
export const evidenceSchema = z.object({
  /** The champion of then. */
  holder: modelSchema,
  /** The candidate that asked for its place. */
  asker: modelSchema,
  /** What the loss is, as the study's rule names it: mae in the study's unit, mape in %, rmse the squared error, "1 − f1" what F1 lacks of 1. */
  metric: z.string(),
  /** Origins that both were scored on, and the first and last of them. */
  origins: z.int(),
  from: instant,
  to: instant,
  /** Mean losses over these origins. */
  loss: lossPairSchema,
  /** By what share the asker's loss is lower; below 0 where it is higher. */
  gain: number,
  /** The same in each of the equal blocks of origins, in order of time. */
  blocks: z.array(number),
  /** Mean losses on the rows of each guard that both forecast, and by what share the asker's is higher. */
  guards: z.array(z.object({name: z.string(), rows: z.int(), loss: lossPairSchema, worse: number})),
  /** The test of difference, its statistic (below 0 where the asker is better) and its p-value. */
  test: z.string(),
  statistic: number,
  p: number,
  /** Whether the rule gives the asker the place. */
  replace: z.boolean()
});

/** What a decision between two candidates was made of. */
export type Evidence = z.infer<typeof evidenceSchema>;

/** One decision on the champion of a study. */
export const decisionSchema = z.object({
  /** Its number in the registry, from 1. */
  number: z.int(),
  origin: instant,
  /** When it was decided: the instant of the edition, or the clock's where a hand decided; records of older versions lack it. */
  at: instant.optional(),
  by: z.enum(["rule", "hand"]),
  champion: z.string(),
  version: z.string(),
  challenger: z.string().nullable(),
  /** True where the champion is another candidate than before. */
  replaced: z.boolean(),
  reason: z.string(),
  /** Statistic and p-value of the test in `evidence`; null where none was made. */
  dm: number.nullable(),
  p: number.nullable(),
  /** The rule in words, where it decided. */
  rule: z.string().optional(),
  /** Of a decision by hand: the rule leaves the champion alone at origins before this instant. */
  until: instant.optional(),
  evidence: evidenceSchema.optional()
});
export type DecisionRecord = z.infer<typeof decisionSchema>;
