import {pairedBlocks} from "../../src/lib/scores/probability/paired-blocks.js";
import type {DifferenceTest} from "../study.js";

/**
 * The paired block bootstrap as a study's test of difference: the difference of the weighted mean losses over its standard error from resampled
 * blocks of origins that follow one another (see `pairedBlocks`). For losses whose mean is a ratio of counts, as 1 − F1, and for series that go
 * together.
 * @param options origins in a block, how often blocks are drawn, and the seed of the draws
 */
export function pairedBlockBootstrap(options: {
  readonly block: number;
  readonly resamples: number;
  readonly seed: number;
}): DifferenceTest {
  return {
    name: "paired block bootstrap",
    of: (first, second) => {
      const {statistic, p} = pairedBlocks(first, second, options);
      return {statistic, p};
    }
  };
}
