import {blockBootstrap, blockBootstraps} from "./block-bootstrap.js";
import {type Blocks, blocksOf, ratioOf} from "./blocks.js";
import {levelsOf} from "./levels.js";
import type {Outcomes} from "./outcomes.js";

/** An interval of a score; null where there is none to be had. */
export type Span = readonly [number, number] | null;

/** How intervals are drawn. */
export interface SpanOptions {
  readonly draws?: number;
  /** Fewest blocks that an interval is drawn from. */
  readonly least?: number;
  readonly seed: number;
}

/**
 * 95 % intervals of Brier's score, of the area under the ROC and of F1 at a threshold, from resampled blocks (see `blockBootstrap`); all three from the
 * same draws. None where it always or never happened or where there are too few blocks, and none of F1 without a threshold.
 * @param block of each case, as a whole number from 0 on: its week
 */
export function probabilitySpans(
  outcomes: Outcomes,
  block: Int32Array,
  threshold: number | null,
  {draws = 200, least = 10, seed}: SpanOptions
): {brier: Span; auc: Span; f1: Span} {
  const {happened, probability} = outcomes;
  const blocks = blocksOf(block);
  const rain = happened.reduce((sum, x) => sum + x, 0);
  if (blocks.count < least || rain === 0 || rain === happened.length)
    return {brier: null, auc: null, f1: null};
  const squares = ratioOf(blocks, (i) => (probability[i]! - happened[i]!) ** 2);
  const said = (i: number) => Number(threshold !== null && probability[i]! >= threshold);
  const missed = ratioOf(
    blocks,
    (i) => Math.abs(said(i) - happened[i]!),
    (i) => said(i) + happened[i]!
  );
  const statistics = [squares, areaOf(outcomes, blocks), missed];
  const [brier = null, auc = null, lost = null] = blockBootstraps(blocks.count, statistics, {
    draws,
    seed
  }).map(({low, high}): Span => (Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null));
  return {brier, auc, f1: threshold !== null && lost ? [1 - lost[1], 1 - lost[0]] : null};
}

/** The 95 % interval of the share of cases in which it happened, as `probabilitySpans`; none where it never or always did. */
export function shareSpan(
  happened: Uint8Array,
  block: Int32Array,
  {draws = 200, least = 10, seed}: SpanOptions
): Span {
  const blocks = blocksOf(block);
  const sum = happened.reduce((all, x) => all + x, 0);
  if (blocks.count < least || sum === 0 || sum === happened.length) return null;
  const {low, high} = blockBootstrap(
    blocks.count,
    ratioOf(blocks, (i) => happened[i]!),
    {draws, seed}
  );
  return [low, high];
}

/** The area under the ROC of drawn blocks, from how often it did and did not happen at each probability that occurs. */
function areaOf(
  {happened, probability}: Outcomes,
  {count, order, start}: Blocks
): (drawn: Uint32Array) => number {
  const {levels, rank} = levelsOf(probability);
  const cell = order.map((i) => 2 * rank[i]! + happened[i]!);
  const counts = new Uint32Array(2 * levels.length);
  const times = new Uint32Array(count);
  return (drawn) => {
    times.fill(0);
    counts.fill(0);
    for (const b of drawn) times[b]! += 1;
    for (let b = 0; b < count; ++b) {
      const often = times[b]!;
      if (often > 0) for (let at = start[b]!; at < start[b + 1]!; ++at) counts[cell[at]!]! += often;
    }
    let [area, no, yes] = [0, 0, 0];
    for (let k = 0; k < counts.length; k += 2) {
      const [dry, wet] = [counts[k]!, counts[k + 1]!];
      area += wet * (no + dry / 2);
      no += dry;
      yes += wet;
    }
    return area / (yes * no);
  };
}
