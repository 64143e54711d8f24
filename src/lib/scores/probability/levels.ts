/** The different probabilities among some, ascending, and the place of each of these in that list. */
export interface Levels {
  readonly levels: Float64Array;
  readonly rank: Uint32Array;
}

/** Finds what different probabilities there are; none may be NaN. */
export function levelsOf(probability: Float64Array): Levels {
  const levels = probability.slice().sort();
  let count = 0;
  for (let i = 0; i < levels.length; ++i)
    if (i === 0 || levels[i] !== levels[count - 1]) levels[count++] = levels[i]!;
  const rank = new Uint32Array(probability.length);
  for (let i = 0; i < probability.length; ++i) {
    const p = probability[i]!;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (levels[middle]! < p) low = middle + 1;
      else high = middle;
    }
    rank[i] = low;
  }
  return {levels: levels.subarray(0, count), rank};
}
