import type {RainRecord} from "../../src/lib/rain/record.js";

/**
 * The zone of the origins: they are midnights in Perth, when the day has ended in all towns, so that the strongest gust and the sunshine of
 * the day are known everywhere.
 */
export const zone = "Australia/Perth";

/** What the candidates of this study see. */
export interface RainData {
  /** Nothing of today or later is in it. */
  readonly record: RainRecord;
  /** The last day that is known at each origin of the scheme, as an index into the record; the forecast is of the day after it. */
  readonly originDays: Int32Array;
  /** The trainings, in order of time: the first is tested, the last is of this week and makes the forecast that is issued. */
  readonly trainings: readonly RainTraining[];
  /** The towns whose rain goes with each town's, `[town][rank]`, see `neighboursOf`. */
  readonly neighbours: Int32Array;
  /** Origins on which thresholds, calibration and the number of trees are chosen: [from, to). */
  readonly held: {readonly from: number; readonly to: number};
}

/** A training, and the origins that it serves. */
export interface RainTraining {
  /** The first day that it knows nothing of, as an index into the record: it learns from the days before, whose next day lies before it too. */
  readonly day: number;
  /** Origins that it forecasts from: [from, to). */
  readonly from: number;
  readonly to: number;
  /** The national field (see `fieldsOf`), `[day][town]`, that a training on this day gives. */
  readonly field: Float64Array;
  /** The same from what is known at 3 pm. */
  readonly fieldAt3pm: Float64Array;
  /** What a town's own report adds to its field, for each feature in `fieldFeatureNames`, `[town][feature]`. */
  readonly own: {
    /** What one unit of the feature adds. */
    readonly weights: Float64Array;
    /** What it adds to the field of each of the town's neighbours, `[town][rank][feature]`. */
    readonly around: Float64Array;
    /** The value that a missing one counts as. */
    readonly means: Float64Array;
  };
}
