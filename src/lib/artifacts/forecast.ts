import {z} from "zod";
import {instant, nullable, number} from "./fields.js";
import {provenanceSchema} from "./provenance.js";

export const modelSchema = z.object({candidate: z.string(), version: z.string(), runId: z.string()});

export const forecastSchema = z.object({
  study: z.string(),
  target: z.string(),
  unit: z.string(),
  issuedAt: instant,
  origin: instant,
  step: z.string(),
  provenance: provenanceSchema,
  model: modelSchema,
  /** Levels of the quantiles of its rows, where it is a distribution. */
  levels: z.array(number).optional(),
  rows: z.array(
    z.object({
      series: z.string().optional(),
      /** Where series have units of their own; else that of the forecast. */
      unit: z.string().optional(),
      time: instant,
      value: number,
      lo80: number,
      hi80: number,
      lo95: number,
      hi95: number,
      /** One for each of the levels. */
      quantiles: z.array(number).optional(),
      /** The publisher's own forecast for the same interval, where there is one. */
      reference: nullable.optional()
    })
  )
});
export type Forecast = z.infer<typeof forecastSchema>;
