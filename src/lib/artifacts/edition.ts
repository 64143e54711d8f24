import {z} from "zod";
import {day, instant} from "./fields.js";
import {provenanceSchema} from "./provenance.js";

/** The edition as a whole: /api/edition.json. */
export const editionSchema = z.object({
  edition: instant,
  /** The day that the newest of its forecasts starts with. */
  day,
  /** The least fresh of its studies' modes. */
  mode: provenanceSchema.shape.mode,
  /** Which data is shown and why, in one line. */
  line: z.string(),
  studies: z.array(z.object({study: z.string(), day, provenance: provenanceSchema, line: z.string()}))
});
export type Edition = z.infer<typeof editionSchema>;
