import type {Slope} from "../optimise/minimise.js";
import {logistic} from "../trees/logistic.js";
import type {LogisticRows} from "./fit.js";

/**
 * The sum of the log losses (natural) of all rows + penalty / 2 × Σ weight², in one pass over the rows. The intercept is not penalised.
 * @param point the weights, and the intercept after them; the slopes are in the same order
 */
export function lossAt(
  {features, target, weights}: LogisticRows,
  columns: number,
  penalty: number,
  point: Float64Array
): Slope {
  const gradient = new Float64Array(columns + 1);
  const whole = columns - (columns % 4);
  let [loss, slope] = [0, 0];
  for (let row = 0, from = 0; row < target.length; ++row, from += columns) {
    let [a, b, c, d] = [point[columns], 0, 0, 0];
    for (let j = 0; j < whole; j += 4) {
      a += features[from + j] * point[j];
      b += features[from + j + 1] * point[j + 1];
      c += features[from + j + 2] * point[j + 2];
      d += features[from + j + 3] * point[j + 3];
    }
    for (let j = whole; j < columns; ++j) a += features[from + j] * point[j];
    const margin = a + b + (c + d);
    const p = logistic(margin);
    const weight = weights ? weights[row] : 1;
    // log(1 + exp(m)) − y m, without an overflow.
    loss += weight * (Math.max(margin, 0) - Math.log(Math.max(p, 1 - p)) - target[row] * margin);
    const error = weight * (p - target[row]);
    slope += error;
    for (let j = 0; j < columns; ++j) gradient[j] += error * features[from + j];
  }
  for (let j = 0; j < columns; ++j) {
    loss += 0.5 * penalty * point[j] * point[j];
    gradient[j] += penalty * point[j];
  }
  gradient[columns] = slope;
  return {loss, gradient};
}
