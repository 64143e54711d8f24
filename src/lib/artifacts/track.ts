import {z} from "zod";
import {column, instant, nullable, number} from "./fields.js";
import {provenanceSchema} from "./provenance.js";
import {studySchema} from "./study.js";

/** What was forecast over some weeks, and how it went. */
export const trackRecordSchema = z.object({
  /** Starts of all intervals of the editions below, ascending. */
  times: z.array(instant),
  /** The truth as it is known last, `[series][time]`; null where it is not known yet. */
  actual: column,
  /** The newest editions in full, in order of their origins. */
  editions: z.array(
    z.object({
      origin: instant,
      /** When it was issued; null in a backtest, which was made afterwards. */
      issuedAt: instant.nullable(),
      /** Index of its first interval in `times`; its columns are `[series][step]` from there on. */
      from: z.int(),
      steps: z.int(),
      forecasts: z.array(
        z.object({
          /** reference: the publisher's own forecast, as it stood then. */
          alias: z.enum(["champion", "challenger", "reference"]),
          candidate: z.string(),
          value: column,
          /** The champion's intervals, where the study forecasts numbers. */
          lo80: column.optional(),
          hi80: column.optional(),
          lo95: column.optional(),
          hi95: column.optional()
        })
      )
    })
  ),
  /** Mean errors of the newest editions of which some truth is known, in the order of their origins; the unit is that of `metric`. */
  errors: z.array(
    z.object({
      origin: instant,
      alias: z.enum(["champion", "challenger", "reference"]),
      candidate: z.string(),
      n: z.int(),
      error: nullable,
      /** The same by the truth as it was known first, before any revision. */
      firstError: nullable,
      /** By lead block, the first day being the first. */
      byLead: column
    })
  ),
  /** How often the champion's intervals held the truth, by lead block, over all editions; none of a study of probabilities. */
  coverage: z.array(
    z.object({
      lead: z.int(),
      /** Editions with a known truth at this lead: the values of one fail together, so these count as the independent cases. */
      cases: z.int(),
      n: z.int(),
      in80: z.int(),
      in95: z.int()
    })
  ),
  /** Of a study of probabilities: how often it happened, by how probable the champion said it to be, over all editions. */
  classes: z.array(z.object({from: number, to: number, n: z.int(), said: number, happened: z.int()}))
});
export type TrackRecord = z.infer<typeof trackRecordSchema>;

/** What a study's ledger holds as a whole. */
export const trackLedgerSchema = z.object({
  editions: z.int(),
  /** Editions of which some truth is known. */
  known: z.int(),
  /** Values whose truth the publisher revised after it was known first. */
  revised: z.int(),
  /** Origins of the first and the last edition; null before the first. */
  from: instant.nullable(),
  to: instant.nullable(),
  /** Hash of the last link of its chain, to be compared later: npm run ledger -- verify --head. */
  head: z.string()
});

/** What was said when and how it went: /api/<study>/track.json. */
export const trackSchema = z.object({
  study: z.string(),
  title: z.string(),
  unit: z.string(),
  kind: studySchema.shape.kind,
  issuedAt: instant,
  provenance: provenanceSchema,
  timeZone: z.string(),
  step: z.string(),
  /** What the errors are: percentage error of numbers, Brier's score of probabilities. */
  metric: z.enum(["mape", "brier"]),
  candidates: z.array(z.object({name: z.string(), label: z.string()})),
  series: z.array(z.string()),
  /** Of a vector, the unit of each series; the errors and the coverage are of the first. */
  units: z.array(z.string()).optional(),
  ledger: trackLedgerSchema,
  issued: trackRecordSchema,
  /** The last weeks of the backtest by today's champion, while too little of what was issued is known: made afterwards, not issued. */
  backtest: trackRecordSchema.nullable(),
  /** True where the weather in that backtest is as uncertain as a real forecast's, and not archived. */
  uncertainWeather: z.boolean(),
  /** What was replayed: earlier days made afterwards, in a ledger of their own; none where no day was. */
  replayed: z.object({ledger: trackLedgerSchema, record: trackRecordSchema}).optional()
});
export type Track = z.infer<typeof trackSchema>;
