import {mulberry32} from "../../random.js";

/** An interval of a statistic, and where it lies on all blocks. */
export interface BootstrapInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Standard deviation of the draws. */
  readonly deviation: number;
}

/**
 * The 95 % percentile interval of a statistic by the block bootstrap: whole blocks (days, on which towns rain together) are drawn with
 * replacement, and the statistic is computed of the drawn ones. Two forecasts of the same rows are compared by a statistic of both: the draws
 * are then paired.
 * Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 8 and 13.
 * @param blocks how many there are
 * @param statistic of the blocks drawn, as indices, in order of drawing
 */
export function blockBootstrap(
  blocks: number,
  statistic: (drawn: Uint32Array) => number,
  options: {draws?: number; seed: number}
): BootstrapInterval {
  return blockBootstraps(blocks, [statistic], options)[0]!;
}

/** The same for several statistics of the same draws, in their order. */
export function blockBootstraps(
  blocks: number,
  statistics: readonly ((drawn: Uint32Array) => number)[],
  {draws = 1000, seed}: {draws?: number; seed: number}
): BootstrapInterval[] {
  if (!Number.isInteger(blocks) || blocks < 2)
    throw new Error(`block bootstrap: expected two blocks or more, got ${blocks}`);
  const random = mulberry32(seed);
  const drawn = new Uint32Array(blocks);
  const values = statistics.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; ++draw) {
    for (let i = 0; i < blocks; ++i) drawn[i] = Math.floor(random() * blocks);
    for (const [k, statistic] of statistics.entries()) values[k]![draw] = statistic(drawn);
  }
  // As many draws lie below the interval as above it.
  const outside = Math.floor(draws / 40);
  const all = Uint32Array.from({length: blocks}, (_, i) => i);
  return values.map((column, k) => {
    column.sort();
    const mean = column.reduce((sum, x) => sum + x, 0) / draws;
    return {
      value: statistics[k]!(all),
      low: column[outside]!,
      high: column[draws - 1 - outside]!,
      deviation: Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (draws - 1))
    };
  });
}
