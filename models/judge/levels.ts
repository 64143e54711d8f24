import type {Quantiles} from "../../src/lib/rolled.js";

/**
 * One level of quantiles as a column, a value for each forecast.
 * @throws when that level is not among theirs.
 */
export function levelColumn({levels, values}: Quantiles, level: number): Float64Array {
  const place = levels.findIndex((one) => Math.abs(one - level) < 1e-9);
  if (place < 0)
    throw new Error(`quantiles: expected the level ${level}, and there are ${[...levels].join(", ")}`);
  const width = levels.length;
  return Float64Array.from({length: values.length / width}, (_, row) => values[row * width + place]!);
}
