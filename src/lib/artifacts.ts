import {z} from "zod";

/**
 * The shapes of everything that is published under /api. One schema for each artifact: the publisher
 * validates with it, tests turn it into JSON Schema, pages import its type only.
 */

const instant = z.iso.datetime();
const day = z.iso.date();
/** An address that a page may link to. */
const link = z.url({protocol: /^https?$/});
const number = z.number();
const nullable = z.number().nullable();

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

const span = z.tuple([number, number]).nullable();

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

const byLead = z.array(metricsSchema.extend({lead: number}));
/** What is told of each series of a vector at each lead: there are many of them. */
const seriesMetricsSchema = metricsSchema.pick({
  ...{n: true, mae: true, rmse: true, bias: true, crps: true},
  ...{coverage80: true, coverage90: true, coverage95: true}
});
export type SeriesMetrics = z.infer<typeof seriesMetricsSchema>;
const byLeadWithError = z.array(
  byLead.element.extend({
    /**
     * Standard error of mape in percentage points, from one mean per origin with lead − 1 autocovariances; null where too few
     * origins are scored.
     */
    mapeStandardError: nullable.optional()
  })
);

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
      /** The candidate that it is with another seed: it does not compete, and charts and tables leave it out. */
      seedOf: z.string().optional(),
      metrics: metricsSchema,
      spans: spansSchema.optional(),
      byLead: byLeadWithError,
      /** The same with the covariates as uncertain as a real forecast's. */
      byLeadDegraded: byLeadWithError.optional(),
      /** Where the contract repaired any: on every row, those included, against the record as pulled. */
      byLeadRecorded: byLead.optional(),
      /** Of a probability: how often it happened by how probable it was said to be, in ten classes with as many forecasts each. */
      calibration: z
        .array(
          z.object({
            n: number,
            /** Lowest and highest probability of the class, and their mean. */
            from: number,
            to: number,
            said: number,
            happened: number,
            /** 95 % interval of `happened` from resampled blocks of days. */
            happenedSpan: span
          })
        )
        .optional(),
      /** Slices on the lead of the champion rule: local hour, month, kind of day. */
      slices: z
        .record(z.string(), z.array(metricsSchema.extend({slice: z.string(), spans: spansSchema.optional()})))
        .optional(),
      /** Of forecasts with quantiles of their own: by lead, the pinball loss of each level, and the histogram of the transforms of the truth in ten classes from 0 to 1. */
      distribution: z
        .object({
          levels: z.array(number),
          byLead: z.array(
            z.object({lead: number, n: z.int(), pinball: z.array(nullable), pit: z.array(z.int())})
          )
        })
        .optional(),
      /** Mean energy score of the joint distribution of all series, by lead. */
      energy: z.array(z.object({lead: number, n: z.int(), score: nullable})).optional(),
      /** Scores over those of the first baseline, below 1 where they are better; dm and p are of the Diebold–Mariano test on CRPS. */
      ratios: z
        .object({
          name: z.string(),
          byLead: z.array(
            z.object({
              ...{lead: number, rmse: nullable, crps: nullable},
              ...{dm: nullable, p: nullable, energy: nullable}
            })
          )
        })
        .optional(),
      /** Of a vector, whose scores above are of its first series: each series by itself. */
      bySeries: z
        .array(
          z.object({
            ...{series: z.string(), unit: z.string(), metrics: metricsSchema},
            byLead: z.array(seriesMetricsSchema.extend({lead: number}))
          })
        )
        .optional(),
      versusBaseline: dieboldMarianoSchema.nullable(),
      versusReference: z.array(dieboldMarianoSchema.extend({lead: number})).optional(),
      /** The same for the forecasts of byLeadDegraded. */
      versusReferenceDegraded: z.array(dieboldMarianoSchema.extend({lead: number})).optional()
    })
  )
});
export type BacktestReport = z.infer<typeof backtestSchema>;

/** A number of a training at one of its steps, such as the loss after an epoch; steps count from 1. */
export const stepValueSchema = z.object({step: z.int(), value: number});

/** One training of one candidate. */
export const runSchema = z.object({
  runId: z.string(),
  study: z.string(),
  candidate: z.string(),
  /** failed: the training ended with an error, whose first line is the tag `error`. */
  status: z.enum(["finished", "failed"]),
  startedAt: instant,
  seconds: number,
  /** CPU time of its thread; null where it was not measured: in records older than the measure, and where the thread died. */
  cpuSeconds: nullable,
  /** Highest memory of its thread (heap and buffers) in MB; null as cpuSeconds. */
  peakMemoryMB: nullable,
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Final numbers: scores of the backtest and the training's own. */
  metrics: z.record(z.string(), z.number()),
  /** Numbers by step, to six significant digits, by metric; empty where the candidate has none. */
  history: z.record(z.string(), z.array(stepValueSchema)),
  tags: z.record(z.string(), z.string()),
  lineage: z.object({
    commit: z.string(),
    dataHash: z.string(),
    codeHash: z.string(),
    seed: number,
    /** sha256 of the forecasts that it combines, by candidate. */
    experts: z.record(z.string(), z.string()).optional()
  }),
  /** Files that the training made. */
  artifacts: z.array(z.object({path: z.string(), sha256: z.string(), bytes: z.int()})),
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
  ),
  /** Studies that this edition has nothing of, and why. */
  absent: z.array(z.object({study: z.string(), message: z.string()})).optional()
});
export type Health = z.infer<typeof healthSchema>;

export const driftSchema = z.object({
  study: z.string(),
  unit: z.string(),
  issuedAt: instant,
  provenance: provenanceSchema,
  /** The windows that are compared with: days of the same season of earlier years. */
  reference: z.object({
    from: day,
    to: day,
    rows: number,
    windows: z.array(z.object({from: day, to: day})).optional()
  }),
  current: z.object({from: day, to: day, rows: number}),
  columns: z.array(
    z.object({
      column: z.string(),
      test: z.string(),
      statistic: number,
      threshold: number,
      drifted: z.boolean(),
      unit: z.string(),
      /**
       * Largest distance of the same season of one earlier year from the others: what is usual; null where
       * the test gives a p-value.
       */
      usual: nullable.optional()
    })
  ),
  share: number,
  /** True where at least half of the columns have drifted. */
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

/** What the front page says of a study's forecast: /api/<study>/card.json. */
export const cardSchema = z.object({
  study: z.string(),
  unit: z.string(),
  issuedAt: instant,
  provenance: provenanceSchema,
  /** The finding as a sentence without its full stop. */
  headline: z.string(),
  /** The finding as a clause that can stand beside those of other studies, as it is written within a sentence. */
  short: z.string(),
  /** How far its main figure is from what is usual at this time of the year, as a share of that; null where that is not known. */
  unusual: nullable,
  sentence: z.string(),
  rows: z.array(z.object({label: z.string(), value: z.string()})),
  /** What was observed before the forecast, and the forecast with its 80 % interval. Of one series; a study of many has `bars`, or none. */
  picture: z
    .object({
      label: z.string(),
      observed: z.array(z.object({time: instant, value: nullable})),
      ahead: z.array(z.object({time: instant, value: number, lo80: number, hi80: number}))
    })
    .optional(),
  /** In its place for a study of many series: some of them, each a bar from 0 with what is usual for it as a tick. */
  bars: z
    .object({
      label: z.string(),
      /** The value at the end of the axis: 1 for probabilities. */
      most: number,
      rows: z.array(
        z.object({
          name: z.string(),
          value: number,
          usual: nullable,
          /** The value as it is written. */
          text: z.string()
        })
      )
    })
    .optional(),
  source: z.string()
});
export type Card = z.infer<typeof cardSchema>;
/** A line of what was observed and what is forecast. */
export type CardPicture = NonNullable<Card["picture"]>;
/** Bars of several series. */
export type CardBars = NonNullable<Card["bars"]>;

/** All cards of the front page: /api/cards.json. A study that this edition has no forecast of has a card that says why. */
export const cardsSchema = z.object({
  edition: instant,
  /** The findings of the edition as one sentence without its full stop. */
  headline: z.string(),
  cards: z.array(
    z.object({
      study: z.string(),
      title: z.string(),
      question: z.string(),
      page: z.string(),
      status: z.enum(["ok", "stale", "degraded", "absent"]),
      message: z.string().optional(),
      forecast: cardSchema
        .omit({study: true})
        .extend({horizon: number, step: z.string(), timeZone: z.string()})
        .nullable()
    })
  )
});
export type Cards = z.infer<typeof cardsSchema>;

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

/** Two losses, of the champion of then and of the one that asked for its place; lower is better. */
const lossPairSchema = z.object({holder: number, asker: number});

/** What a decision between two candidates was made of: both were scored on the same origins. */
export const evidenceSchema = z.object({
  /** The champion of then. */
  holder: modelSchema,
  /** The candidate that asked for its place. */
  asker: modelSchema,
  /** What the loss is, as the study's rule names it: mae in the study's unit, mape in %, rmse the squared error, "1 − f1" what F1 lacks of 1. */
  metric: z.string(),
  /** Origins that both were scored on, and the first and last of them. */
  origins: z.int(),
  from: instant,
  to: instant,
  /** Mean losses over these origins. */
  loss: lossPairSchema,
  /** By what share the asker's loss is lower; below 0 where it is higher. */
  gain: number,
  /** The same in each of the equal blocks of origins, in order of time. */
  blocks: z.array(number),
  /** Mean losses on the rows of each guard that both forecast, and by what share the asker's is higher. */
  guards: z.array(z.object({name: z.string(), rows: z.int(), loss: lossPairSchema, worse: number})),
  /** The test of difference, its statistic (below 0 where the asker is better) and its p-value. */
  test: z.string(),
  statistic: number,
  p: number,
  /** Whether the rule gives the asker the place. */
  replace: z.boolean()
});
/** What a decision between two candidates was made of. */
export type Evidence = z.infer<typeof evidenceSchema>;

/** One decision on the champion of a study. */
export const decisionSchema = z.object({
  /** Its number in the registry, from 1. */
  number: z.int(),
  origin: instant,
  /** When it was decided: the instant of the edition, or the clock's where a hand decided; records of older versions lack it. */
  at: instant.optional(),
  by: z.enum(["rule", "hand"]),
  champion: z.string(),
  version: z.string(),
  challenger: z.string().nullable(),
  /** True where the champion is another candidate than before. */
  replaced: z.boolean(),
  reason: z.string(),
  /** Statistic and p-value of the test in `evidence`; null where none was made. */
  dm: number.nullable(),
  p: number.nullable(),
  /** The rule in words, where it decided. */
  rule: z.string().optional(),
  /** Of a decision by hand: the rule leaves the champion alone at origins before this instant. */
  until: instant.optional(),
  evidence: evidenceSchema.optional()
});
export type DecisionRecord = z.infer<typeof decisionSchema>;

/** What a study adds to its model card in its own words, where the general ones do not do. */
export const cardWordsSchema = z.object({
  /** Who the forecast is for. */
  users: z.string().optional(),
  /** What it is not made for. */
  notFor: z.string().optional(),
  /** What the model sees, in words. */
  features: z.string().optional(),
  /** Whether the data tell of persons. */
  persons: z.string().optional(),
  /** What is to be known of the weather, or of whatever else lies ahead, in its backtest. */
  weather: z.string().optional(),
  /** What the model cannot know. */
  unknown: z.string().optional(),
  /** Where it fails, beside what its scores show. */
  limits: z.string().optional()
});
export type CardWords = z.infer<typeof cardWordsSchema>;

/** What a study is and what it was made of: /api/<study>/study.json. */
export const studySchema = z.object({
  study: z.string(),
  title: z.string(),
  question: z.string(),
  target: z.string(),
  unit: z.string(),
  kind: z.enum(["number", "probability", "anomaly"]),
  step: z.string(),
  /** Steps that are forecast from each origin. */
  horizon: number,
  timeZone: z.string(),
  page: z.string(),
  issuedAt: instant,
  /** The day that its forecast starts with. */
  day,
  provenance: provenanceSchema,
  /** Which data is shown and why, in one line. */
  line: z.string(),
  champion: z.string(),
  rule: z.object({
    metric: z.string(),
    leads: z.array(number),
    words: z.string(),
    /** The name of its test of difference, where it is another than Diebold and Mariano's. */
    test: z.string().optional()
  }),
  scoredRows: z.string(),
  /**
   * How its intervals are made: the error that is taken for alike, origins that count, step of the adaptive
   * level. Absent from a study of probabilities, whose bounds are of the chance and not of the outcome.
   */
  intervals: z
    .object({error: z.enum(["log", "relative", "absolute"]), window: number, rate: number})
    .optional(),
  /** True where candidates forecast distributions, whose quantiles are the intervals. */
  distribution: z.literal(true).optional(),
  words: cardWordsSchema.optional(),
  candidates: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(["baseline", "model", "reference"]),
      description: z.string(),
      source: z.object({title: z.string(), url: link}).optional(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      combines: z.array(z.string()).optional(),
      /** As in backtest.json. */
      seedOf: z.string().optional(),
      alias: z.enum(["champion", "challenger", "previous"]).optional()
    })
  ),
  /**
   * Why the champion is what it is, newest first: the last sixty decisions, and before them those that changed the champion or were
   * made by hand.
   */
  decisions: z.array(decisionSchema),
  tables: z.array(tableSchema)
});
export type StudyReport = z.infer<typeof studySchema>;

/** How all studies are done: /api/methods.json. */
export const methodsSchema = z.object({
  edition: instant,
  studies: z.array(studySchema.omit({tables: true}).extend({scheme: backtestSchema.shape.scheme}))
});
export type Methods = z.infer<typeof methodsSchema>;

/** What all studies are made of: /api/data.json. */
export const dataSchema = z.object({
  edition: instant,
  tables: z.array(tableSchema.extend({studies: z.array(z.string())}))
});
export type Data = z.infer<typeof dataSchema>;

const column = z.array(nullable);

/** What was forecast over some weeks, and how it went. */
export const trackRecordSchema = z.object({
  /** Starts of all intervals of the editions below, ascending. */
  times: z.array(instant),
  /** The truth as it is known last, `[series][time]`; null where it is not known yet. */
  actual: column,
  /** The newest editions in full, in order of their origins. */
  editions: z.array(
    z.object({
      origin: instant,
      /** When it was issued; null in a backtest, which was made afterwards. */
      issuedAt: instant.nullable(),
      /** Index of its first interval in `times`; its columns are `[series][step]` from there on. */
      from: z.int(),
      steps: z.int(),
      forecasts: z.array(
        z.object({
          /** reference: the publisher's own forecast, as it stood then. */
          alias: z.enum(["champion", "challenger", "reference"]),
          candidate: z.string(),
          value: column,
          /** The champion's intervals, where the study forecasts numbers. */
          lo80: column.optional(),
          hi80: column.optional(),
          lo95: column.optional(),
          hi95: column.optional()
        })
      )
    })
  ),
  /** Mean errors of the newest editions of which some truth is known, in the order of their origins; the unit is that of `metric`. */
  errors: z.array(
    z.object({
      origin: instant,
      alias: z.enum(["champion", "challenger", "reference"]),
      candidate: z.string(),
      n: z.int(),
      error: nullable,
      /** The same by the truth as it was known first, before any revision. */
      firstError: nullable,
      /** By lead block, the first day being the first. */
      byLead: column
    })
  ),
  /** How often the champion's intervals held the truth, by lead block, over all editions; none of a study of probabilities. */
  coverage: z.array(
    z.object({
      lead: z.int(),
      /** Editions with a known truth at this lead: the values of one fail together, so these count as the independent cases. */
      cases: z.int(),
      n: z.int(),
      in80: z.int(),
      in95: z.int()
    })
  ),
  /** Of a study of probabilities: how often it happened, by how probable the champion said it to be, over all editions. */
  classes: z.array(z.object({from: number, to: number, n: z.int(), said: number, happened: z.int()}))
});
export type TrackRecord = z.infer<typeof trackRecordSchema>;

/** What a study's ledger holds as a whole. */
export const trackLedgerSchema = z.object({
  editions: z.int(),
  /** Editions of which some truth is known. */
  known: z.int(),
  /** Values whose truth the publisher revised after it was known first. */
  revised: z.int(),
  /** Origins of the first and the last edition; null before the first. */
  from: instant.nullable(),
  to: instant.nullable(),
  /** Hash of the last link of its chain, to be compared later: npm run ledger -- verify --head. */
  head: z.string()
});

/** What was said when and how it went: /api/<study>/track.json. */
export const trackSchema = z.object({
  study: z.string(),
  title: z.string(),
  unit: z.string(),
  kind: studySchema.shape.kind,
  issuedAt: instant,
  provenance: provenanceSchema,
  timeZone: z.string(),
  step: z.string(),
  /** What the errors are: percentage error of numbers, Brier's score of probabilities. */
  metric: z.enum(["mape", "brier"]),
  candidates: z.array(z.object({name: z.string(), label: z.string()})),
  series: z.array(z.string()),
  /** Of a vector, the unit of each series; the errors and the coverage are of the first. */
  units: z.array(z.string()).optional(),
  ledger: trackLedgerSchema,
  issued: trackRecordSchema,
  /** The last weeks of the backtest by today's champion, while too little of what was issued is known: made afterwards, not issued. */
  backtest: trackRecordSchema.nullable(),
  /** True where the weather in that backtest is as uncertain as a real forecast's, and not archived. */
  uncertainWeather: z.boolean(),
  /** What was replayed: earlier days made afterwards, in a ledger of their own; none where no day was. */
  replayed: z.object({ledger: trackLedgerSchema, record: trackRecordSchema}).optional()
});
export type Track = z.infer<typeof trackSchema>;
