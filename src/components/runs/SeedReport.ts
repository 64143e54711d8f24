import {html} from "npm:htl";
import type {Run} from "../../lib/artifacts/runs.js";
import {formatPercent} from "../../lib/format.js";
import {deviationText, metricLabel, metricText, metricTitle} from "../../lib/report/runs/metrics.js";
import {candidateLabel, type StudyMethod} from "../../lib/report/runs/rows.js";
import {type SeedGroup, seedSpreads} from "../../lib/report/runs/seeds.js";
import {DataTable} from "../DataTable.js";
import {Figure} from "../Figure.js";
import {SeedChart, seedLines} from "./SeedChart.js";

/** What the seed alone changes: for the newest seeds of each candidate, mean and deviation of its score beside the other models. */
export function SeedReport(
  groups: readonly SeedGroup[],
  runs: readonly Run[],
  studies: readonly StudyMethod[]
): HTMLElement {
  const newest = studies.flatMap((study) =>
    groups
      .filter((group) => group.study === study.study)
      .filter(({candidate}, i, own) => own.findIndex((other) => other.candidate === candidate) === i)
      .map((group) => ({group, study}))
  );
  if (newest.length === 0)
    return html`<p class="small">No candidate has been trained with more than one seed, so what the seed changes is not known.</p>`;
  return html`<div>${newest.map(({group, study}) => SeedFigure(group, runs, study))}</div>`;
}

function SeedFigure(group: SeedGroup, runs: readonly Run[], study: StudyMethod): HTMLElement {
  const {metric} = study.rule;
  const lines = seedLines(group, runs, study);
  const name = candidateLabel(study, group.runs[0]!);
  const own = seedSpreads(group).find((known) => known.metric === metric)?.spread;
  const title = own
    ? `The seed alone moves the ${metricLabel(metric)} of ${name} by ± ${deviationText(metric, own.deviation, study.unit)} (${formatPercent((100 * own.deviation) / own.mean, 1)})`
    : `${name} with ${group.runs.length} seeds`;
  return html`<div class=${`study-${study.study}`}>${Figure(
    (width, height) => SeedChart(lines, {width, height, metric, unit: study.unit}),
    {
      title,
      subtitle: `${study.title}: ${metricTitle(metric, study.unit)}, over the whole backtest; bars are the mean ± one standard deviation over the seeds, small dots the seeds. A difference smaller than a bar may be luck`,
      height: () => 48 * lines.length + 56,
      table: () =>
        DataTable(
          seedSpreads(group),
          [
            {label: "Metric", value: (line) => metricLabel(line.metric)},
            {
              label: "Mean",
              value: (line) => metricText(line.metric, line.spread.mean, study.unit),
              numeric: true
            },
            {
              label: "Deviation",
              value: (line) => deviationText(line.metric, line.spread.deviation, study.unit),
              numeric: true
            },
            {
              label: "Smallest",
              value: (line) => metricText(line.metric, line.spread.min, study.unit),
              numeric: true
            },
            {
              label: "Largest",
              value: (line) => metricText(line.metric, line.spread.max, study.unit),
              numeric: true
            },
            {label: "Seeds", value: ({spread}) => String(spread.n), numeric: true}
          ],
          {caption: `Spread over the seeds of ${name}`}
        )
    }
  )}</div>`;
}
