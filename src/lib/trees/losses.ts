import {powerAbove} from "./pairs.js";

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
  let [sum, weight] = [0, 0];
  for (let row = 0; row < target.length; ++row) {
    sum += weights[row] * target[row];
    weight += weights[row];
  }
  const mean = sum / weight;
  if (loss === "squared") return mean;
  const inside = Math.min(Math.max(mean, 1e-6), 1 - 1e-6);
  return Math.log(inside / (1 - inside));
}

/** What a raw score predicts: itself, or the probability whose log-odds it is. */
export function predicted(loss: BoostLoss, score: number): number {
  return loss === "logistic" ? 1 / (1 + Math.exp(-score)) : score;
}

/** Writes each row's gradient and second derivative of the loss by the raw score, times its weight, as pairs. */
export function writeGradients(
  loss: BoostLoss,
  target: Float64Array,
  weights: Float64Array,
  scores: Float64Array,
  pairs: Float64Array
): void {
  for (let row = 0; row < target.length; ++row) {
    const weight = weights[row];
    let gradient: number;
    let hessian = weight;
    if (loss === "squared") gradient = scores[row] - target[row];
    else if (loss === "logistic") {
      const p = 1 / (1 + Math.exp(-scores[row]));
      gradient = p - target[row];
      hessian = weight * Math.max(p * (1 - p), 1e-16);
    } else gradient = scores[row] >= target[row] ? 1 - loss.quantile : -loss.quantile;
    pairs[2 * row] = weight * gradient;
    pairs[2 * row + 1] = hessian;
  }
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
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
  let whole = 0;
  for (const weight of weights) whole += weight;
  const share = quantile * whole;
  let below = 0;
  for (let i = 0; i < order.length; ++i) {
    below += weights[order[i]];
    if (below < share * (1 - 1e-12)) continue;
    let next = i + 1;
    while (below <= share * (1 + 1e-12) && next < order.length) {
      if (weights[order[next]] > 0) return (values[order[i]] + values[order[next]]) / 2;
      ++next;
    }
    return values[order[i]];
  }
  return values[order[order.length - 1]];
}
