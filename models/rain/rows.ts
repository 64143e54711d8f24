import {type RainRecord, rainyNextDays} from "../../src/lib/rain/record.js";
import type {RainData, RainTraining} from "./data.js";

/** Towns and days to learn from or to be judged on, and whether it rained there on the next day: 1 or 0. */
export interface Examples {
  /** Indices `day × towns + town` into the record. */
  readonly cells: Int32Array;
  readonly target: Float64Array;
}

/** What a training learns from: the days before its own of which the town has reported something, and whose next one's rain is known and lies before it. */
export function learnedFrom({record}: RainData, {day}: RainTraining): Examples {
  return examplesAmong(
    record,
    Array.from({length: Math.max(0, day - 1)}, (_, d) => d)
  );
}

/** What is held out: the days on which thresholds, calibration and the number of trees are chosen. */
export function heldOut({record, originDays, held}: RainData): Examples {
  return examplesAmong(record, Array.from(originDays.subarray(held.from, held.to)));
}

/** All towns at some origins [from, to), in the order of a scheme. */
export function cellsOfOrigins({record, originDays}: RainData, from: number, to: number): Int32Array {
  const n = record.towns.length;
  return Int32Array.from(
    {length: (to - from) * n},
    (_, i) => originDays[from + Math.floor(i / n)]! * n + (i % n)
  );
}

function examplesAmong({towns, values, days: all}: RainRecord, days: readonly number[]): Examples {
  const n = towns.length;
  const next = rainyNextDays({towns, values, days: all});
  const columns = Object.values(values);
  const cells: number[] = [];
  for (const d of days)
    for (let t = 0, cell = d * n; t < n; ++t, ++cell)
      if (!Number.isNaN(next[cell]!) && columns.some((column) => !Number.isNaN(column[cell]!)))
        cells.push(cell);
  return {cells: Int32Array.from(cells), target: Float64Array.from(cells, (cell) => next[cell]!)};
}
