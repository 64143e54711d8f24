import type {RainData, RainTraining} from "./data.js";
import {cellsOfOrigins} from "./rows.js";

/** A candidate's probability is at least this far from 0 and 1, so that its log-odds are finite; it is rounded when it is judged. */
export const leastChance = 1e-9;

/**
 * Fits a candidate at each training and forecasts from the origins that it serves.
 * @param train one training; it may use what the one before gave
 * @returns probabilities `[origin][town]` within 0 and 1, and what the first and the last training gave
 */
export function rollTrainings<Fit>(
  data: RainData,
  train: (training: RainTraining, before: Fit | undefined) => Fit,
  say: (fit: Fit, training: RainTraining, cells: Int32Array) => Float64Array
): {values: Float64Array; first: Fit; last: Fit} {
  const values = new Float64Array(data.originDays.length * data.record.towns.length);
  let [first, last]: (Fit | undefined)[] = [];
  for (const training of data.trainings) {
    last = train(training, last);
    first ??= last;
    const {from, to} = training;
    if (to > from)
      values.set(say(last, training, cellsOfOrigins(data, from, to)), from * data.record.towns.length);
  }
  if (first === undefined || last === undefined)
    throw new Error("rain: expected a training or more, got none");
  return {values: values.map((p) => Math.min(Math.max(p, leastChance), 1 - leastChance)), first, last};
}
