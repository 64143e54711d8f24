import {normalQuantile} from "../distributions/normal.js";

/**
 * Quantiles at many levels from those at a few: straight lines between them on the scale on which a normal distribution is one straight
 * line, and on beyond both ends. Few quantiles that cross are put in order first.
 * @param levels of the few, ascending, two or more
 * @param wanted levels of the many
 * @throws where there are fewer than two levels
 */
export function joinQuantiles(
  levels: ArrayLike<number>,
  wanted: ArrayLike<number>
): (few: ArrayLike<number>) => Float64Array {
  if (levels.length < 2)
    throw new Error(`joining quantiles: expected two levels or more, got ${levels.length}`);
  const knots = Float64Array.from(levels, normalQuantile);
  const places = Float64Array.from(wanted, normalQuantile).map((z) => {
    let k = 0;
    while (k < knots.length - 2 && knots[k + 1] < z) ++k;
    return k + (z - knots[k]) / (knots[k + 1] - knots[k]);
  });
  const segments = Int32Array.from(places, (p) => Math.min(Math.max(Math.floor(p), 0), knots.length - 2));
  return (few) => {
    const sorted = Float64Array.from(few).sort();
    return places.map((p, i) => {
      const k = segments[i];
      return sorted[k] + (p - k) * (sorted[k + 1] - sorted[k]);
    });
  };
}
