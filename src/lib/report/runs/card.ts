import type {BacktestReport, Forecast, Run, StudyReport} from "../../artifacts.js";
import {
  formatCount,
  formatDate,
  formatInstant,
  formatNumber,
  formatPercent,
  formatShare,
  sentence
} from "../../format.js";
import {localDay} from "../../time/zone.js";
import {parametersInWords} from "../parameters.js";
import {bestBaseline, type CandidateScores, champion, sliceName, solidSlices, worstSlice} from "../scores.js";
import {flattered, pText} from "../skill.js";
import {publishersOf, stateOf} from "../state.js";
import {ENERGY_SOURCE, energyOf, energyText} from "./energy.js";
import {metricLabel, metricText} from "./metrics.js";
import {previousChampion} from "./promotions.js";
import {seedOf} from "./rows.js";

/** Text of a card: plain, a hash or an id in a fixed pitch, or words that lead to an address. */
export type CardText = string | {readonly code: string} | {readonly text: string; readonly href: string};

/** A row of a card: what it is about, and what there is to say. */
export interface CardRow {
  readonly term: string;
  readonly text: readonly CardText[];
}

/** A part of a card. */
export interface CardSection {
  readonly title: string;
  readonly rows: readonly CardRow[];
}

/** What a study adds to its card in its own words, where the general ones do not do. */
export interface CardWords {
  /** Who the forecast is for. */
  readonly users?: string;
  /** What it is not made for. */
  readonly notFor?: string;
  /** What the model sees, in words. */
  readonly features?: string;
  /** What is to be known of the weather, or of whatever else lies ahead, in its backtest. */
  readonly weather?: string;
  /** Where it fails, beside what its scores show. */
  readonly limits?: string;
}

/** What a card is made of. */
export interface CardInput {
  readonly forecast: Forecast;
  readonly backtest: BacktestReport;
  readonly runs: readonly Run[];
  readonly study: StudyReport;
}

/**
 * A champion's model card, in the parts that Mitchell et al. (2019), "Model Cards for Model Reporting", ask for: the model, its use, its
 * data and features, how good it is, calibration, limits and cost. Everything in it is read from the published artifacts.
 */
export function modelCard(input: CardInput, words: CardWords = {}): CardSection[] {
  return [
    {title: "Model", rows: modelRows(input)},
    {title: "Use", rows: useRows(input, words)},
    {title: "Data and features", rows: dataRows(input, words)},
    {title: "Scores", rows: scoreRows(input)},
    {title: "Calibration", rows: calibrationRows(input)},
    {title: "Limits", rows: limitRows(input, words)},
    {title: "Training", rows: trainingRows(input)}
  ];
}

function modelRows({forecast, backtest, study}: CardInput): CardRow[] {
  const {description, source, params, combines} = candidateOf(study, forecast.model.candidate);
  const inWords = parametersInWords(params);
  const labels = combines?.map((name) => labelOf(study, name)).join(", ");
  const previous = previousChampion(study.decisions, Date.parse(forecast.origin));
  const reason = study.decisions[0]?.reason;
  return [
    row("Name", champion(backtest).label),
    row(
      "What it does",
      description,
      ...(source ? [" Source: ", {text: source.title, href: source.url}, "."] : [])
    ),
    ...(labels ? [row("Combines", `${labels}.`)] : []),
    ...(inWords.length ? [row("In words", sentence(inWords.join("; ")))] : []),
    row("Version", `${forecast.model.version}, of the run `, {code: forecast.model.runId}, "."),
    row("Chosen by", sentence(backtest.rule), ...(reason ? [` Last decision: ${reason}`] : [])),
    row(
      "Previous champion",
      previous
        ? `${labelOf(study, previous.champion)}, until ${formatDate(localDay(study.timeZone, previous.until))}.`
        : "None in the decisions on record."
    )
  ];
}

function useRows({forecast, study}: CardInput, {users, notFor}: CardWords): CardRow[] {
  const ahead = formatCount(study.horizon, stepNoun(study.step));
  return [
    row("Question", study.question),
    row(
      "Gives",
      `${sentence(study.target).slice(0, -1)} in ${forecast.unit}, ${ahead} ahead, each with an 80 % and a 95 % interval; one forecast a day, from ${formatInstant(study.timeZone, Date.parse(forecast.origin))} on.`
    ),
    row(
      "For",
      users ??
        "Planners, buyers, forecasters and journalists who want to know what to expect and how far to trust it."
    ),
    row(
      "Not for",
      notFor ??
        "Balancing a grid within the day, settling contracts, or any decision on which safety depends: no one watches it by hand, and it may be late."
    )
  ];
}

function dataRows({forecast, study}: CardInput, {features}: CardWords): CardRow[] {
  const tables = study.tables.map(
    ({title, from, to, rows}) =>
      `${title}: ${formatDate(from.slice(0, 10))} to ${formatDate(to.slice(0, 10))}, ${formatNumber(rows)} rows.`
  );
  const state = stateOf(forecast.provenance, forecast.issuedAt);
  const columns = study.tables.flatMap((table) =>
    table.columns.map(({name, unit}) => (unit ? `${name} (${unit})` : name))
  );
  return [
    row("Publishers", `${publishersOf(forecast.provenance, {most: 9})}. ${sentence(state.label)}`),
    row("Learns from", tables.join(" ")),
    row("Known up to", `${formatDate(forecast.provenance.asOf)}; nothing observed after the origin is used.`),
    row("Sees", features ?? `What it makes of the columns ${[...new Set(columns)].join(", ")}.`),
    row("Persons", "The data are sums over an area; none describes a person or a household.")
  ];
}

function scoreRows({backtest, study}: CardInput): CardRow[] {
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
      "By lead day",
      `${best.byLead.map(({lead, mape}) => `${lead}: ${mape === null ? "–" : formatPercent(mape)}`).join(", ")} (MAPE).`
    )
  ];
}

function calibrationRows({backtest, study}: CardInput): CardRow[] {
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
      `The errors of the last ${formatCount(study.intervals.window, "forecast")} at the same place, on origins held out from the training; see the methods.`
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

function limitRows({backtest}: CardInput, {weather, limits}: CardWords): CardRow[] {
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

function trainingRows({forecast, runs, study}: CardInput): CardRow[] {
  const run = runs.find(({runId}) => runId === forecast.model.runId);
  if (!run)
    return [row("Record", "The record of its training is not among those published in this edition.")];
  const {commit, dataHash, codeHash} = run.lineage;
  const params = Object.entries(run.params).map(([name, value]) => `${name} ${value}`);
  const energy = energyText(energyOf(run, runs));
  const memory = run.peakMemoryMB === null ? "" : `, at most ${formatNumber(run.peakMemoryMB)} MB of memory`;
  return [
    row(
      "Trained",
      `${formatInstant(study.timeZone, Date.parse(run.startedAt))}, in ${formatNumber(run.seconds, 1)} s${memory}.`
    ),
    row(
      "Energy",
      energy ?? "Not known: the processor’s time was not measured.",
      ...(energy
        ? [" An estimate of the processor alone: ", {text: ENERGY_SOURCE.title, href: ENERGY_SOURCE.url}, "."]
        : [])
    ),
    row("Parameters", params.length ? `${params.join(", ")}.` : "None."),
    row("Seed", String(seedOf(run))),
    row("Data", {code: dataHash.slice(0, 16)}),
    row("Code", {code: codeHash.slice(0, 16)}, ", commit ", {code: commit.slice(0, 12)})
  ];
}

function metricOf({metrics}: CandidateScores, name: string, unit: string): string {
  const values: Readonly<Record<string, number | null>> = metrics;
  return metricText(name, Object.hasOwn(values, name) ? values[name] : null, unit);
}

function candidateOf({study, candidates}: StudyReport, name: string): StudyReport["candidates"][number] {
  const found = candidates.find((candidate) => candidate.name === name);
  if (!found)
    throw new Error(
      `study ${study}: its forecast was made by "${name}", and its candidates are ${candidates.map((candidate) => candidate.name).join(", ")}`
    );
  return found;
}

function labelOf({candidates}: Pick<StudyReport, "candidates">, name: string): string {
  return candidates.find((candidate) => candidate.name === name)?.label ?? name;
}

/** The noun of an ISO 8601 step: PT1H → "hour", P1D → "day"; others stand for themselves. */
function stepNoun(step: string): string {
  return {PT1H: "hour", PT30M: "half-hour", P1D: "day"}[step] ?? step;
}

function row(term: string, ...text: CardText[]): CardRow {
  return {term, text};
}
