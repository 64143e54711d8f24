import type {Quantiles} from "../../src/lib/rolled.js";

/** One level of the quantiles of these rows. @throws as `levelColumn`. */
export function takeLevel(quantiles: Quantiles, level: number, rows: Int32Array): Float64Array {
  const place = placeOf(quantiles, level);
  const width = quantiles.levels.length;
  return Float64Array.from(rows, (row) => quantiles.values[row * width + place]!);
}

/**
 * One level of quantiles as a column, a value for each forecast.
 * @throws when that level is not among theirs.
 */
export function levelColumn(quantiles: Quantiles, level: number): Float64Array {
  const place = placeOf(quantiles, level);
  const width = quantiles.levels.length;
  const out = new Float64Array(quantiles.values.length / width);
  for (let row = 0; row < out.length; ++row) out[row] = quantiles.values[row * width + place]!;
  return out;
}

function placeOf({levels}: Quantiles, level: number): number {
  const place = levels.findIndex((one) => Math.abs(one - level) < 1e-9);
  if (place < 0)
    throw new Error(`quantiles: expected the level ${level}, and there are ${[...levels].join(", ")}`);
  return place;
}
