import {addDays} from "../../time/zone.js";
import {directions, measures, type RainRecord, type Variable} from "../record.js";
import type {MemberDescription} from "./members.js";

/** Everything but the models themselves that a scenario needs, as the artifact `scenario.json` holds it. */
export interface RainScenario {
  /** Towns in the order of the record. */
  readonly towns: readonly ScenarioTown[];
  /** The first local day of the record; the others follow without a gap. */
  readonly from: string;
  /** The last days of the record, as many as may be started from. */
  readonly starts: number;
  /** `[day][town]`, each variable's days up to its last; null is missing, a wind direction is its place in `compass`. */
  readonly values: Readonly<Record<Variable, readonly (number | null)[]>>;
  /** The national field on the days that may be started from, `[start][town]`. */
  readonly field: readonly number[];
  readonly own: OwnWeights;
  /** The towns whose rain goes with each town's, `[town][rank]`. */
  readonly neighbours: readonly number[];
  /** How often it rains in the town in that month, `[start][town]`. */
  readonly climatology: readonly number[];
  /** What the mixed model issued, as published, where these very models did: `[start][town]`. */
  readonly issued: readonly (number | null)[];
  /** The probability from which on the mixed model calls a day wet. */
  readonly threshold: number;
  /** How the members' log-odds become one probability. */
  readonly mix: Mix;
  readonly members: readonly MemberDescription[];
  /** The name on pages of the mixed model, and of the champion where that is another. */
  readonly label: string;
  readonly champion: string | null;
}

/** How the national field answers to what one town reports (see `fieldFeatureNames`). */
export interface OwnWeights {
  /** What one unit of each feature adds to the town's own field, `[town][feature]`. */
  readonly weights: readonly number[];
  /** What it adds to the field of each of the town's neighbours, `[town][rank][feature]`. */
  readonly around: readonly number[];
  /** The value that a missing feature counts as, `[town][feature]`. */
  readonly means: readonly number[];
}

/** A town of a scenario. */
export interface ScenarioTown {
  /** Its name in the table, and its series in the forecast. */
  readonly station: string;
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Why it has no observations, where it has none: the end of a sentence. */
  readonly without?: string;
}

/** The calibrated mean of log-odds: intercept + slope × mean, each member held within the log-odds of `least` and 1 − `least`. */
export interface Mix {
  readonly intercept: number;
  readonly slope: number;
  readonly least: number;
}

/** A piece of a record as a scenario keeps it. */
export type PackedRecord = Pick<RainScenario, "from" | "starts" | "values">;

/** Days before a start whose rain a feature sums, and of which it asks other readings. */
const longest = {rainfall: 29, others: 3} as const;

/**
 * The last days of a record, as many as a scenario needs: those that may be started from, and before them what the features of the first one
 * ask for.
 * @param starts how many days may be started from
 * @throws where the record has fewer days
 */
export function packRecord({towns, days, values}: RainRecord, starts: number): PackedRecord {
  const kept = Math.min(starts + longest.rainfall, days.length);
  if (!(starts >= 1 && kept >= starts + longest.others))
    throw new Error(
      `scenario of rain: expected a record of ${starts + longest.others} days or more, got ${days.length}`
    );
  const first = days.length - kept;
  const pack = (name: Variable) => {
    const from = name === "rainfall" ? first : days.length - starts - longest.others;
    return Array.from(values[name].subarray(from * towns.length), (x) => (Number.isNaN(x) ? null : x));
  };
  return {
    from: days[first]!,
    starts,
    values: Object.fromEntries([...measures, ...directions].map((name) => [name, pack(name)])) as Record<
      Variable,
      (number | null)[]
    >
  };
}

/**
 * The record that `packRecord` packed; what it left out is missing.
 * @throws where the lengths do not fit
 */
export function unpackRecord({from, values}: PackedRecord, towns: readonly string[]): RainRecord {
  const n = towns.length;
  const length = values.rainfall.length;
  const columns = [...measures, ...directions].map((name) => {
    const packed = values[name];
    if (packed.length > length || packed.length % n)
      throw new Error(
        `scenario of rain: expected whole days of ${n} towns, ${length / n} or fewer, got ${packed.length} values of ${name}`
      );
    const column = new Float64Array(length).fill(Number.NaN);
    packed.forEach((x, i) => {
      if (x !== null) column[length - packed.length + i] = x;
    });
    return [name, column] as const;
  });
  return {
    towns,
    days: Array.from({length: length / n}, (_, d) => addDays(from, d)),
    values: Object.fromEntries(columns) as Record<Variable, Float64Array>
  };
}
