import {z} from "zod";
import {day, instant, number} from "./fields.js";
import {provenanceSchema} from "./provenance.js";

export const breachSchema = z.object({
  code: z.string(),
  level: z.enum(["error", "warning"]),
  column: z.string(),
  message: z.string(),
  count: number,
  sample: z.array(z.string())
});

/** One way in which a table fails its contract. */
export type Breach = z.infer<typeof breachSchema>;

/** A table as the data page shows it. */
export const tableSchema = z.object({
  id: z.string(),
  title: z.string(),
  timeZone: z.string(),
  mode: provenanceSchema.shape.mode,
  /** The last whole local day that it describes, and the day that it was made for. */
  asOf: day,
  today: day,
  madeAt: instant,
  /** Why it is not live, where it is not. */
  reason: z.string().optional(),
  from: z.string(),
  to: z.string(),
  rows: number,
  bytes: number,
  sha256: z.string(),
  columns: z.array(z.object({name: z.string(), type: z.string(), unit: z.string(), description: z.string()})),
  sources: z.array(provenanceSchema.shape.sources.element.extend({citation: z.string()})),
  contract: z.array(
    z.object({
      code: z.string(),
      level: z.enum(["error", "warning", "both"]),
      column: z.string(),
      rule: z.string()
    })
  ),
  breaches: z.array(breachSchema),
  /** Remarkable days by kind, such as those that the contract repaired. */
  days: z.record(z.string(), z.array(day))
});
export type Table = z.infer<typeof tableSchema>;

/** What all studies are made of: /api/data.json. */
export const dataSchema = z.object({
  edition: instant,
  tables: z.array(tableSchema.extend({studies: z.array(z.string())}))
});
export type Data = z.infer<typeof dataSchema>;
