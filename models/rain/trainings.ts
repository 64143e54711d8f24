import type {RainData, RainTraining} from "./data.js";
import {cellsOfOrigins} from "./rows.js";

/** A published probability is at least this far from 0 and 1: nothing about the weather is certain. */
const least = 0.001;

/**
 * Fits a candidate at each training and forecasts from the origins that it serves.
 * @param fit one training; it may use what the one before gave
 * @returns probabilities `[origin][town]`, from 0.001 to 0.999, and what the last training gave
 */
export function rollTrainings<Fit>(
  data: RainData,
  fit: (training: RainTraining, before: Fit | undefined) => Fit,
  say: (fit: Fit, training: RainTraining, cells: Int32Array) => Float64Array
): {values: Float64Array; last: Fit} {
  const values = new Float64Array(data.originDays.length * data.record.towns.length);
  let last: Fit | undefined;
  for (const training of data.trainings) {
    last = fit(training, last);
    const {from, to} = training;
    if (to > from)
      values.set(say(last, training, cellsOfOrigins(data, from, to)), from * data.record.towns.length);
  }
  if (last === undefined) throw new Error("rain: expected a training or more, got none");
  return {values: values.map((p) => Math.min(Math.max(p, least), 1 - least)), last};
}
