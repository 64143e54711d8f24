import {z} from "zod";
import {day, instant, nullable, number} from "./fields.js";
import {provenanceSchema} from "./provenance.js";

export const driftSchema = z.object({
  study: z.string(),
  unit: z.string(),
  issuedAt: instant,
  provenance: provenanceSchema,
  /** The windows that are compared with: days of the same season of earlier years. */
  reference: z.object({
    from: day,
    to: day,
    rows: number,
    windows: z.array(z.object({from: day, to: day})).optional()
  }),
  current: z.object({from: day, to: day, rows: number}),
  columns: z.array(
    z.object({
      column: z.string(),
      test: z.string(),
      statistic: number,
      threshold: number,
      drifted: z.boolean(),
      unit: z.string(),
      /**
       * Largest distance of the same season of one earlier year from the others: what is usual; null where
       * the test gives a p-value.
       */
      usual: nullable.optional()
    })
  ),
  share: number,
  /** True where at least half of the columns have drifted. */
  drifted: z.boolean()
});
export type Drift = z.infer<typeof driftSchema>;
