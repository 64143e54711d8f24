import {fieldFeatureNames, townFieldFeatures} from "../field-features.js";
import type {RainRecord} from "../record.js";
import type {OwnWeights} from "./state.js";

/** The national field as it was, and how it answers to what a town reports. */
export interface AnsweringField {
  readonly record: RainRecord;
  /** `[day][town]`. */
  readonly field: Float64Array;
  readonly own: OwnWeights;
  /** `[town][rank]`, see `neighboursOf`. */
  readonly neighbours: Int32Array;
}

/**
 * The national field where one town reports otherwise on one day: its own field and those of its neighbours on that day. The field is a
 * linear regression on what all towns report, so that the change is exact; a missing feature counts as its mean.
 * @param after the record as it would be
 * @param cell the town and day, `day × towns + town`
 */
export function movedField(
  {record, field, own, neighbours}: AnsweringField,
  after: RainRecord,
  cell: number
): Float64Array {
  const n = record.towns.length;
  const width = fieldFeatureNames.length;
  const each = neighbours.length / n;
  const [day, town] = [Math.floor(cell / n), cell % n];
  const features = (from: RainRecord) =>
    townFieldFeatures(from, day, town).map((x, j) => (Number.isNaN(x) ? own.means[town * width + j]! : x));
  const last = features(record);
  const change = features(after).map((x, j) => x - last[j]!);
  const out = field.slice();
  const add = (at: number, weights: readonly number[], from: number) => {
    change.forEach((x, j) => {
      out[at]! += weights[from + j]! * x;
    });
  };
  add(cell, own.weights, town * width);
  for (let rank = 0; rank < each; ++rank)
    add(day * n + neighbours[town * each + rank]!, own.around, (town * each + rank) * width);
  return out;
}
