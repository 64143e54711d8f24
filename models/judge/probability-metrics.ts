import type {ProbabilityMetrics} from "../../src/lib/artifacts/scores.js";
import {brier, brierParts, reliabilityBins} from "../../src/lib/scores/probability/brier.js";
import {logLoss} from "../../src/lib/scores/probability/log-loss.js";
import {type Outcomes, outcomesOf} from "../../src/lib/scores/probability/outcomes.js";
import {
  areaUnderRoc,
  averagePrecision,
  countsByThreshold,
  decidedAt
} from "../../src/lib/scores/probability/ranking.js";
import {digits} from "./metrics.js";

/** What is counted at a threshold, and the scores that follow from it. */
const decided = ["threshold", "f1", "precision", "recall", "hits", "alarms", "misses", "rejections"] as const;
type Undecided = Omit<ProbabilityMetrics, (typeof decided)[number]>;

/**
 * All scores of forecast probabilities, to six significant digits; null where a score has nothing to be computed from, as F1 where nothing was
 * said and nothing happened. The parts of Brier's score are over ten bins of equal width. Without a threshold (chosen on earlier forecasts, see
 * `bestThreshold`) those that need one are left out.
 * @param actual 1 where it happened, 0 where not, NaN where it is not known
 * @param values probabilities, NaN where there is none; pairs that lack either do not count
 * @throws when an outcome or a probability is not of that kind, or the columns differ in length.
 */
export function probabilityMetricsOf(
  actual: Float64Array,
  values: Float64Array,
  threshold?: number | null
): Undecided & Partial<ProbabilityMetrics> {
  return metricsOfOutcomes(outcomesOf(actual, values), threshold);
}

/** The same of pairs in which both are known. */
export function metricsOfOutcomes(
  outcomes: Outcomes,
  threshold?: number | null
): Undecided & Partial<ProbabilityMetrics> {
  const {happened} = outcomes;
  const parts = brierParts(outcomes, reliabilityBins(outcomes, 10));
  const counts = countsByThreshold(outcomes);
  return {
    rate: digits(happened.reduce((sum, x) => sum + x, 0) / happened.length),
    brier: digits(brier(outcomes)),
    reliability: happened.length > 0 ? digits(parts.reliability) : null,
    resolution: happened.length > 0 ? digits(parts.resolution) : null,
    uncertainty: digits(parts.uncertainty),
    logLoss: digits(logLoss(outcomes)),
    auc: digits(areaUnderRoc(outcomes, counts)),
    averagePrecision: digits(averagePrecision(outcomes, counts)),
    ...(threshold == null || Number.isNaN(threshold) ? {} : decidedMetrics(outcomes, threshold))
  };
}

function decidedMetrics(
  outcomes: Outcomes,
  threshold: number
): Pick<ProbabilityMetrics, (typeof decided)[number]> {
  const {f1, precision, recall, hits, alarms, misses, rejections} = decidedAt(outcomes, threshold);
  return {
    threshold,
    f1: hits + alarms + misses > 0 ? digits(f1) : null,
    precision: digits(precision),
    recall: digits(recall),
    ...{hits, alarms, misses, rejections}
  };
}
