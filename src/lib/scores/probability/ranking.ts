import {levelsOf} from "./levels.js";
import type {Outcomes} from "./outcomes.js";

/** What is counted above a threshold: everything whose probability is at least that. */
export interface Counted {
  readonly threshold: number;
  /** Said and happened; said and did not happen. */
  readonly hits: number;
  readonly alarms: number;
}

/** The counts at each probability that occurs, from the highest threshold down. */
export function countsByThreshold({happened, probability}: Outcomes): Counted[] {
  const {levels, rank} = levelsOf(probability);
  const yes = new Uint32Array(levels.length);
  const no = new Uint32Array(levels.length);
  for (let i = 0; i < rank.length; ++i) {
    if (happened[i]) yes[rank[i]!]! += 1;
    else no[rank[i]!]! += 1;
  }
  let [hits, alarms] = [0, 0];
  const counts: Counted[] = [];
  for (let k = levels.length - 1; k >= 0; --k) {
    hits += yes[k]!;
    alarms += no[k]!;
    counts.push({threshold: levels[k]!, hits, alarms});
  }
  return counts;
}

/**
 * The area under the receiver operating characteristic: how often a case that happened had the higher probability than one that did not,
 * equals counted half. NaN where all cases are of one kind.
 * @param counts those of `countsByThreshold`, where they are at hand
 */
export function areaUnderRoc(outcomes: Outcomes, counts = countsByThreshold(outcomes)): number {
  const last = counts.at(-1);
  let area = 0;
  let before = {hits: 0, alarms: 0};
  for (const now of counts) {
    area += ((now.alarms - before.alarms) * (now.hits + before.hits)) / 2;
    before = now;
  }
  return last ? area / (last.hits * last.alarms) : Number.NaN;
}

/** Average precision: the mean over the cases that happened of the precision at their thresholds (scikit-learn's step-wise sum). NaN where none happened. */
export function averagePrecision(outcomes: Outcomes, counts = countsByThreshold(outcomes)): number {
  const all = counts.at(-1)?.hits ?? 0;
  let sum = 0;
  let before = 0;
  for (const {hits, alarms} of counts) {
    sum += ((hits - before) * hits) / (hits + alarms);
    before = hits;
  }
  return all > 0 ? sum / all : Number.NaN;
}

/** What a yes from a threshold on is worth. */
export interface Decided {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  /** The harmonic mean of precision and recall; 0 where neither has a hit. */
  readonly f1: number;
  readonly hits: number;
  readonly alarms: number;
  readonly misses: number;
  readonly rejections: number;
}

/** The outcome of saying yes wherever the probability is at least `threshold`. Precision is NaN where that is nowhere. */
export function decidedAt({happened, probability}: Outcomes, threshold: number): Decided {
  let hits = 0;
  let alarms = 0;
  let misses = 0;
  let rejections = 0;
  for (let i = 0; i < happened.length; ++i)
    if (probability[i]! >= threshold) {
      if (happened[i]) hits += 1;
      else alarms += 1;
    } else if (happened[i]) misses += 1;
    else rejections += 1;
  return {
    threshold,
    precision: hits / (hits + alarms),
    recall: hits / (hits + misses),
    f1: hits > 0 ? (2 * hits) / (2 * hits + alarms + misses) : 0,
    ...{hits, alarms, misses, rejections}
  };
}

/** The threshold with the highest F1 on these cases, the highest of equals; to be chosen on other cases than those it is judged on. NaN where none happened. */
export function bestThreshold(outcomes: Outcomes): number {
  const counts = countsByThreshold(outcomes);
  const all = counts.at(-1)?.hits ?? 0;
  let best = {threshold: Number.NaN, f1: 0};
  for (const {threshold, hits, alarms} of counts) {
    const f1 = (2 * hits) / (hits + alarms + all);
    if (f1 > best.f1) best = {threshold, f1};
  }
  return best.threshold;
}
