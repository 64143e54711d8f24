import {logistic} from "../trees/logistic.js";
import {checkOutcomes} from "./outcomes.js";

/** A calibrated probability is logistic(a + b × margin). */
export interface Platt {
  readonly a: number;
  readonly b: number;
}

/**
 * Platt's calibration: the logistic curve of margins (log-odds, say) that makes what happened the likeliest, found by Newton's method with ever
 * shorter steps. Targets are drawn in from 0 and 1 as Platt has it, (n₁ + 1) / (n₁ + 2) and 1 / (n₀ + 2), so that margins which tell the outcomes
 * apart give a finite curve.
 * Sources: Platt (1999), Probabilistic outputs for support vector machines; Lin, Lin and Weng (2007), Machine Learning 68.
 * @param happened 1 or 0 for each margin
 * @param weights of each, 1 unless given
 * @throws where lengths do not fit, a margin is not finite, or only one outcome occurs
 */
export function fitPlatt(
  margins: Float64Array,
  happened: ArrayLike<number>,
  weights?: ArrayLike<number>
): Platt {
  const {yes, no} = checkOutcomes("Platt's calibration", margins, happened, weights);
  const ends = [1 / (no + 2), (yes + 1) / (yes + 2)];
  const targets = Float64Array.from(margins, (_, i) => ends[happened[i]]);
  let [a, b] = [Math.log((yes + 1) / (no + 1)), 0];
  let loss = lossOf(margins, targets, weights, a, b);
  for (let iteration = 0; iteration < 100; ++iteration) {
    // Slopes and curvatures of the loss by a and b.
    let [ga, gb, aa, ab, bb] = [0, 0, 1e-12, 0, 1e-12];
    for (let i = 0; i < margins.length; ++i) {
      const m = margins[i];
      const p = logistic(a + b * m);
      const weight = weights ? weights[i] : 1;
      const error = weight * (p - targets[i]);
      const curve = weight * p * (1 - p);
      ga += error;
      gb += error * m;
      aa += curve;
      ab += curve * m;
      bb += curve * m * m;
    }
    if (Math.max(Math.abs(ga), Math.abs(gb)) <= 1e-9 * (yes + no)) break;
    const determinant = aa * bb - ab * ab;
    const [da, db] = [(ab * gb - bb * ga) / determinant, (ab * ga - aa * gb) / determinant];
    const slope = ga * da + gb * db;
    let length = 1;
    let next = lossOf(margins, targets, weights, a + da, b + db);
    // At the foot of the loss its rounding is larger than what is left to gain.
    while (!(next <= loss + 1e-4 * length * slope + 1e-14 * loss) && length > 1e-10) {
      length /= 2;
      next = lossOf(margins, targets, weights, a + length * da, b + length * db);
    }
    a += length * da;
    b += length * db;
    loss = next;
  }
  return {a, b};
}

/** The calibrated probability of a margin. */
export function plattChance({a, b}: Platt, margin: number): number {
  return logistic(a + b * margin);
}

function lossOf(
  margins: Float64Array,
  targets: Float64Array,
  weights: ArrayLike<number> | undefined,
  a: number,
  b: number
): number {
  let sum = 0;
  for (let i = 0; i < margins.length; ++i) {
    const m = a + b * margins[i];
    const p = logistic(m);
    sum += (weights ? weights[i] : 1) * (Math.max(m, 0) - Math.log(Math.max(p, 1 - p)) - targets[i] * m);
  }
  return sum;
}
