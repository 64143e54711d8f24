/**
 * The class of each probability among so many with as many forecasts each, in order of probability; equal probabilities stay together, so that
 * a class may have more or fewer, and none.
 * @returns from 0 (the lowest) on, one for each probability
 */
export function classesOf(probability: Float64Array, classes = 10): Uint8Array {
  const n = probability.length;
  const counts = new Map<number, number>();
  for (const p of probability) counts.set(p, (counts.get(p) ?? 0) + 1);
  const place = new Map<number, number>();
  let before = 0;
  for (const level of [...counts.keys()].sort((a, b) => a - b)) {
    const count = counts.get(level)!;
    // By the middle of its ranks: a probability that reaches over a border goes where most of it lies.
    place.set(level, Math.floor((classes * (before + count / 2)) / n));
    before += count;
  }
  return Uint8Array.from(probability, (p) => place.get(p)!);
}
