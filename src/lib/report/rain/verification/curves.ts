import type {Outcomes} from "../../../scores/probability/outcomes.js";
import {countsByThreshold} from "../../../scores/probability/ranking.js";
import type {RocPoint} from "./shapes.js";

/**
 * The receiver operating characteristic from (0, 0) to (1, 1), thinned to at most `most` points that lie about equally far apart along the
 * curve. Empty where all cases are of one kind: then there is no curve.
 * @throws where fewer than two points are asked for
 */
export function rocCurve(outcomes: Outcomes, most = 100): RocPoint[] {
  if (!(most >= 2)) throw new Error(`ROC curve: expected two points or more, got ${most}`);
  const counts = countsByThreshold(outcomes);
  const all = counts.at(-1);
  if (!all || all.hits === 0 || all.alarms === 0) return [];
  const whole = [{falseAlarms: 0, hits: 0}].concat(
    counts.map(({hits, alarms}) => ({falseAlarms: alarms / all.alarms, hits: hits / all.hits}))
  );
  if (whole.length <= most) return whole;
  // Both shares only grow, so that their sum is the way along the curve: 0 … 2.
  const kept = [whole[0]];
  let at = 0;
  for (let k = 1; k < most; ++k) {
    const before = at;
    while (at < whole.length - 1 && whole[at].falseAlarms + whole[at].hits < (2 * k) / (most - 1)) ++at;
    if (at > before) kept.push(whole[at]);
  }
  return kept;
}

/**
 * How many probabilities lie in each of `classes` equal parts of 0 … 1, the last one closed.
 * @throws where one lies outside
 */
export function histogramOf(probabilities: Float64Array, classes = 20): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const probability of probabilities) {
    if (!(probability >= 0 && probability <= 1))
      throw new Error(`histogram: expected probabilities from 0 to 1, got ${probability}`);
    counts[Math.min(Math.floor(probability * classes), classes - 1)] += 1;
  }
  return counts;
}
