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

/** What a town's field features are in a cell; a missing one counts as its mean. */
export function knownFeatures({record, own}: Pick<AnsweringField, "record" | "own">, cell: number): number[] {
  const n = record.towns.length;
  const [day, town] = [Math.floor(cell / n), cell % n];
  return townFieldFeatures(record, day, town).map((x, j) =>
    Number.isNaN(x) ? own.means[town * fieldFeatureNames.length + j]! : x
  );
}

/**
 * What changes of a town's field features in a cell add to its own field and to those of its neighbours on that day: pairs of a cell and the
 * change. The field is a linear regression on what all towns report, so that this is exact.
 */
export function fieldChanges(
  {record, own, neighbours}: Pick<AnsweringField, "record" | "own" | "neighbours">,
  cell: number,
  changes: readonly number[]
): (readonly [cell: number, change: number])[] {
  const n = record.towns.length;
  const each = neighbours.length / n;
  const town = cell % n;
  const sum = (weights: readonly number[], place: number) =>
    changes.reduce((total, x, j) => total + weights[place * changes.length + j]! * x, 0);
  return [
    [cell, sum(own.weights, town)],
    ...Array.from({length: each}, (_, rank) => {
      const place = town * each + rank;
      return [cell - town + neighbours[place]!, sum(own.around, place)] as const;
    })
  ];
}
