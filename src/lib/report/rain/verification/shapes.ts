import type {BacktestReport} from "../../../artifacts/backtest.js";
import type {Provenance} from "../../../artifacts/provenance.js";
import type {Spans} from "../../../artifacts/scores.js";
import type {Climate, State} from "../../../towns.js";

/** What the page of rain reads about how good, how and how lately. Each says whose numbers, in what unit and of which edition they are. */
interface Report {
  readonly study: string;
  readonly unit: string;
  readonly issuedAt: string;
  readonly provenance: Provenance;
}

/** verification.json: how good the forecasts of the scored days were. */
export interface Verification extends Report {
  /** The first and the last day that was forecast, how many days, days of a town, and the share of them that were wet. */
  readonly scored: {
    readonly from: string;
    readonly to: string;
    readonly days: number;
    readonly cases: number;
    readonly rate: number;
  };
  readonly champion: string;
  /** Every candidate that is shown, in the study's order. */
  readonly candidates: readonly CandidateRow[];
  /** The champion, climatology, persistence, and what is known at 3 pm. */
  readonly curves: readonly Curves[];
  readonly groups: {
    readonly month: readonly GroupRow[];
    readonly season: readonly GroupRow[];
    readonly climate: readonly GroupRow[];
  };
  readonly towns: readonly TownRow[];
}

type Scored = BacktestReport["candidates"][number];

/** A candidate's scores over all scored days. */
export interface CandidateRow {
  readonly name: string;
  readonly label: string;
  readonly kind: Scored["kind"];
  readonly n: number;
  readonly auc: number | null;
  readonly averagePrecision: number | null;
  readonly threshold: number | null;
  readonly f1: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly brier: number | null;
  readonly reliability: number | null;
  readonly resolution: number | null;
  readonly uncertainty: number | null;
  readonly logLoss: number | null;
  readonly spans: Spans | null;
}

/** How a candidate's probabilities fit what happened. */
export interface Curves {
  readonly name: string;
  readonly label: string;
  /** As in backtest.json: ten classes with as many forecasts each. */
  readonly classes: readonly CalibrationClass[];
  /** How many forecasts said each of twenty equal parts of 0 … 1. */
  readonly histogram: readonly number[];
  /** From (0, 0) to (1, 1). */
  readonly roc: readonly RocPoint[];
  /** Where a yes begins; null where the candidate has no threshold. */
  readonly at: (RocPoint & {readonly threshold: number}) | null;
  readonly auc: number | null;
}

/** A class of a reliability diagram. */
export type CalibrationClass = NonNullable<Scored["calibration"]>[number];

/** How many of the dry days were called wet, and how many of the wet ones, from a threshold on: shares. */
export interface RocPoint {
  readonly falseAlarms: number;
  readonly hits: number;
}

/** A candidate's scores in one group of days or towns. */
export interface GroupRow {
  readonly group: string;
  readonly candidate: string;
  readonly n: number;
  /** Wet days of towns. */
  readonly wet: number;
  /** Null where no day was wet: there was nothing to find. */
  readonly f1: number | null;
  readonly f1Span: Span;
  readonly brier: number | null;
  readonly brierSpan: Span;
}

export type Span = Spans["f1"];

/** The champion in one town. */
export interface TownRow {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  readonly climate: Climate;
  readonly n: number;
  /** Said wet and was; said wet and was dry; said dry and was wet; said dry and was. */
  readonly hits: number;
  readonly alarms: number;
  readonly misses: number;
  readonly rejections: number;
  /** Null where no day was wet. */
  readonly f1: number | null;
  readonly brier: number | null;
  /** 1 − Brier score ∕ climatology's on the same days; null where climatology made no error. */
  readonly skill: number | null;
}

/** importance.json: what a candidate's probabilities hang on. */
export interface Importance extends Report {
  readonly candidate: string;
  readonly label: string;
  /** The rows it was measured on: drawn from the scored days. */
  readonly sample: {
    readonly from: string;
    readonly to: string;
    readonly rows: number;
    readonly repeats: number;
    /** Mean log loss of the model on them, nothing dealt out. */
    readonly logLoss: number;
    /** Rows of these that the partial dependence was averaged over. */
    readonly dependenceRows: number;
  };
  /** Every feature, the one that matters most first. */
  readonly features: readonly FeatureRow[];
  /** The ten that matter most. */
  readonly dependence: readonly DependenceRow[];
}

/** How much worse the log loss is where a feature's values are dealt out at random. */
export interface FeatureRow {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly group: string;
  /** Mean rise over the repeats, its least and its most. */
  readonly rise: number;
  readonly low: number;
  readonly high: number;
}

/** The mean probability where all rows have one value of a feature. */
export interface DependenceRow {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Numbers in ascending order, or names of categories with the most probable first. */
  readonly values: readonly (number | string)[];
  readonly probability: readonly number[];
  /** Which way it works, in words. */
  readonly effect: string;
}

/** days.json: the last days whose rain is known, day by day and town by town; blocks are `[day][town]`. */
export interface RecordedDays extends Report {
  readonly champion: string;
  readonly label: string;
  /** The probability from which on a day counts as wet. */
  readonly threshold: number;
  /** Climatology's own. */
  readonly climatologyThreshold: number;
  /** The days whose rain was forecast, ascending: 24 hours to 9 am. */
  readonly days: readonly string[];
  /** Whether they are the last of the scored days: only where no later day is known. */
  readonly scored: boolean;
  /** From north to south within the states, the northernmost state first. */
  readonly towns: readonly RecordedTown[];
  readonly probability: readonly (readonly number[])[];
  readonly climatology: readonly (readonly number[])[];
  /** 1 where more than 1.0 mm fell, null where it is not known. */
  readonly happened: readonly (readonly (0 | 1 | null)[])[];
  /** mm. */
  readonly rain: readonly (readonly (number | null)[])[];
  /** Which training forecast which of these days: it learned from the days before `before`. */
  readonly trainings: readonly {readonly before: string; readonly from: string; readonly to: string}[];
}

export interface RecordedTown {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  readonly climate: Climate;
  readonly latitude: number;
  /** Why its rain is not known, where it never is. */
  readonly without?: string;
}
