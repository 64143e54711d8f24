import type {GasColumns} from "../../src/lib/gas/known-columns.js";

/** Gas days that are forecast from each origin. */
export const horizon = 30;
/** Gas days run from 05:00 UTC to 05:00 UTC the year round, and are named by the day of UTC that they begin on. */
export const zone = "UTC";
/** When a gas day begins, ms after midnight UTC. */
export const dayStart = 5 * 3_600_000;

/** Levels of the quantiles of every candidate: those that are published and those of the 80 and 95 % intervals. */
export const levels = Float64Array.of(0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975);

/** At so many even levels the distribution of the price is told for its CRPS and for those that combine it. */
export const fineCount = 100;

/** What the candidates of this study see. Days are rows from 0 on; an entry of a column is what is known on the morning after its gas day. */
export interface GasData {
  /** The gas day of row 0, and its weekday, 0 for Sunday. */
  readonly first: string;
  readonly weekday: number;
  readonly columns: GasColumns;
  /** The series of the vector in its order, in their units, NaN before they begin. */
  readonly vector: readonly Float64Array[];
  /** The first row from which every series of the vector is known. */
  readonly vectorFrom: number;
  /** What is normal, for every row and the horizon after the last: demand of the same weekday 52 weeks before, mscm, and temperature, °C. */
  readonly normalDemand: Float64Array;
  readonly normalTemperature: Float64Array;
  /** The last row that is known at each origin of the scheme, in a row without a gap. */
  readonly rows: Int32Array;
}

/** The days of a weekday's normal demand before it. */
export const normalBack = 364;
