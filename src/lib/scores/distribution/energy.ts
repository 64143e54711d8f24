/**
 * The energy score of an ensemble of vectors (paths, or several variables) against the vector that came: mean |x − a| − ½ mean |x − x′|, with
 * Euclidean distances. For vectors of one number it is the CRPS. Bring variables to like scales first.
 *
 * With `pairs` it takes the second mean over the distances of member i to members i + 1 … i + pairs (round the end) only, which needs members
 * in no order, as drawn ones are, and costs members × pairs in place of members².
 * Source: Gneiting & Raftery (2007), Journal of the American Statistical Association 102, section 4.3.
 * @param members `[member][place]`
 * @param scales by which the differences of each place are divided; 1 unless given
 * @throws where the members are not whole vectors of the actual one's length
 */
export function energyScore(
  members: Float64Array,
  actual: Float64Array,
  {scales, pairs}: {readonly scales?: Float64Array; readonly pairs?: number} = {}
): number {
  const width = actual.length;
  const count = members.length / width;
  if (!(Number.isInteger(count) && count >= 1))
    throw new Error(
      `energy score: expected whole vectors of ${width} numbers, got ${members.length} numbers`
    );
  const between = (one: number, other: Float64Array, from: number) => {
    let sum = 0;
    for (let j = 0; j < width; ++j) {
      const difference = (members[one * width + j] - other[from + j]) / (scales ? scales[j] : 1);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  };
  let [error, spread] = [0, 0];
  const reach = Math.min(pairs ?? count - 1, count - 1);
  for (let i = 0; i < count; ++i) {
    error += between(i, actual, 0);
    for (let k = 1; k <= reach; ++k) spread += between(i, members, ((i + k) % count) * width);
  }
  // Of count² pairs those of a member with itself are 0 apart.
  const mean = reach > 0 ? ((spread / (count * reach)) * (count - 1)) / count : 0;
  return error / count - mean / 2;
}
