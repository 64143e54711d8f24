/**
 * The last paths that came: the returns of leads 1 … `leads` from each of the last `count` days whose whole path is known, each over the
 * volatility of the day it started from, so that wild and calm times weigh alike. `[path][lead]`, the oldest first.
 * @param scale volatility by day; left out, returns are taken as they are
 * @throws where fewer paths are known by `origin`, or one has a missing price
 */
export function pastPaths(
  logPrices: Float64Array,
  origin: number,
  {leads, count, scale}: {readonly leads: number; readonly count: number; readonly scale?: Float64Array}
): Float64Array {
  const first = origin - leads - count + 1;
  if (first < 0)
    throw new Error(
      `past paths: expected ${count} paths of ${leads} days known on day ${origin}, got ${Math.max(0, origin - leads + 1)}; ask for fewer`
    );
  const out = new Float64Array(count * leads);
  for (let path = 0; path < count; ++path)
    for (let lead = 1; lead <= leads; ++lead) {
      const start = first + path;
      const value = (logPrices[start + lead] - logPrices[start]) / (scale ? scale[start] : 1);
      if (Number.isNaN(value))
        throw new Error(`past paths: expected a price and a volatility on days ${start} and ${start + lead}`);
      out[path * leads + lead - 1] = value;
    }
  return out;
}
