import {joinQuantiles} from "../../returns/join.js";

/**
 * Continuous ranked probability score of a distribution that is told by its quantiles at the levels (k + ½) ∕ n, k = 0 … n − 1, in the unit
 * of the values: twice the mean pinball loss. It equals that of an ensemble of these quantiles.
 * Sources: Laio & Tamea (2007), Hydrology and Earth System Sciences 11; Bröcker (2012), Quarterly Journal of the Royal Meteorological
 * Society 138.
 * @param quantiles ascending
 * @throws where there is none
 */
export function crpsEvenQuantiles(quantiles: ArrayLike<number>, actual: number): number {
  const n = quantiles.length;
  if (n === 0) throw new Error("the CRPS of quantiles needs at least one quantile, got none");
  let sum = 0;
  for (let k = 0; k < n; ++k) {
    const error = actual - quantiles[k];
    const level = (k + 0.5) / n;
    sum += error >= 0 ? level * error : (level - 1) * error;
  }
  return (2 * sum) / n;
}

/**
 * The same score of a distribution that is told by a few quantiles at any levels: they are joined (see `joinQuantiles`) and the score is taken at `count` even
 * levels between.
 * @param levels of the quantiles, ascending, two or more
 */
export function crpsOfQuantiles(
  levels: ArrayLike<number>,
  count = 100
): (quantiles: ArrayLike<number>, actual: number) => number {
  const join = joinQuantiles(
    levels,
    Float64Array.from({length: count}, (_, k) => (k + 0.5) / count)
  );
  return (quantiles, actual) => crpsEvenQuantiles(join(quantiles), actual);
}
