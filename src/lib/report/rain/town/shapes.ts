import type {State} from "../../../towns.js";
import type {Gap} from "./gaps.js";

/** What the page of a town reads: /api/rain/town-<id>.json. Amounts of rain in mm, probabilities and shares 0 … 1, days `YYYY-MM-DD`. */
export interface TownReport {
  readonly id: string;
  /** Its name in the table, which is that of its series. */
  readonly station: string;
  readonly name: string;
  readonly state: State;
  /** Why it has no observations of late, where it has none: the end of a sentence. */
  readonly without?: string;
  /** First and last day with a reading of the rain gauge before the origin; null where there is none. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Four weeks and more without a reading between these two days. */
  readonly gaps: readonly Gap[];
  readonly ahead: TownAhead;
  readonly season: TownSeason;
  readonly recent: TownRecent;
  /** January to December. */
  readonly months: readonly TownMonth[];
  readonly skill: TownSkill;
}

/** The forecast that is issued. */
export interface TownAhead {
  /** The day at whose 9 am the gauge is read. */
  readonly day: string;
  /** The last day that was known. */
  readonly known: string;
  readonly probability: number;
  /** Bounds of the calibrated chance itself. */
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
  /** From this probability on it is called wet. */
  readonly threshold: number;
  /** The chance by town and month alone; null where no such candidate is judged. */
  readonly climatology: number | null;
  /** Rain in the 24 hours to 9 am of the last known day. */
  readonly rainToday: number | null;
  /** The chance from what is known at 3 pm; null where no such candidate is judged. */
  readonly at3pm: number | null;
}

/** The rain of one season by day, beside that of the same days in earlier years. */
export interface TownSeason {
  /** "summer". */
  readonly name: string;
  /** "summer 2024–25". */
  readonly label: string;
  /** First and last day of the whole season. */
  readonly from: string;
  readonly to: string;
  /** Rain of each day from the first to the last known one; null where the gauge was not read. Empty where the season has just begun. */
  readonly rain: readonly (number | null)[];
  readonly usual: UsualSeason | null;
}

/** Quartiles over earlier seasons, on the days that this season has too. */
export interface UsualSeason {
  /** The seasons that were recorded well enough to count, the newest first: "summer 2016–17". */
  readonly seasons: readonly string[];
  /** Rain from the first day on, by day of the whole season. Days that this season lacks add nothing. */
  readonly sums: readonly Quartiles[];
  /** Rainy days from the first to the last known day. */
  readonly rainy: Quartiles;
}

/** Lower quartile, median, upper quartile. */
export type Quartiles = readonly [low: number, middle: number, high: number];

/** The last days before the origin, each beside the forecast of it. */
export interface TownRecent {
  readonly from: string;
  /** The champion's, null where none was made. */
  readonly probability: readonly (number | null)[];
  readonly rain: readonly (number | null)[];
  /** The forecasts of days before `until` come from a training on the days before `before`; null where one training made all. */
  readonly training: {readonly before: string; readonly until: string} | null;
}

/** How often it rains in a month of the year. */
export interface TownMonth {
  /** 1 … 12. */
  readonly month: number;
  /** Days with a reading, and those with more than 1.0 mm. */
  readonly n: number;
  readonly rainy: number;
}

/** How good the forecasts have been in this town. */
export interface TownSkill {
  /** First and last origin that counts. */
  readonly from: string;
  readonly to: string;
  readonly n: number;
  readonly rainy: number;
  /** The champion, then the simple rules. */
  readonly candidates: readonly TownScores[];
  /** The champion's scores, each the mean over the towns that have it. */
  readonly mean: Readonly<Record<SkillMetric, number | null>> & {readonly towns: number};
  /** How often it rained by the chance that had been said. */
  readonly said: readonly SaidClass[];
  /** How often it rained where the forecast said wet, and where it said dry; null without a threshold. */
  readonly wet: Counted | null;
  readonly dry: Counted | null;
}

/** Days, and those of them on which it rained. */
export interface Counted {
  readonly n: number;
  readonly rained: number;
}

export type SkillMetric = "f1" | "brier" | "auc";

/** One candidate's scores in the town, each with its 95 % interval from resampled blocks of days, where there is one. */
export interface TownScores {
  readonly name: string;
  readonly label: string;
  readonly kind: "champion" | "rule";
  readonly scores: Readonly<
    Record<SkillMetric, {readonly value: number | null; readonly span: readonly [number, number] | null}>
  >;
}

/** A class of forecasts by the chance that they gave: at least `from`, less than `to`. */
export interface SaidClass extends Counted {
  readonly from: number;
  readonly to: number;
  /** Sum of the chances: over `n` it is their mean. */
  readonly said: number;
}
