import type {BacktestReport} from "../src/lib/artifacts/backtest.js";
import type {Forecast} from "../src/lib/artifacts/forecast.js";
import type {CardWords} from "../src/lib/artifacts/study.js";
import type {ConformalOptions} from "../src/lib/conformal/bands.js";
import type {
  Bands,
  CandidateKind,
  FineQuantiles,
  Quantiles,
  Rolled,
  Scheme,
  Truth
} from "../src/lib/rolled.js";

/**
 * A study is one forecasting question. It says what it needs and how its candidates forecast; everything else
 * (scores, intervals, promotion, ledger, publication) is common to all studies and knows none of them by
 * name.
 *
 * `Data` is what the study makes of its tables: typed arrays that survive a structured clone.
 */
export interface Study<Data = unknown> {
  readonly id: string;
  /**
   * The module that exports this definition (`new URL(import.meta.url)`): tasks load it in their own thread,
   * and its code has a hash.
   */
  readonly module: URL;
  readonly title: string;
  /** The question in one sentence, as a reader would ask it. */
  readonly question: string;
  readonly target: string;
  /** The target in one word, as a tracking server names its experiments by it: "consumption"; the id where that says it already: "rain". */
  readonly subject: string;
  readonly unit: string;
  /**
   * What a value is: a number, a probability, or an anomaly score. A vector is a number with several series.
   */
  readonly kind: "number" | "probability" | "anomaly";
  /** Step of the forecast as an ISO 8601 duration. */
  readonly step: string;
  readonly timeZone: string;
  /** Steps in one season, whose naive forecast scales MASE: 168 for an hourly study with a weekly rhythm. */
  readonly season: number;
  /** Decimals of published values; scores are computed on the values as published. */
  readonly decimals: number;
  /** Which rows the scores are computed on, in words, for the page and for backtest.json. */
  readonly scoredRows: string;
  /**
   * How the errors of its intervals are measured and how many count; see `conformalBands` for what holds
   * where it is silent.
   */
  readonly intervals?: Pick<ConformalOptions, "error" | "window" | "rate" | "least" | "lag">;
  /** True where its candidates forecast distributions: their own quantiles make the intervals. */
  readonly distribution?: true;
  /** What its model card says in its own words, where the general ones do not do. */
  readonly words?: CardWords;
  /** Ids of the tables it reads, in `data-loaders/tables.ts`. */
  readonly tables: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly rule: PromotionRule;
  /** The day that the sample is as of, `YYYY-MM-DD`. */
  readonly sampleDay: string;
  /** One seed for all its candidates that have none of their own in `params`. */
  readonly seed: number;
  /**
   * Reads the tables as they were known at the origin of `today`: nothing observed at or after that instant
   * is in `Data`. `truth` may reach further where the record does, for scores only.
   */
  read(tables: TableFiles, today: string): Promise<StudyData<Data>>;
  /** How earlier days are issued again with few trainings, see `models/replay/`; without it each of them is trained for by itself. */
  readonly replay?: {
    /**
     * The last day whose roll gives for the origin of `day` the same values, to the bit, as the roll of `day` itself: it trains on the same days, and
     * its scheme begins with the same origin.
     */
    lastLike(day: string): string;
    /**
     * The instant, ms UTC, up to which a publisher's own forecast is known at the origin of `day`: a later day's roll has what was published since.
     * Where it is missing, all of it is known at once.
     */
    referenceUntil?(day: string): number;
    /** What `read` gives, without what the candidates see, where that takes long. */
    readScheme?(tables: TableFiles, today: string): Promise<Omit<StudyData<Data>, "data">>;
  };
  /**
   * The columns that are watched for drift, over the whole record up to the origin; see
   * `models/publish/drift.ts`.
   */
  watch?(tables: TableFiles, today: string): Promise<readonly WatchedColumn[]>;
  /**
   * Further artifacts of its own pages: file name below `/api/<study>/` → bytes. Equal input must give equal
   * bytes. `card.json` among them is its card on the front page (`cardSchema`); without it a plain one is made.
   */
  artifacts?(input: ArtifactsInput<Data>): Promise<Readonly<Record<string, Uint8Array>>>;
}

/** What a study's own artifacts are made of. */
export interface ArtifactsInput<Data> {
  readonly tables: TableFiles;
  readonly today: string;
  readonly data: StudyData<Data>;
  /** All candidates' forecasts as published: rounded, with intervals. */
  readonly judged: readonly Judged[];
  readonly champion: string;
  readonly forecast: Forecast;
  readonly backtest: BacktestReport;
  /** Files of the fitted models by candidate, as their `roll` gave them. */
  readonly files: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>;
}

/** A column that is watched for drift, in order of time. */
export interface WatchedColumn {
  readonly column: string;
  readonly unit: string;
  /** Local day of each value, `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** Numbers (NaN is a gap), or names of categories (null is a gap). */
  readonly values: Float64Array | readonly (string | null)[];
}

/** Absolute paths of a study's Parquet tables by their ids. */
export type TableFiles = Readonly<Record<string, string>>;

/**
 * A study's data with the scheme of origins to forecast from; the last origin is today's, the one that is
 * issued.
 */
export interface StudyData<Data> {
  readonly data: Data;
  readonly scheme: Scheme;
  readonly truth: Truth;
  /** Index of the first origin that counts in the scores; earlier ones serve calibration. */
  readonly scoredFrom: number;
  /** Index after the last origin that counts. */
  readonly scoredTo: number;
  /**
   * Groups whose errors are alike, `[origin][lead]`, for the intervals: the local hour. Default: the place in
   * the lead block.
   */
  readonly slots?: Int16Array;
  /**
   * Mean absolute error of the seasonal naive forecast over the whole record before the first scored origin, in the study's
   * unit: the scale of MASE. Default: over the origins before it.
   */
  readonly naiveError?: number;
  /** Ways to split the scores, by name: `hour`, `month`, `kind`. */
  readonly slices?: Readonly<Record<string, Slicing>>;
  /** Ways to put several series together in the scores, by name (`climate`): the group of each series. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /**
   * Forecasts on which no new champion may do clearly worse, by name (peak hours, cold days): 1 for each `[origin][lead]`
   * that belongs to it.
   */
  readonly guards?: Readonly<Record<string, Uint8Array>>;
}

/**
 * One way to split the forecasts: the group of each `[origin][lead]` as an index into `names`, −1 for none.
 */
export interface Slicing {
  readonly names: readonly string[];
  readonly of: Int16Array;
}

/** One model family with its hyper-parameters. */
export interface Candidate {
  readonly name: string;
  /** Its name on a page. */
  readonly label: string;
  readonly kind: CandidateKind;
  /** What it does, in two or three sentences for the methods page. */
  readonly description: string;
  readonly source?: {readonly title: string; readonly url: string};
  /** Its hyper-parameters; a number `seed` among them is its own seed, in place of the study's. */
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /**
   * The candidate that this one is with another seed: it is scored and kept as a run, and neither competes nor stands in
   * charts and tables.
   */
  readonly seedOf?: string;
  /** Names of the candidates whose forecasts it combines; they are rolled before it. */
  readonly combines?: readonly string[];
  /**
   * The module that exports `roll`, so that it can run in a worker thread and so that its code has a hash.
   */
  readonly module: URL;
}

/** What the module of a candidate exports as `roll`. */
export type Roll<Data> = (input: RollInput<Data>) => Promise<RollOutput>;

export interface RollInput<Data> {
  readonly data: Data;
  readonly scheme: Scheme;
  readonly truth: Truth;
  readonly params: Candidate["params"];
  readonly seed: number;
  /** The forecasts of the candidates named in `combines`, in that order. */
  readonly experts: readonly Rolled[];
}

export interface RollOutput {
  readonly values: Float64Array;
  readonly degraded?: Float64Array;
  /** See `Rolled`. */
  readonly quantiles?: Quantiles;
  readonly fine?: FineQuantiles;
  readonly energy?: Float64Array;
  /** Numbers of the training itself: epochs, final losses, columns. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Numbers of the last training by step, such as the loss by epoch, from step 1. */
  readonly history?: Readonly<Record<string, readonly StepValue[]>>;
  /** The fitted model at the last origin, as files to publish: name → bytes. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

/** A number of a training at one of its steps. */
export interface StepValue {
  readonly step: number;
  readonly value: number;
}

/** How the champion is chosen. */
export interface PromotionRule {
  readonly metric: keyof BacktestReport["candidates"][number]["metrics"];
  /** Leads (1 = the first block) whose mean metric counts. */
  readonly leads: readonly number[];
  /** In words, for the page and for backtest.json. */
  readonly words: string;
  /** How a difference is tested before it replaces a champion; by Diebold and Mariano's test unless given. */
  readonly test?: DifferenceTest;
}

/** A test of whether one candidate's losses differ from another's. */
export interface DifferenceTest {
  /** As a sentence names it: "Diebold–Mariano". */
  readonly name: string;
  /**
   * @param first losses by origin, in order of time, lower is better; all of them known
   * @param second those of the other, at the same origins
   * @param h origins until the truth of a forecast is known
   * @returns a statistic that is below 0 where the first is better, and the two-sided p-value
   */
  of(first: Losses, second: Losses, h: number): {readonly statistic: number; readonly p: number};
}

/**
 * Losses of a candidate by origin, lower is better. The mean loss of several origins is Σ weight × loss ∕ Σ weight, each weight being 1
 * where there are none. So a ratio of counts is a mean too: 1 − F1 = Σ (alarms + misses) ∕ Σ (2 hits + alarms + misses).
 */
export interface Losses {
  readonly values: Float64Array;
  readonly weights?: Float64Array;
}

/** A candidate's forecasts with their intervals. */
export interface Judged extends Omit<Rolled, "fine"> {
  /** None for a reference: the publisher gives no intervals. */
  readonly bands?: Bands;
  readonly degradedBands?: Bands;
  /** Continuous ranked probability score of each forecast, laid out like the values; of those with quantiles of their own. */
  readonly crps?: Float64Array;
}
