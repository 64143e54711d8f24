import {logistic} from "./logistic.js";
import {type PairScale, pairScale, powerAbove} from "./pairs.js";

/**
 * What boosting lowers: the squared error of a number, the log loss of a probability (targets from 0 to 1), or the pinball loss
 * of a quantile.
 */
export type BoostLoss = "squared" | "logistic" | {readonly quantile: number};

/** Throws where a loss is not one of these, or a target cannot be its target. */
export function checkLoss(loss: BoostLoss, target: Float64Array): void {
  if (typeof loss === "object") {
    if (!(loss.quantile > 0 && loss.quantile < 1))
      throw new Error(`Boosting: expected a quantile between 0 and 1, got ${loss.quantile}`);
  } else if (loss !== "squared" && loss !== "logistic")
    throw new Error(
      `Boosting: expected the loss "squared", "logistic" or {quantile}, got ${JSON.stringify(loss)}`
    );
  if (loss !== "logistic") return;
  const wrong = target.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong >= 0)
    throw new Error(
      `Boosting: expected targets from 0 to 1 for log loss, got ${target[wrong]} in row ${wrong}`
    );
}

/**
 * The unit of a model's levels, a power of two: 2⁻²² of the target's range, or 2⁻¹⁸ of log-odds. Leaf values are multiples of
 * it, so that their sums are exact.
 */
export function levelStep(loss: BoostLoss, target: Float64Array): number {
  if (loss === "logistic") return 2 ** -18;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of target) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return powerAbove(high - low) * 2 ** -22;
}

/** The constant that has the lowest loss, as a raw score. */
export function startScore(loss: BoostLoss, target: Float64Array, weights: Float64Array): number {
  if (typeof loss === "object") return weightedQuantile(target, weights, loss.quantile);
  let [low, high, sum, weight] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let row = 0; row < target.length; ++row) {
    low = Math.min(low, target[row]);
    high = Math.max(high, target[row]);
    sum += weights[row] * target[row];
    weight += weights[row];
  }
  // A sum's rounding may take the mean of equal targets off them.
  const mean = Math.min(Math.max(sum / weight, low), high);
  if (loss === "squared") return mean;
  const inside = Math.min(Math.max(mean, 1e-6), 1 - 1e-6);
  return Math.log(inside / (1 - inside));
}

/** What a raw score predicts: itself, or the probability whose log-odds it is. */
export function predicted(loss: BoostLoss, score: number): number {
  return loss === "logistic" ? logistic(score) : score;
}

/**
 * A function that writes each row's gradient and second derivative of the loss by the raw score, times its weight, as packed
 * pairs for trees that learn from at most `rows` rows. It returns the scale of the pairs.
 */
export function gradientWriter(
  loss: BoostLoss,
  target: Float64Array,
  weights: Float64Array,
  rows: number
): (scores: Float64Array, pairs: Float64Array) => PairScale {
  const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  return (scores, pairs) => {
    const steepest = loss === "squared" ? largestResidual(target, weights, scores) : heaviest;
    const scale = pairScale(rows, steepest, heaviest);
    const {unit, gradientRounder, hessianRounder} = scale;
    const write = (row: number, gradient: number, hessian: number) => {
      pairs[2 * row] = weights[row] * gradient + gradientRounder - gradientRounder;
      pairs[2 * row + 1] = weights[row] * hessian + hessianRounder - hessianRounder + unit;
    };
    if (loss === "squared")
      for (let row = 0; row < target.length; ++row) write(row, scores[row] - target[row], 1);
    else if (loss === "logistic")
      for (let row = 0; row < target.length; ++row) {
        const p = logistic(scores[row]);
        write(row, p - target[row], p * (1 - p));
      }
    else
      for (let row = 0; row < target.length; ++row)
        write(row, scores[row] >= target[row] ? 1 - loss.quantile : -loss.quantile, 1);
    return scale;
  };
}

function largestResidual(target: Float64Array, weights: Float64Array, scores: Float64Array): number {
  let most = 0;
  for (let row = 0; row < target.length; ++row)
    most = Math.max(most, weights[row] * Math.abs(scores[row] - target[row]));
  return most;
}

/** Mean loss of raw scores: squared error, log loss (natural), or pinball loss. */
export function meanLoss(
  loss: BoostLoss,
  target: Float64Array,
  weights: Float64Array,
  scores: Float64Array
): number {
  let [sum, weight] = [0, 0];
  for (let row = 0; row < target.length; ++row) {
    sum += weights[row] * lossOf(loss, target[row], scores[row]);
    weight += weights[row];
  }
  return sum / weight;
}

function lossOf(loss: BoostLoss, target: number, score: number): number {
  const error = target - score;
  if (loss === "squared") return error * error;
  // log(1 + exp(s)) − y s, without an overflow.
  if (loss === "logistic")
    return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - target * score;
  return error >= 0 ? loss.quantile * error : (loss.quantile - 1) * error;
}

/**
 * The weighted quantile: the least value with at least this share of the weight at or below it, or the middle between it and
 * the next where the share is met exactly.
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, quantile: number): number {
  const {sorted, own} = inOrder(values, weights);
  let whole = 0;
  for (const weight of weights) whole += weight;
  const share = quantile * whole;
  let below = 0;
  for (let i = 0; i < sorted.length; ++i) {
    below += own[i];
    if (below < share * (1 - 1e-12)) continue;
    let next = i + 1;
    while (below <= share * (1 + 1e-12) && next < sorted.length) {
      if (own[next] > 0) return (sorted[i] + sorted[next]) / 2;
      ++next;
    }
    return sorted[i];
  }
  return sorted[sorted.length - 1];
}

/** Values in ascending order, each with its weight. Where all weigh alike no order of places is needed, which is three times as fast. */
function inOrder(values: Float64Array, weights: Float64Array): {sorted: Float64Array; own: Float64Array} {
  if (weights.every((weight) => weight === weights[0])) return {sorted: values.slice().sort(), own: weights};
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
  return {
    sorted: Float64Array.from(order, (place) => values[place]),
    own: Float64Array.from(order, (place) => weights[place])
  };
}
