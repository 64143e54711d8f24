import {z} from "zod";
import {nullable, number} from "./fields.js";

export const span = z.tuple([number, number]).nullable();

/** 95 % intervals of scores, from resampled blocks of days. */
export const spansSchema = z.object({brier: span, auc: span, f1: span});
export type Spans = z.infer<typeof spansSchema>;

/**
 * Scores of forecast probabilities of something that happened or did not. `threshold` is the probability from which on a forecast counts as
 * "yes"; it was chosen on earlier forecasts. The parts of Brier's score are Murphy's: brier = reliability − resolution + uncertainty, up to
 * the spread within a bin.
 */
export const probabilityMetricsSchema = z.object({
  /** Share of the cases in which it happened. */
  rate: nullable,
  brier: nullable,
  reliability: nullable,
  resolution: nullable,
  uncertainty: nullable,
  logLoss: nullable,
  /** Area under the receiver operating characteristic. */
  auc: nullable,
  averagePrecision: nullable,
  threshold: nullable,
  f1: nullable,
  precision: nullable,
  recall: nullable,
  hits: number,
  alarms: number,
  misses: number,
  rejections: number
});
export type ProbabilityMetrics = z.infer<typeof probabilityMetricsSchema>;

/**
 * Scores of one set of forecasts; the unit of mae, rmse, bias, pinball and width is the study's, shares are 0
 * … 1, percentages in %. A study of probabilities has those of `probabilityMetricsSchema` beside them.
 */
export const metricsSchema = z.object({
  n: number,
  mae: nullable,
  rmse: nullable,
  mape: nullable,
  wape: nullable,
  mase: nullable,
  bias: nullable,
  pinball: nullable,
  coverage80: nullable,
  coverage95: nullable,
  width80: nullable,
  width95: nullable,
  /** Of forecasts with quantiles of their own: continuous ranked probability score, and the interval from the quantile 5 % to that of 95 %. */
  crps: nullable.optional(),
  coverage90: nullable.optional(),
  width90: nullable.optional(),
  ...probabilityMetricsSchema.partial().shape
});
export type Metrics = z.infer<typeof metricsSchema>;

export const dieboldMarianoSchema = z.object({name: z.string(), dm: number, p: number, n: number});

/** What is told of each series of a vector at each lead: there are many of them. */
export const seriesMetricsSchema = metricsSchema.pick({
  ...{n: true, mae: true, rmse: true, bias: true, crps: true},
  ...{coverage80: true, coverage90: true, coverage95: true}
});
export type SeriesMetrics = z.infer<typeof seriesMetricsSchema>;

export const byLead = z.array(metricsSchema.extend({lead: number}));

export const byLeadWithError = z.array(
  byLead.element.extend({
    /**
     * Standard error of mape in percentage points, from one mean per origin with lead − 1 autocovariances; null where too few
     * origins are scored.
     */
    mapeStandardError: nullable.optional()
  })
);
