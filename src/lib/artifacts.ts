import {z} from "zod";

/**
 * The shapes of everything that is published under /api. One schema for each artifact: the publisher validates with it,
 * tests turn it into JSON Schema, pages import its type only.
 */

const instant = z.iso.datetime();
const day = z.iso.date();
const number = z.number();
const nullable = z.number().nullable();

export const provenanceSchema = z.object({
  /** live: pulled for this edition; last-good: an earlier pull; recorded: the sample that ships with the project. */
  mode: z.enum(["live", "last-good", "recorded"]),
  /** The last day that the data describe, local to the study. */
  asOf: day,
  sources: z.array(
    z.object({
      publisher: z.string(),
      dataset: z.string(),
      title: z.string(),
      url: z.url(),
      licence: z.string(),
      /** When the newest bytes were pulled. */
      pulledAt: instant,
      sha256: z.string()
    })
  )
});
export type Provenance = z.infer<typeof provenanceSchema>;

const modelSchema = z.object({candidate: z.string(), version: z.string(), runId: z.string()});

export const forecastSchema = z.object({
  study: z.string(),
  target: z.string(),
  unit: z.string(),
  issuedAt: instant,
  origin: instant,
  step: z.string(),
  provenance: provenanceSchema,
  model: modelSchema,
  rows: z.array(
    z.object({
      series: z.string().optional(),
      time: instant,
      value: number,
      lo80: number,
      hi80: number,
      lo95: number,
      hi95: number,
      /** The publisher's own forecast for the same interval, where there is one. */
      reference: nullable.optional()
    })
  )
});
export type Forecast = z.infer<typeof forecastSchema>;

/** Scores of one set of forecasts; the unit of mae, rmse, bias, pinball and width is the study's, shares are 0 … 1, percentages in %. */
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
  width95: nullable
});
export type Metrics = z.infer<typeof metricsSchema>;

export const dieboldMarianoSchema = z.object({name: z.string(), dm: number, p: number, n: number});

const byLead = z.array(metricsSchema.extend({lead: number}));

export const backtestSchema = z.object({
  study: z.string(),
  unit: z.string(),
  issuedAt: instant,
  provenance: provenanceSchema,
  scheme: z.object({
    from: day,
    to: day,
    origins: number,
    horizon: number,
    step: z.string(),
    /** Steps in one lead of byLead. */
    block: number,
    /** What the scores are computed on, in words. */
    rows: z.string()
  }),
  champion: z.string(),
  /** The rule by which the champion was chosen, in words. */
  rule: z.string(),
  candidates: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(["baseline", "model", "reference"]),
      metrics: metricsSchema,
      byLead,
      /** The same with the covariates as uncertain as a real forecast's. */
      byLeadDegraded: byLead.optional(),
      /** On every row, the ones that the contract repaired included, against the record as pulled. */
      byLeadRecorded: byLead.optional(),
      /** Slices on the lead of the champion rule: local hour, month, kind of day. */
      slices: z.record(z.string(), z.array(metricsSchema.extend({slice: z.string()}))).optional(),
      versusBaseline: dieboldMarianoSchema.nullable(),
      versusReference: z.array(dieboldMarianoSchema.extend({lead: number})).optional()
    })
  )
});
export type BacktestReport = z.infer<typeof backtestSchema>;

export const runSchema = z.object({
  runId: z.string(),
  study: z.string(),
  candidate: z.string(),
  startedAt: instant,
  seconds: number,
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  metrics: z.record(z.string(), z.number()),
  tags: z.record(z.string(), z.string()),
  lineage: z.object({commit: z.string(), dataHash: z.string(), codeHash: z.string(), seed: number}),
  alias: z.enum(["champion", "challenger", "previous"]).optional()
});
export type Run = z.infer<typeof runSchema>;
export const runsSchema = z.array(runSchema);

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
  )
});
export type Health = z.infer<typeof healthSchema>;

export const driftSchema = z.object({
  study: z.string(),
  unit: z.string(),
  issuedAt: instant,
  provenance: provenanceSchema,
  reference: z.object({from: day, to: day, rows: number}),
  current: z.object({from: day, to: day, rows: number}),
  columns: z.array(
    z.object({
      column: z.string(),
      test: z.string(),
      statistic: number,
      threshold: number,
      drifted: z.boolean(),
      unit: z.string()
    })
  ),
  share: number,
  drifted: z.boolean()
});
export type Drift = z.infer<typeof driftSchema>;

export const studiesSchema = z.array(
  z.object({
    study: z.string(),
    title: z.string(),
    question: z.string(),
    target: z.string(),
    unit: z.string(),
    step: z.string(),
    horizon: number,
    page: z.string(),
    champion: z.string(),
    issuedAt: instant,
    provenance: provenanceSchema
  })
);
export type Studies = z.infer<typeof studiesSchema>;
