import {html} from "npm:htl";
import {formatCount} from "../../lib/format.js";
import {
  differingLineage,
  differingParameters,
  finalMetrics,
  sameRows
} from "../../lib/report/runs/compare.js";
import {curveFamilies} from "../../lib/report/runs/curves.js";
import {metricLabel, metricText, spreadText} from "../../lib/report/runs/metrics.js";
import {type SeedGroup, seedSpreads} from "../../lib/report/runs/seeds.js";
import {DataTable} from "../DataTable.js";
import {OnSight} from "../OnSight.js";
import {CurveFigure} from "./CurveFigure.js";
import {LeadFigure} from "./LeadFigure.js";
import type {Marked} from "./marks.js";
import {startedText} from "./RunsTable.js";

/**
 * Runs side by side: the parameters that differ, their curves on one axis, final metrics (with the spread over seeds where there are
 * some), and the error by lead of their candidates. `onDrop` takes a run out.
 */
export function RunComparison(
  runs: readonly Marked[],
  {groups, onDrop}: {groups: readonly SeedGroup[]; onDrop: (runId: string) => void}
): HTMLElement {
  const list = html`<ul class="run-list">${runs.map((mark) => ListedRun(mark, onDrop))}</ul>`;
  if (runs.length < 2)
    return html`<div>${list}<p class="small">${runs.length === 0 ? "No run is chosen." : "One run is chosen."} Choose two or more in the table above to see what they share and where they part.</p></div>`;
  const families = curveFamilies(runs.map(({run}) => run));
  return html`<div>
    ${list}
    ${sameRows(runs.map(({run}) => run)) ? null : html`<p class="small">These runs were not trained on the same data, so their scores do not say which is better.</p>`}
    <div class=${runs.length < 4 ? "side-by-side" : ""}>
      <div><h3>What went in</h3>${Parameters(runs)}</div>
      <div><h3>Final metrics</h3>${FinalMetrics(runs, groups)}</div>
    </div>
    ${families.length ? families.map((family) => CurveFigure(family, runs)) : html`<p class="small">None of these trainings goes by steps, so there are no curves.</p>`}
    ${runs.some(({row}) => row.leads > 1) ? OnSight(() => LeadFigure(runs), {height: 420, narrow: 440, what: "the errors by lead"}) : null}
  </div>`;
}

function ListedRun({letter, color, row, run}: Marked, onDrop: (runId: string) => void): HTMLElement {
  const drop = html`<button type="button" class="no-print" aria-label=${`Take out ${letter}, ${row.candidateLabel}`}>Take out</button>`;
  drop.addEventListener("click", () => onDrop(row.runId));
  const state = row.alias ? `, ${row.alias}` : "";
  return html`<li><span class="run-letter" style=${`color: ${color}`}>${letter}</span> <span>${row.candidateLabel}${state} · ${row.studyTitle} · ${startedText(row)} · <code>${run.runId}</code></span> ${drop}</li>`;
}

/** The parameters and inputs that differ, and how many do not. */
function Parameters(runs: readonly Marked[]): HTMLElement {
  const {differing, equal} = differingParameters(runs.map(({run}) => run));
  const inputs = differingLineage(runs.map(({run}) => run));
  const lines = [...differing, ...inputs.map((line) => ({...line, name: `(${line.name})`}))];
  const table =
    lines.length === 0
      ? html`<p class="small">Nothing: parameters, seed, data and code are the same.</p>`
      : DataTable(
          lines,
          [
            {label: "Differs", value: ({name}) => name},
            ...runs.map(({letter}, i) => ({
              label: letter,
              value: ({values}: (typeof lines)[number]) =>
                values[i] === undefined ? "–" : String(values[i]),
              long: lines.some(({values}) => String(values[i]).length > 24)
            }))
          ],
          {caption: "Parameters and inputs that differ between the runs"}
        );
  const same = equal
    ? html`<p class="small">${formatCount(equal, "parameter")} equal in all of them.</p>`
    : null;
  return html`<div>${table}${same}</div>`;
}

/** Final metrics, a column for each run, and one for the spread over the seeds of each candidate that has some. */
function FinalMetrics(runs: readonly Marked[], groups: readonly SeedGroup[]): HTMLElement {
  const lines = finalMetrics(runs.map(({run}) => run));
  const {unit} = runs[0]!.row;
  const spreads = groups.flatMap((group) => {
    const letters = runs.flatMap(({letter, row}) =>
      group.runs.some(({runId}) => runId === row.runId) ? [letter] : []
    );
    if (letters.length === 0) return [];
    const found = new Map(seedSpreads(group).map(({metric, spread}) => [metric, spread]));
    return [
      {
        label: `${letters.join(", ")}: mean ± dev. of ${group.runs.length} seeds`,
        value: ({name}: (typeof lines)[number]) => {
          const spread = found.get(name);
          return spread ? spreadText(name, spread.mean, spread.deviation, unit) : "–";
        },
        numeric: true
      }
    ];
  });
  return DataTable(
    lines,
    [
      {label: "Metric", value: ({name}) => metricLabel(name)},
      ...runs.map(({letter, row}, i) => ({
        label: letter,
        value: ({name, values, best}: (typeof lines)[number]) => {
          const text = metricText(name, values[i], row.unit);
          return best[i] ? html`<strong>${text}<span class="visually-hidden"> (best)</span></strong>` : text;
        },
        numeric: true
      })),
      ...spreads
    ],
    {caption: "Final metrics of the runs; the best of each is bold"}
  );
}
