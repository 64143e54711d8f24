import {z} from "zod";
import {day, instant, nullable, number} from "./fields.js";
import {provenanceSchema} from "./provenance.js";
import {
  byLead,
  byLeadWithError,
  dieboldMarianoSchema,
  metricsSchema,
  seriesMetricsSchema,
  span,
  spansSchema
} from "./scores.js";

export const backtestSchema = z.object({
  study: z.string(),
  unit: z.string(),
  issuedAt: instant,
  provenance: provenanceSchema,
  scheme: z.object({
    from: day,
    to: day,
    origins: number,
    horizon: number,
    step: z.string(),
    /** Steps in one lead of byLead. */
    block: number,
    /** What the scores are computed on, in words. */
    rows: z.string()
  }),
  champion: z.string(),
  /** The rule by which the champion was chosen, in words. */
  rule: z.string(),
  candidates: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(["baseline", "model", "reference"]),
      /** The candidate that it is with another seed: it does not compete, and charts and tables leave it out. */
      seedOf: z.string().optional(),
      metrics: metricsSchema,
      spans: spansSchema.optional(),
      byLead: byLeadWithError,
      /** The same with the covariates as uncertain as a real forecast's. */
      byLeadDegraded: byLeadWithError.optional(),
      /** Where the contract repaired any: on every row, those included, against the record as pulled. */
      byLeadRecorded: byLead.optional(),
      /** Of a probability: how often it happened by how probable it was said to be, in ten classes with as many forecasts each. */
      calibration: z
        .array(
          z.object({
            n: number,
            /** Lowest and highest probability of the class, and their mean. */
            from: number,
            to: number,
            said: number,
            happened: number,
            /** 95 % interval of `happened` from resampled blocks of days. */
            happenedSpan: span
          })
        )
        .optional(),
      /** Slices on the lead of the champion rule: local hour, month, kind of day. */
      slices: z
        .record(z.string(), z.array(metricsSchema.extend({slice: z.string(), spans: spansSchema.optional()})))
        .optional(),
      /** Of forecasts with quantiles of their own: by lead, the pinball loss of each level, and the histogram of the transforms of the truth in ten classes from 0 to 1. */
      distribution: z
        .object({
          levels: z.array(number),
          byLead: z.array(
            z.object({lead: number, n: z.int(), pinball: z.array(nullable), pit: z.array(z.int())})
          )
        })
        .optional(),
      /** Mean energy score of the joint distribution of all series, by lead. */
      energy: z.array(z.object({lead: number, n: z.int(), score: nullable})).optional(),
      /** Scores over those of the first baseline, below 1 where they are better; dm and p are of the Diebold–Mariano test on CRPS. */
      ratios: z
        .object({
          name: z.string(),
          byLead: z.array(
            z.object({
              ...{lead: number, rmse: nullable, crps: nullable},
              ...{dm: nullable, p: nullable, energy: nullable}
            })
          )
        })
        .optional(),
      /** Of a vector, whose scores above are of its first series: each series by itself. */
      bySeries: z
        .array(
          z.object({
            ...{series: z.string(), unit: z.string(), metrics: metricsSchema},
            byLead: z.array(seriesMetricsSchema.extend({lead: number}))
          })
        )
        .optional(),
      versusBaseline: dieboldMarianoSchema.nullable(),
      versusReference: z.array(dieboldMarianoSchema.extend({lead: number})).optional(),
      /** The same for the forecasts of byLeadDegraded. */
      versusReferenceDegraded: z.array(dieboldMarianoSchema.extend({lead: number})).optional()
    })
  )
});
export type BacktestReport = z.infer<typeof backtestSchema>;
