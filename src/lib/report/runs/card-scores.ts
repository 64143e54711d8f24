import {formatCount, formatDate, formatNumber, formatPercent, formatShare, sentence} from "../../format.js";
import {bestBaseline, type CandidateScores, champion, sliceName, solidSlices, worstSlice} from "../scores.js";
import {flattered, pText} from "../skill.js";
import {type CardInput, type CardRow, type CardWords, labelOf, row} from "./card-shapes.js";
import {metricLabel, metricText} from "./metrics.js";

/** How good the champion is: overall, beside the best simple rule, by lead day. */
export function scoreRows({backtest, study}: CardInput): CardRow[] {
  const best = champion(backtest);
  const {scheme, unit} = backtest;
  const naive = bestBaseline(backtest);
  const {metric} = study.rule;
  const names = [...new Set([metric, "mae", "rmse", "mape", "mase"])];
  const test = best.versusBaseline;
  return [
    row(
      "Scored on",
      `${formatCount(scheme.origins, "origin")}, ${formatDate(scheme.from)} to ${formatDate(scheme.to)}, ${formatNumber(best.metrics.n)} values: ${scheme.rows}.`
    ),
    row(
      "Overall",
      `${names.map((name) => `${metricLabel(name)} ${metricOf(best, name, unit)}`).join(", ")}.`
    ),
    ...(naive
      ? [
          row(
            "Best simple rule",
            `${naive.label}: ${metricLabel(metric)} ${metricOf(naive, metric, unit)}${test ? ` (Diebold–Mariano against ${labelOf(study, test.name)}: ${formatNumber(test.dm, 1)}, ${pText(test.p)})` : ""}.`
          )
        ]
      : []),
    row(
      "MAPE by lead day",
      `${best.byLead.map(({lead, mape}) => `day\u00a0${lead}\u00a0${mape === null ? "–" : formatPercent(mape)}`).join(", ")}.`
    )
  ];
}

/** How often its intervals hold, where least, and what they are made from. */
export function calibrationRows({backtest, study}: CardInput): CardRow[] {
  const best = champion(backtest);
  const {coverage80, coverage95, width80} = best.metrics;
  const share = (value: number | null) => (value === null ? "not known" : formatShare(value, 1));
  const low = leastCovered(best);
  return [
    row(
      "Intervals",
      `The 80 % interval held the truth in ${share(coverage80)} of cases, the 95 % interval in ${share(coverage95)}; the 80 % interval is ${metricText("width80", width80, backtest.unit)} wide on average.`
    ),
    ...(low
      ? [
          row(
            "Least",
            `The 80 % interval holds least ${sliceName(low.group, low.slice)}: ${formatShare(low.coverage, 1)}.`
          )
        ]
      : []),
    row(
      "Made from",
      `The errors of the last ${formatCount(study.intervals.window, "forecast")} at the same lead${study.step === "PT1H" ? " and hour" : ""}, each made before its truth was known; see the methods.`
    )
  ];
}

/** The slice whose 80 % interval holds the truth least often, of those with at least 1 % of the rows; null without slices. */
export function leastCovered(
  candidate: CandidateScores
): {group: string; slice: string; coverage: number} | null {
  const rows = Object.keys(candidate.slices ?? {}).flatMap((group) =>
    solidSlices(candidate, group).flatMap(({slice, coverage80}) =>
      coverage80 === null ? [] : [{group, slice, coverage: coverage80}]
    )
  );
  return rows.reduce<(typeof rows)[number] | null>(
    (least, next) => (least === null || next.coverage < least.coverage ? next : least),
    null
  );
}

/** Where it fails, what flatters it, and what it cannot know. */
export function limitRows({backtest}: CardInput, {weather, limits}: CardWords): CardRow[] {
  const worst = worstSlice(champion(backtest));
  const flatter = flattered(backtest);
  return [
    ...(worst
      ? [
          row(
            "Fails most",
            `${sentence(sliceName(worst.group, worst.slice)).slice(0, -1)}: ${formatPercent(worst.mape)} on average, ${formatNumber(worst.ratio, 1)} times its usual error.`
          )
        ]
      : []),
    row(
      "Weather",
      weather ??
        (flatter
          ? `The backtest’s weather was archived, which flatters: on the second day the error is ${formatPercent(flatter.archived)} with it and ${formatPercent(flatter.forecast)} with weather as uncertain as a real forecast’s.`
          : "The backtest’s weather was archived, which flatters; what forecast weather would cost has not been computed.")
    ),
    row(
      "What it cannot know",
      "Strikes, breakdowns, prices, appeals to save, and habits that the record has not seen: it learns of them a day late."
    ),
    ...(limits ? [row("Also", limits)] : [])
  ];
}

function metricOf({metrics}: CandidateScores, name: string, unit: string): string {
  const values: Readonly<Record<string, number | null>> = metrics;
  return metricText(name, Object.hasOwn(values, name) ? values[name] : null, unit);
}
