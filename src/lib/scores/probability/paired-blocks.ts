import {studentTwoSided} from "../../distributions/student.js";
import {requireSameLength} from "../pairs.js";
import type {Weighted} from "../weighted.js";
import {blockBootstrap} from "./block-bootstrap.js";
import {blocksOf, ratioOf} from "./blocks.js";

/** Fewest blocks that are drawn from: of fewer the draws would be too much like the whole. */
const fewest = 10;

/** What paired blocks say of a difference. */
export interface PairedBlocks {
  /** Weighted mean of the first less that of the second. */
  readonly difference: number;
  /** The difference over its bootstrap standard error; 0 where the draws do not differ. */
  readonly statistic: number;
  /** Two-sided, of Student's t with one degree of freedom less than blocks. */
  readonly p: number;
  readonly blocks: number;
}

/**
 * Tests whether two columns that belong to the same origins, in order of time, have the same weighted mean, by resampling blocks of origins that follow
 * one another: what is alike on neighbouring days stays together, and both columns are drawn alike. The blocks do not overlap and are of equal
 * length up to one origin; where there would be fewer than ten of `block` origins they are shorter. The variance of the draws is multiplied by
 * blocks ∕ (blocks − 1), as that of a sample is.
 * Sources: Künsch (1989), The jackknife and the bootstrap for general stationary observations, Annals of Statistics 17 (blocks of a series);
 * Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 8 and 16.
 * @param block origins in a block
 * @throws when the columns differ in length, have fewer than two origins, or a value is not known.
 */
export function pairedBlocks(
  first: Weighted,
  second: Weighted,
  {block = 7, resamples = 1000, seed}: {block?: number; resamples?: number; seed: number}
): PairedBlocks {
  requireSameLength(first.values, second.values);
  const n = first.values.length;
  const unknown = first.values.findIndex((value, i) => !Number.isFinite(value - second.values[i]!));
  if (unknown >= 0)
    throw new Error(
      `paired blocks: known values expected, got ${first.values[unknown]} and ${second.values[unknown]} in place ${unknown}: leave it out of both`
    );
  const blocks = Math.min(n, Math.max(Math.floor(n / block), fewest));
  const parts = blocksOf(Int32Array.from({length: n}, (_, i) => Math.floor((i * blocks) / n)));
  const meanOf = ({values, weights}: Weighted) => {
    const weight = (i: number) => (weights ? weights[i]! : 1);
    return ratioOf(parts, (i) => weight(i) * values[i]!, weight);
  };
  const [own, other] = [meanOf(first), meanOf(second)];
  const draws = {draws: resamples, seed};
  const {value, deviation} = blockBootstrap(blocks, (drawn) => own(drawn) - other(drawn), draws);
  const error = deviation * Math.sqrt(blocks / (blocks - 1));
  const statistic = error > 0 ? value / error : 0;
  const p = error > 0 ? studentTwoSided(statistic, blocks - 1) : 1;
  return {difference: value, statistic, p, blocks};
}
