import {z} from "zod";
import {provenanceSchema} from "../artifacts.js";

/** The shapes of what the study of the gas price publishes for its own pages, below /api/gas/. */

const instant = z.iso.datetime();
const number = z.number();
const head = {
  study: z.string(),
  unit: z.string(),
  issuedAt: instant,
  provenance: provenanceSchema,
  origin: instant
};

/** A series of the vector: its name in the forecasts, and the least value of which models take the logarithm; null where they see the values. */
const seriesSchema = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  decimals: z.int(),
  least: number.nullable()
});

/** The last days of every series, as known on the morning after: /api/gas/recent.json. */
export const gasRecentSchema = z.object({
  ...head,
  days: z.array(z.iso.date()),
  series: z.array(seriesSchema.extend({values: z.array(number.nullable())}))
});
export type GasRecent = z.infer<typeof gasRecentSchema>;

/**
 * Scenarios of all series together: /api/gas/paths.json, and one file of steps for each series, /api/gas/model/paths/<id>.bin, in the form of `CompactPaths`. Scenario k of
 * one series goes with scenario k of every other. A path is the change from `last` in what models see: a log return, or °C.
 */
export const gasPathsSchema = z.object({
  ...head,
  paths: z.int(),
  leads: z.int(),
  series: z.array(seriesSchema.extend({last: number, step: number}))
});
export type GasPaths = z.infer<typeof gasPathsSchema>;

/** The lowest and the highest of something in the record. */
const extremesSchema = z.object({least: number, most: number});

/** What the record has seen up to the origin, from the day `from` on: see `reachOf`. */
const reachSchema = z.object({
  to: z.iso.date(),
  /** How far log SMP buy stood above log SAP on one day in so many. */
  short: z.object({from: z.iso.date(), spreads: z.array(z.object({oneIn: z.int(), spread: number}))}),
  /** Means of so many days in a row, from one on: of temperature at this time of the year. */
  temperature: z.object({from: z.iso.date(), runs: z.array(extremesSchema)}),
  power: z.object({from: z.iso.date(), runs: z.array(extremesSchema)}),
  /** Logarithms of the changes within seven days. */
  brent: extremesSchema.extend({from: z.iso.date()}),
  henryHub: extremesSchema.extend({from: z.iso.date()})
});

/**
 * The shrunk VAR in force: /api/gas/model/var.json. `levels` are its last `rows` rows, `[row][series]`, as models see them; `normal` of a term covers these and the steps
 * after. See `forecastCorrected` and `conditionalForecast`.
 */
export const gasModelSchema = z.object({
  ...head,
  series: z.array(seriesSchema),
  reach: reachSchema,
  /** The same model learned on parts of the record alone: what differs in it. */
  parts: z.array(
    z.object({
      from: z.iso.date(),
      to: z.iso.date(),
      coefficients: z.array(number),
      covariance: z.array(number)
    })
  ),
  model: z.object({
    names: z.array(z.string()),
    lags: z.int(),
    rows: z.int(),
    steps: z.int(),
    levels: z.array(number),
    deviations: z.array(number),
    coefficients: z.array(number),
    covariance: z.array(number),
    terms: z.array(
      z.object({
        name: z.string(),
        series: z.array(z.int()),
        weights: z.array(number),
        window: z.int(),
        normal: z.array(number).optional()
      })
    )
  })
});
export type GasModel = z.infer<typeof gasModelSchema>;
