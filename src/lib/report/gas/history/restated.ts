import type {GasHistory} from "../../../artifacts/gas.js";
import {median} from "../../season.js";

/** A restated value. */
export interface Restatement {
  readonly day: string;
  readonly first: number;
  readonly latest: number;
  /** Change of the first value, %; null where that was 0. */
  readonly change: number | null;
}

/** A column's restated values in order of time. */
export function restatements({days, first, latest}: GasHistory["restated"][number]): Restatement[] {
  return days.map((day, i) => ({
    ...{day, first: first[i], latest: latest[i]},
    change: first[i] === 0 ? null : 100 * (latest[i] / first[i] - 1)
  }));
}

/** The median size of the changes, %, of values that were not 0 at first, and the value that changed most in its unit. @throws of none */
export function restatedSummary(all: readonly Restatement[]): {
  readonly usual: number | null;
  readonly largest: Restatement;
} {
  if (all.length === 0) throw new Error("gas history: expected at least one restated value, got none");
  const sizes = all.flatMap(({change}) => (change === null ? [] : [Math.abs(change)]));
  const size = ({first, latest}: Restatement) => Math.abs(latest - first);
  return {
    usual: sizes.length > 0 ? median(sizes) : null,
    largest: all.reduce((far, one) => (size(one) > size(far) ? one : far))
  };
}
