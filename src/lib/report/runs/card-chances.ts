import type {BacktestReport} from "../../artifacts/backtest.js";
import type {Metrics} from "../../artifacts/scores.js";
import {formatNumber, formatShare, sentence} from "../../format.js";
import {type CandidateScores, champion, sliceName, solidRows} from "../scores.js";
import {type CardRow, row} from "./card-shapes.js";
import {better, metricLabel, metricText} from "./metrics.js";

const SHOWN = ["f1", "precision", "recall", "auc", "averagePrecision", "brier", "logLoss"] as const;

/** How good probabilities are, with 95 % intervals where they have been drawn, and from which one on they count as yes. */
export function chanceScores({metrics, spans}: CandidateScores, unit: string): CardRow[] {
  const intervals: Readonly<Record<string, readonly [number, number] | null>> = spans ?? {};
  const texts = SHOWN.flatMap((name) => {
    if (metrics[name] == null) return [];
    const span = intervals[name];
    const [low, high] = span ? span.map((value) => metricText(name, value, unit)) : [];
    return [
      `${metricLabel(name)} ${metricText(name, metrics[name], unit)}${span ? ` (${low} to ${high})` : ""}`
    ];
  });
  const drawn = SHOWN.some((name) => metrics[name] != null && intervals[name]);
  const note = drawn ? " In brackets the 95 % interval from resampled blocks of days." : "";
  const {threshold, hits, alarms, misses} = metrics;
  const counts =
    hits === undefined || alarms === undefined || misses === undefined
      ? ""
      : `: it was right ${formatNumber(hits)} times and wrong ${formatNumber(alarms)} times, and ${formatNumber(misses)} cases were missed`;
  return [
    row("Overall", `${texts.join(", ")}.${note}`),
    ...(threshold == null
      ? []
      : [row("Yes or no", `A probability of ${formatShare(threshold, 1)} or more counts as yes${counts}.`)])
  ];
}

/** Whether what is said happens as often as it is said. */
export function chanceReliability({calibration = [], metrics}: CandidateScores): CardRow[] {
  const off = ({said, happened}: (typeof calibration)[number]) => Math.abs(said - happened);
  const worst = [...calibration].sort((a, b) => off(b) - off(a))[0];
  const {brier, reliability, resolution, uncertainty} = metrics;
  const part = (name: keyof Metrics) => metricText(name, metrics[name], "");
  const known = [brier, reliability, resolution, uncertainty].every((value) => value != null);
  return [
    ...(worst
      ? [
          row(
            "Reliability",
            `In ${formatNumber(calibration.length)} classes of forecasts, what was said and what happened differ by at most ${formatNumber(100 * off(worst), 1)} percentage points (said ${formatShare(worst.said, 1)}, happened ${formatShare(worst.happened, 1)}).`
          )
        ]
      : []),
    ...(known
      ? [
          row(
            "Brier score",
            `${part("brier")} = reliability ${part("reliability")} − resolution ${part("resolution")} + uncertainty ${part("uncertainty")}, up to the spread within a class.`
          )
        ]
      : [])
  ];
}

/** What the bounds of a probability are. */
export function chanceBounds(): CardRow {
  return row(
    "Bounds",
    "They say how well the chance itself is known: where it would lie had it been calibrated on other weeks. They are no interval of the outcome, which happens or does not; see the methods."
  );
}

/** The slice in which the champion is worst by the metric of the rule, of those that say something and are no month; none without slices. */
export function chanceWorst(backtest: BacktestReport, metric: string): CardRow[] {
  const best = champion(backtest);
  const scoreOf = (metrics: Metrics) => (metrics as Readonly<Record<string, number | null>>)[metric];
  const found = Object.keys(best.slices ?? {})
    .filter((group) => group !== "month")
    .flatMap((group) => solidRows(best, group).map((metrics) => ({group, metrics, value: scoreOf(metrics)})))
    .filter(({value}) => value != null);
  const way = better(metric) > 0 ? 1 : -1;
  const worst = found.sort((a, b) => way * (a.value! - b.value!))[0];
  if (!worst) return [];
  const text = (metrics: Metrics) => metricText(metric, scoreOf(metrics), backtest.unit);
  return [
    row(
      "Fails most",
      `${sentence(sliceName(worst.group, worst.metrics.slice)).slice(0, -1)}: ${metricLabel(metric)} ${text(worst.metrics)}, against ${text(best.metrics)} on the whole.`
    )
  ];
}
