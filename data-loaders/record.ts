import {z} from "zod";
import {breachSchema, provenanceSchema} from "../src/lib/artifacts.js";

/** The provenance record that stands beside each table, in the store and in `sample/`. */
export const tableRecordSchema = z.object({
  id: z.string(),
  title: z.string(),
  timeZone: z.string(),
  columns: z.array(z.object({name: z.string(), type: z.string(), unit: z.string(), description: z.string()})),
  rows: z.number(),
  /** First and last cell of the time or date column. */
  from: z.string(),
  to: z.string(),
  /** The day that the table was made for: what is known at its start, and truth that came later for scores only. */
  today: z.iso.date(),
  /** The last whole local day before `today` that it describes. */
  asOf: z.iso.date(),
  madeAt: z.iso.datetime(),
  sources: z.array(provenanceSchema.shape.sources.element.extend({citation: z.string()})),
  /** SHA-256 of the Parquet file. */
  sha256: z.string(),
  bytes: z.number(),
  breaches: z.array(breachSchema),
  contract: z.array(
    z.object({
      code: z.string(),
      level: z.enum(["error", "warning", "both"]),
      column: z.string(),
      rule: z.string()
    })
  ),
  /** Remarkable days by kind, such as those that the contract repaired. */
  days: z.record(z.string(), z.array(z.iso.date()))
});
export type TableRecord = z.infer<typeof tableRecordSchema>;
