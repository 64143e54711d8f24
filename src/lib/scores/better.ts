/** Scores of which more is better; of all others that compare forecasts less is. */
const more: ReadonlySet<string> = new Set([
  "auc",
  "averagePrecision",
  "f1",
  "precision",
  "recall",
  "resolution"
]);

/** Whether more of a metric is better, as of the area under a curve, and not less, as of an error or a loss. */
export function moreIsBetter(metric: string): boolean {
  return more.has(metric);
}
