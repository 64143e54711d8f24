import {levelsOf} from "./levels.js";

/**
 * The class of each probability among so many with as many forecasts each, in order of probability; equal probabilities stay together, so that
 * a class may have more or fewer, and none.
 * @returns from 0 (the lowest) on, one for each probability
 */
export function classesOf(probability: Float64Array, classes = 10): Uint8Array {
  const {levels, rank} = levelsOf(probability);
  const counts = new Uint32Array(levels.length);
  for (const k of rank) counts[k]! += 1;
  let before = 0;
  const place = counts.map((count) => {
    // By the middle of its ranks: a probability that reaches over a border goes where most of it lies.
    const middle = before + count / 2;
    before += count;
    return Math.floor((classes * middle) / probability.length);
  });
  return Uint8Array.from(rank, (k) => place[k]!);
}
