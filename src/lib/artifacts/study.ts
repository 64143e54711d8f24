import {z} from "zod";
import {backtestSchema} from "./backtest.js";
import {decisionSchema} from "./decisions.js";
import {day, instant, link, number} from "./fields.js";
import {provenanceSchema} from "./provenance.js";
import {tableSchema} from "./tables.js";

/** What a study adds to its model card in its own words, where the general ones do not do. */
export const cardWordsSchema = z.object({
  /** Who the forecast is for. */
  users: z.string().optional(),
  /** What it is not made for. */
  notFor: z.string().optional(),
  /** What the model sees, in words. */
  features: z.string().optional(),
  /** Whether the data tell of persons. */
  persons: z.string().optional(),
  /** What is to be known of the weather, or of whatever else lies ahead, in its backtest. */
  weather: z.string().optional(),
  /** What the model cannot know. */
  unknown: z.string().optional(),
  /** Where it fails, beside what its scores show. */
  limits: z.string().optional()
});
export type CardWords = z.infer<typeof cardWordsSchema>;

/** What a study is and what it was made of: /api/<study>/study.json. */
export const studySchema = z.object({
  study: z.string(),
  title: z.string(),
  question: z.string(),
  target: z.string(),
  unit: z.string(),
  kind: z.enum(["number", "probability", "anomaly"]),
  step: z.string(),
  /** Steps that are forecast from each origin. */
  horizon: number,
  timeZone: z.string(),
  page: z.string(),
  issuedAt: instant,
  /** The day that its forecast starts with. */
  day,
  provenance: provenanceSchema,
  /** Which data is shown and why, in one line. */
  line: z.string(),
  champion: z.string(),
  rule: z.object({
    metric: z.string(),
    leads: z.array(number),
    words: z.string(),
    /** The name of its test of difference, where it is another than Diebold and Mariano's. */
    test: z.string().optional()
  }),
  scoredRows: z.string(),
  /**
   * How its intervals are made: the error that is taken for alike, origins that count, step of the adaptive
   * level. Absent from a study of probabilities, whose bounds are of the chance and not of the outcome.
   */
  intervals: z
    .object({error: z.enum(["log", "relative", "absolute"]), window: number, rate: number})
    .optional(),
  /** True where candidates forecast distributions, whose quantiles are the intervals. */
  distribution: z.literal(true).optional(),
  words: cardWordsSchema.optional(),
  candidates: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(["baseline", "model", "reference"]),
      description: z.string(),
      source: z.object({title: z.string(), url: link}).optional(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      combines: z.array(z.string()).optional(),
      /** As in backtest.json. */
      seedOf: z.string().optional(),
      alias: z.enum(["champion", "challenger", "previous"]).optional()
    })
  ),
  /**
   * Why the champion is what it is, newest first: the last sixty decisions, and before them those that changed the champion or were
   * made by hand.
   */
  decisions: z.array(decisionSchema),
  tables: z.array(tableSchema)
});
export type StudyReport = z.infer<typeof studySchema>;

/** How all studies are done: /api/methods.json. */
export const methodsSchema = z.object({
  edition: instant,
  studies: z.array(studySchema.omit({tables: true}).extend({scheme: backtestSchema.shape.scheme}))
});
export type Methods = z.infer<typeof methodsSchema>;
