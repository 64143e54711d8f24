import type {CardWords} from "../../artifacts/study.js";
import {formatCount, formatDate, formatNumber, formatPercent, formatShare, sentence} from "../../format.js";
import {
  type CandidateScores,
  champion,
  shownCandidates,
  sliceName,
  solidSlices,
  worstSlice
} from "../scores.js";
import {flattered, pText} from "../skill.js";
import {chanceBounds, chanceReliability, chanceScores, chanceWorst} from "./card-chances.js";
import {type CardInput, type CardRow, isChance, labelOf, row} from "./card-shapes.js";
import {better, metricLabel, metricText} from "./metrics.js";

/** How good the champion is: overall, beside the best simple rule, by lead day. */
export function scoreRows({backtest, study}: CardInput): CardRow[] {
  const best = champion(backtest);
  const {scheme, unit} = backtest;
  const {metric} = study.rule;
  // Probabilities are compared by Brier's score, whatever the rule's metric.
  const testName = isChance(study) ? "Diebold–Mariano of the Brier scores" : "Diebold–Mariano";
  const naive = bestBaselineBy(backtest, metric);
  const names = [...new Set([metric, "mae", "rmse", "mape", "mase"])];
  const test = best.versusBaseline;
  return [
    row(
      "Scored on",
      `${formatCount(scheme.origins, "origin")}, ${formatDate(scheme.from)} to ${formatDate(scheme.to)}, ${formatNumber(best.metrics.n)} values: ${scheme.rows}.`
    ),
    ...(isChance(study)
      ? chanceScores(best, unit)
      : [
          row(
            "Overall",
            `${names.map((name) => `${metricLabel(name)} ${metricOf(best, name, unit)}`).join(", ")}.`
          )
        ]),
    ...(naive
      ? [
          row(
            "Best simple rule",
            `${naive.label}: ${metricLabel(metric)} ${metricOf(naive, metric, unit)}${test ? ` (${testName} against ${labelOf(study, test.name)}: ${formatNumber(test.dm, 1)}, ${pText(test.p)})` : ""}.`
          )
        ]
      : []),
    ...(best.byLead.some(({mape}) => mape !== null)
      ? [
          row(
            "MAPE by lead day",
            `${few(best.byLead)
              .map(({lead, mape}) => `day\u00a0${lead}\u00a0${mape === null ? "–" : formatPercent(mape)}`)
              .join(", ")}.`
          )
        ]
      : [])
  ];
}

/** All leads; of more than ten the first ones and every tenth. */
function few<Row extends {readonly lead: number}>(rows: readonly Row[]): readonly Row[] {
  return rows.length > 10 ? rows.filter(({lead}) => [1, 2, 5].includes(lead) || lead % 10 === 0) : rows;
}

/** The baseline that is best by a metric; null where none has it. */
function bestBaselineBy(backtest: CardInput["backtest"], metric: string): CandidateScores | null {
  const value = ({metrics}: CandidateScores) => (metrics as Readonly<Record<string, number | null>>)[metric];
  const way = better(metric) > 0 ? -1 : 1;
  const known = shownCandidates(backtest).filter((c) => c.kind === "baseline" && value(c) != null);
  return known.sort((a, b) => way * (value(a)! - value(b)!))[0] ?? null;
}

/** How often its intervals hold, where least, and what they are made from. */
export function calibrationRows({backtest, study}: CardInput): CardRow[] {
  const best = champion(backtest);
  const {intervals, distribution} = study;
  if (!intervals && !distribution) return [...chanceReliability(best), chanceBounds()];
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
      intervals
        ? `The errors of the last ${formatCount(intervals.window, "forecast")} at the same lead${study.step === "PT1H" ? " and hour" : ""}, each made before its truth was known; see the methods.`
        : "The quantiles of the distribution that is forecast."
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
export function limitRows({backtest, study}: CardInput, {weather, unknown, limits}: CardWords): CardRow[] {
  if (isChance(study))
    return [
      ...chanceWorst(backtest, study.rule.metric),
      ...(weather ? [row("Weather", weather)] : []),
      row("What it cannot know", unknown ?? "Whatever its columns do not show."),
      ...(limits ? [row("Also", limits)] : [])
    ];
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
      unknown ??
        "Strikes, breakdowns, prices, appeals to save, and habits that the record has not seen: it learns of them a day late."
    ),
    ...(limits ? [row("Also", limits)] : [])
  ];
}

function metricOf({metrics}: CandidateScores, name: string, unit: string): string {
  const values: Readonly<Record<string, number | null>> = metrics;
  return metricText(name, Object.hasOwn(values, name) ? values[name] : null, unit);
}
