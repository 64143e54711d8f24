import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Metrics} from "../../src/lib/artifacts/scores.js";
import {moreIsBetter} from "../../src/lib/scores/better.js";
import type {PromotionRule} from "../study.js";

/**
 * The candidate with the best mean of the rule's metric over its leads: the lowest, or the highest where more is better. The first named of
 * equals; none where none has it.
 */
export function preferred<Scores extends Pick<BacktestReport["candidates"][number], "byLead">>(
  scores: readonly Scores[],
  {metric, leads}: Pick<PromotionRule, "metric" | "leads">
): Scores | undefined {
  const sign = moreIsBetter(metric) ? -1 : 1;
  let best: {score: Scores; value: number} | undefined;
  for (const score of scores) {
    const parts = leads.map(
      (lead) => score.byLead.find((row) => row.lead === lead)?.[metric as keyof Metrics] ?? Number.NaN
    );
    const value = (sign * parts.reduce((sum, part) => sum + part, 0)) / parts.length;
    if (!Number.isNaN(value) && (!best || value < best.value)) best = {score, value};
  }
  return best?.score;
}
