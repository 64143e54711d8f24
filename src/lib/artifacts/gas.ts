import {z} from "zod";
import {provenanceSchema} from "./provenance.js";

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

const numbers = z.array(number);
const unitRoot = {statistic: number, p: number, lags: z.int()};

/**
 * What moves what, by the plain VAR on the differences of what models see: /api/gas/responses.json. `series` stand in the order in which their shocks are told
 * apart, and every array over series is in this order. Entry d of a response is d gas days after the shock, 0 on its own day.
 */
export const gasResponsesSchema = z.object({
  ...head,
  /** The gas days of the differences that the model is fitted to. */
  window: z.object({from: z.iso.date(), to: z.iso.date(), rows: z.int()}),
  series: z.array(seriesSchema.extend({last: number})),
  lags: z.object({
    used: z.int(),
    most: z.int(),
    chosen: z.object({aic: z.int(), bic: z.int(), hq: z.int(), fpe: z.int()}),
    byOrder: z.array(z.object({lags: z.int(), aic: number, bic: number, hq: number, fpe: number}))
  }),
  /** The largest modulus of the companion matrix: stable below 1. */
  stability: z.object({stable: z.boolean(), largest: number}),
  bootstrap: z.object({draws: z.int(), seed: z.int()}),
  /** A shock of `size` in `unit` ("%", or that of the series), and the change of every level since: in % of series in logarithms, else in their own unit. */
  shocks: z.array(
    z.object({
      series: z.string(),
      size: number,
      unit: z.string(),
      responses: z.array(
        z.object({
          ...{series: z.string(), unit: z.string(), value: numbers},
          ...{lo80: numbers, hi80: numbers, lo95: numbers, hi95: numbers}
        })
      )
    })
  ),
  /** Shares of the forecast error variance of the price by the shocks of `order`: first as the responses have them, then with the system prices before the price. */
  decompositions: z.array(
    z.object({
      order: z.array(z.string()),
      rows: z.array(z.object({days: z.int(), shares: numbers}))
    })
  ),
  /** Granger tests in both directions with the price, and that of all others together. */
  granger: z.array(
    z.object({
      causing: z.array(z.string()),
      caused: z.string(),
      f: number,
      df: z.tuple([z.int(), z.int()]),
      p: number
    })
  ),
  unitRoots: z.array(
    z.object({
      series: z.string(),
      of: z.enum(["level", "difference"]),
      adf: z.object(unitRoot),
      /** p lies within the tabulated .01 … .1. */
      kpss: z.object(unitRoot)
    })
  ),
  /** Johansen's trace tests; `rank` is the first that is not rejected at 5 %. */
  cointegration: z.object({
    lags: z.int(),
    rank: z.int(),
    tests: z.array(z.object({rank: z.int(), trace: number, critical95: number}))
  })
});
export type GasResponses = z.infer<typeof gasResponsesSchema>;

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
