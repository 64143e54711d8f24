import type {CardWords, StudyReport} from "../../artifacts/study.js";
import {formatCount, formatDate, formatInstant, formatNumber, sentence} from "../../format.js";
import {localDay} from "../../time/zone.js";
import {parametersInWords} from "../parameters.js";
import {champion} from "../scores.js";
import {publishersOf, stateOf} from "../state.js";
import {calibrationRows, limitRows, scoreRows} from "./card-scores.js";
import {type CardInput, type CardRow, type CardSection, isChance, labelOf, row} from "./card-shapes.js";
import {ENERGY_SOURCE, energyOf, energyText} from "./energy.js";
import {inLabels, previousChampion} from "./promotions.js";
import {seedOf} from "./rows.js";

/**
 * A champion's model card, in the parts that Mitchell et al. (2019), "Model Cards for Model Reporting", ask for: the model, its use, its
 * data and features, how good it is, calibration, limits and cost. Everything in it is read from the published artifacts; the study's
 * own words stand there, and `more` in their place.
 */
export function modelCard(input: CardInput, more: CardWords = {}): CardSection[] {
  const words = {...input.study.words, ...more};
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
  const labels = combines?.map((name) => labelOf(study, name)).join("; ");
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
    row(
      "Chosen by",
      sentence(backtest.rule),
      ...(reason ? [` Last decision: ${inLabels(reason, study.candidates)}`] : [])
    ),
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
  const what = sentence(study.target).slice(0, -1);
  const from = `one forecast a day, from ${formatInstant(study.timeZone, Date.parse(forecast.origin))} on.`;
  const series = new Set(forecast.rows.map(({series}) => series)).size;
  return [
    row("Question", study.question),
    row(
      "Gives",
      isChance(study)
        ? `${what}, ${ahead} ahead${series > 1 ? `, for each of ${formatCount(series, "series", "series")}` : ""}, with bounds that say how well the chance itself is known; ${from}`
        : `${what} in ${forecast.unit}, ${ahead} ahead, each with an 80 % and a 95 % interval; ${from}`
    ),
    row(
      "For",
      users ??
        "Planners, buyers, forecasters and journalists who want to know what to expect and how far to trust it."
    ),
    row(
      "Not for",
      notFor ??
        `${isChance(study) ? "Any" : "Balancing a grid within the day, settling contracts, or any"} decision on which safety depends: no one watches it by hand, and it may be late.`
    )
  ];
}

function dataRows({forecast, study}: CardInput, {features, persons}: CardWords): CardRow[] {
  const {asOf} = forecast.provenance;
  const tables = study.tables.map(
    ({title, from, to, rows}) =>
      `${title}: ${formatDate(from.slice(0, 10))} to ${formatDate(earlier(to.slice(0, 10), asOf))}, of ${formatNumber(rows)} rows in all.`
  );
  const state = stateOf(forecast.provenance, forecast.issuedAt);
  const columns = study.tables.flatMap((table) =>
    table.columns.map(({name, unit}) => (unit ? `${name} (${unit})` : name))
  );
  return [
    row("Publishers", `${sentence(publishersOf(forecast.provenance, {most: 9}))} ${sentence(state.label)}`),
    row("Learns from", tables.join(" ")),
    row("Known up to", `${formatDate(asOf)}; nothing observed after the origin is used.`),
    row("Sees", features ?? `What it makes of the columns ${[...new Set(columns)].join(", ")}.`),
    row(
      "Persons",
      persons ??
        (isChance(study)
          ? "None of the data describes a person."
          : "The data are sums over an area; none describes a person or a household.")
    )
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

function candidateOf({study, candidates}: StudyReport, name: string): StudyReport["candidates"][number] {
  const found = candidates.find((candidate) => candidate.name === name);
  if (!found)
    throw new Error(
      `study ${study}: its forecast was made by "${name}", and its candidates are ${candidates.map((candidate) => candidate.name).join(", ")}`
    );
  return found;
}

/** A table reaches past the last known day with weather and calendar ahead; what is learned from ends there. */
function earlier(day: string, asOf: string): string {
  return day < asOf ? day : asOf;
}

/** The noun of an ISO 8601 step: PT1H → "hour", P1D → "day"; others stand for themselves. */
function stepNoun(step: string): string {
  return {PT1H: "hour", PT30M: "half-hour", P1D: "day"}[step] ?? step;
}
