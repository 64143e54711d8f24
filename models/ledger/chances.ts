import type {ProbabilityMetrics} from "../../src/lib/artifacts/scores.js";
import {brier} from "../../src/lib/scores/probability/brier.js";
import {logLoss} from "../../src/lib/scores/probability/log-loss.js";
import {outcomesOf} from "../../src/lib/scores/probability/outcomes.js";
import {areaUnderRoc} from "../../src/lib/scores/probability/ranking.js";
import {digits} from "../judge/metrics.js";

/** What can be said of the probabilities of one origin without a threshold, which the ledger does not know. */
export type ChanceScores = Pick<ProbabilityMetrics, "rate" | "brier" | "logLoss" | "auc">;

/**
 * Scores of probabilities against what happened (0 or 1), to six significant digits; only rows in which both are known count. The bounds of
 * a probability are no interval of the outcome, so nothing is said of them. AUC is null where all or none of it happened.
 * @throws where an outcome is neither 0 nor 1, or a probability lies outside 0 … 1
 */
export function chanceScores(actual: Float64Array, values: Float64Array): ChanceScores {
  const outcomes = outcomesOf(actual, values);
  const {happened} = outcomes;
  return {
    rate: digits(happened.reduce((sum, x) => sum + x, 0) / happened.length),
    brier: digits(brier(outcomes)),
    logLoss: digits(logLoss(outcomes)),
    auc: digits(areaUnderRoc(outcomes))
  };
}
