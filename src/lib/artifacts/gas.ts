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

/**
 * The shrunk VAR in force: /api/gas/model/var.json. `levels` are its last `rows` rows, `[row][series]`, as models see them; `normal` of a term covers these and the steps
 * after. See `forecastCorrected` and `conditionalForecast`.
 */
export const gasModelSchema = z.object({
  ...head,
  series: z.array(seriesSchema),
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

/** A series of the record by gas day, from the record's first day on; null where there is no value yet. */
const recordedSchema = z.object({
  ...{id: z.string(), title: z.string(), unit: z.string(), decimals: z.int()},
  values: z.array(number.nullable())
});

/**
 * The whole record for its exploration, each series as known on the morning after its gas day: /api/gas/history.json. `volatility` is the exponentially
 * weighted deviation of the price's daily log returns, %; `restated` the days of a column whose value was restated, first and latest.
 */
export const gasHistorySchema = z.object({
  ...head,
  from: z.iso.date(),
  series: z.array(recordedSchema),
  volatility: z.object({halfLife: number, values: z.array(number.nullable())}),
  restated: z.array(
    z.object({
      ...{id: z.string(), title: z.string(), unit: z.string(), decimals: z.int()},
      /** Days with a value. */
      known: z.int(),
      days: z.array(z.iso.date()),
      first: z.array(number),
      latest: z.array(number)
    })
  )
});
export type GasHistory = z.infer<typeof gasHistorySchema>;

/** A Diebold–Mariano test; dm below 0 where the first forecast is better. */
const testSchema = z.object({dm: number, p: number}).nullable();

/** Scores of the price at one lead, in the study's unit; errors are standard errors of the mean. `pit` counts the transforms of the truth in ten classes. */
const standingSchema = z.object({
  ...{lead: z.int(), n: z.int(), mae: number, maeError: number.nullable()},
  ...{rmse: number, crps: number, crpsError: number.nullable()},
  ...{coverage50: number, coverage80: number, coverage90: number, coverage95: number},
  ...{pinball: z.array(number), pit: z.array(z.int())}
});

/** How good the forecasts have been beside the random walk's, in what its page shows of it: /api/gas/verification.json. Ratios below 1 are better than the random walk. */
export const gasVerificationSchema = z.object({
  ...head,
  scored: z.object({from: z.iso.date(), to: z.iso.date(), n: z.int(), rows: z.string()}),
  champion: z.string(),
  walk: z.string(),
  levels: z.array(number),
  /** The champion and the random walk at every lead. */
  standing: z.object({champion: z.array(standingSchema), walk: z.array(standingSchema)}),
  /** Everyone at the leads of the tables: tests of squared errors and of CRPS against the random walk. */
  candidates: z.array(
    z.object({
      ...{name: z.string(), label: z.string(), kind: z.enum(["baseline", "model", "reference"])},
      byLead: z.array(
        z.object({
          ...{lead: z.int(), rmse: number, crps: number},
          ...{rmseRatio: number, crpsRatio: number},
          ...{point: testSchema, distribution: testSchema}
        })
      )
    })
  ),
  /** The energy score of all series together, of the candidate that has one; null where none has. */
  energy: z
    .object({
      label: z.string(),
      byLead: z.array(
        z.object({lead: z.int(), n: z.int(), score: number, walk: number, ratio: number, test: testSchema})
      )
    })
    .nullable(),
  /** Each series by itself: the champion's forecast, and its ratios to that of the random walk. */
  series: z.array(
    z.object({
      ...{id: z.string(), title: z.string(), unit: z.string(), decimals: z.int()},
      byLead: z.array(
        z.object({...{lead: z.int(), n: z.int(), rmse: number, rmseRatio: number, crpsRatio: number}})
      )
    })
  ),
  /** Over the leads of the champion's rule, by month and by kind of day. */
  slices: z.record(
    z.string(),
    z.array(
      z.object({
        ...{slice: z.string(), n: z.int(), rmse: number, crps: number, coverage80: number},
        ...{walkRmse: number, walkCrps: number}
      })
    )
  )
});
export type GasVerification = z.infer<typeof gasVerificationSchema>;
export type GasStanding = GasVerification["standing"]["champion"][number];
