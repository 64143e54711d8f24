import type {KnobConditions} from "./conditions.js";
import type {GasKnobs} from "./knobs.js";

/** A gas day of a series, in its unit: a forecast with its intervals. */
export interface GasPoint {
  readonly value: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
}

/** A series as it was issued and under a scenario, day by day. */
export interface SeriesAnswer {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly decimals: number;
  readonly issued: readonly GasPoint[];
  readonly scenario: readonly GasPoint[];
  /** By how much the scenario moves the mean of each day, in what models see: a change of a logarithm, or °C. */
  readonly change: Float64Array;
  /** Deviation of each day that the conditions leave, over that without them; 0 where the value is given. */
  readonly left: Float64Array;
}

/** What a knob gives, held against what the joint model expects and against what the record has seen. */
export interface Given {
  readonly knob: KnobConditions["knob"];
  /** How many deviations of the joint forecast the farthest of its values lies away. */
  readonly deviations: number;
  /** Where it is beyond the record: the scenario's value, the record's farthest one, and the day that the record begins. */
  readonly beyond?: {readonly value: number; readonly record: number; readonly from: string};
}

/** The answer of the joint model as it is learned on a part of the record. */
export interface PartAnswer {
  /** First and last gas day of the part. */
  readonly from: string;
  readonly to: string;
  /** By how much it moves the log price of each day. */
  readonly change: Float64Array;
}

/** An answer to knob positions. */
export interface GasAnswer {
  readonly knobs: GasKnobs;
  readonly days: readonly string[];
  /** The price first. */
  readonly series: readonly SeriesAnswer[];
  /** How the same model moves the log price where it is learned on a part of the record alone. */
  readonly parts: readonly PartAnswer[];
  /** What is given, held against the forecast and the record. */
  readonly given: readonly Given[];
  /** Whether the knobs pull against each other: together they are much less likely than each by itself. */
  readonly apart: boolean;
}
