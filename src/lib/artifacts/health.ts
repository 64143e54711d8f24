import {z} from "zod";
import {day, instant} from "./fields.js";
import {provenanceSchema} from "./provenance.js";

export const healthSchema = z.object({
  status: z.enum(["ok", "stale", "degraded"]),
  edition: instant,
  studies: z.array(
    z.object({
      study: z.string(),
      status: z.enum(["ok", "stale", "degraded"]),
      provenance: provenanceSchema,
      asOf: day,
      champion: z.string(),
      message: z.string().optional()
    })
  ),
  /** Studies that this edition has nothing of, and why. */
  absent: z.array(z.object({study: z.string(), message: z.string()})).optional()
});
export type Health = z.infer<typeof healthSchema>;
