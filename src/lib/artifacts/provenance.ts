import {z} from "zod";
import {day, instant, link} from "./fields.js";

export const provenanceSchema = z.object({
  /**
   * live: pulled for this edition; last-good: an earlier pull; recorded: the sample that ships with the
   * project.
   */
  mode: z.enum(["live", "last-good", "recorded"]),
  /** True where an earlier day was made afterwards from such tables, cut at its origin. */
  replayed: z.literal(true).optional(),
  /** The last day that the data describe, local to the study. */
  asOf: day,
  sources: z.array(
    z.object({
      publisher: z.string(),
      dataset: z.string(),
      title: z.string(),
      url: link,
      licence: z.string(),
      /** When the newest bytes were pulled. */
      pulledAt: instant,
      sha256: z.string()
    })
  )
});
export type Provenance = z.infer<typeof provenanceSchema>;
