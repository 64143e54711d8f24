import {html} from "npm:htl";
import {formatCount, formatPercent} from "../../lib/format.js";
import {
  differingLineage,
  differingParameters,
  finalMetrics,
  sameRows
} from "../../lib/report/runs/compare.js";
import {type CurveFamily, curveFamilies, extremes, isHeldOut} from "../../lib/report/runs/curves.js";
import {leadsOf} from "../../lib/report/runs/leads.js";
import {metricLabel, metricText, significant} from "../../lib/report/runs/metrics.js";
import {type SeedGroup, seedSpreads} from "../../lib/report/runs/seeds.js";
import {DataTable} from "../DataTable.js";
import {Figure} from "../Figure.js";
import {OnSight} from "../OnSight.js";
import {CurveChart} from "./CurveChart.js";
import {type LeadLine, LeadLines} from "./LeadLines.js";
import type {Marked} from "./marks.js";
import {startedText} from "./RunsTable.js";
import {readArtifact} from "./readRuns.js";

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
    ${OnSight(() => LeadFigure(runs), {height: 420, narrow: 440, what: "the errors by lead"})}
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

function CurveFigure(family: CurveFamily, runs: readonly Marked[]): HTMLElement {
  const dashed = family.metrics.some((metric) => !isHeldOut(metric));
  const whole = family.metrics.some(isHeldOut);
  const kinds = whole && dashed ? "; lines on data held out, dashes on data learned from" : "";
  return Figure((width, height) => CurveChart(family, runs, {width, height}), {
    title: curveTitle(family, runs),
    subtitle: `${family.metrics.join(" and ")} by step of the training${kinds}; a dot on each best value`,
    height: (width) => (width < 480 ? 320 : 340),
    table: () => CurveTable(family, runs)
  });
}

/** Which run comes lowest, where the curves measure the same; else only what is seen. */
function curveTitle({curves, metrics, name}: CurveFamily, runs: readonly Marked[]): string {
  const metric = metrics.find(isHeldOut) ?? metrics[0]!;
  const best = curves
    .filter((curve) => curve.metric === metric)
    .flatMap((curve) => {
      const point = extremes(curve).best;
      const run = runs.find(({row}) => row.runId === curve.runId);
      return point && run ? [{...point, run}] : [];
    })
    .sort((a, b) => a.value - b.value);
  if (best.length < 2 || !sameRows(best.map(({run}) => run.run)) || best[0]!.value === best[1]!.value)
    return `How ${name} went, step by step`;
  return `${best[0]!.run.letter} reaches the lowest ${metric}, ${significant(best[0]!.value)} at step ${best[0]!.step}`;
}

/** Best, last, smallest and largest value of each curve. */
function CurveTable({curves}: CurveFamily, runs: readonly Marked[]): HTMLElement {
  const rows = curves.flatMap((curve) => {
    const run = runs.find(({row}) => row.runId === curve.runId);
    return run ? [{...curve, ...extremes(curve), run}] : [];
  });
  return DataTable(
    rows,
    [
      {label: "Run", value: ({run}) => `${run.letter} ${run.row.candidateLabel}`},
      {label: "Metric", value: ({metric}) => metric},
      {label: "Steps", value: ({points}) => String(points.length), numeric: true},
      {label: "Best", value: ({best}) => (best ? significant(best.value) : "–"), numeric: true},
      {label: "at step", value: ({best}) => (best ? String(best.step) : "–"), numeric: true},
      {label: "Last", value: ({last}) => significant(last.value), numeric: true},
      {label: "Min", value: ({min}) => significant(min.value), numeric: true},
      {label: "Max", value: ({max}) => significant(max.value), numeric: true}
    ],
    {caption: "Best, last, smallest and largest value of each curve"}
  );
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
          return spread
            ? `${metricText(name, spread.mean, unit)} ± ${significant(Number(spread.deviation.toPrecision(2)))}`
            : "–";
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

/** The errors by lead of the candidates whose backtest is in this edition, and which runs have none there. */
async function LeadFigure(runs: readonly Marked[]): Promise<Node> {
  const found = await Promise.all(
    runs.map(async (mark) => ({
      mark,
      leads: leadsOf(mark.run, await readArtifact(mark.run.study, "backtest.json"))
    }))
  );
  const lines: LeadLine[] = [];
  for (const {mark, leads} of found) {
    if (!leads) continue;
    const key = (line: LeadLine) => line.label === nameOf(mark);
    const same = lines.findIndex(key);
    if (same >= 0) lines[same] = {...lines[same]!, letters: `${lines[same]!.letters}, ${mark.letter}`};
    else lines.push({letters: mark.letter, label: nameOf(mark), color: mark.color, points: leads.points});
  }
  const without = found.flatMap(({mark, leads}) => (leads ? [] : [mark.letter]));
  const note = without.length
    ? html`<p class="small">Not in the backtest of this edition: ${without.join(", ")}. Errors by lead are kept for the forecasts of one edition only, and for the candidates that compete.</p>`
    : null;
  if (lines.length === 0) return html`<div>${note}</div>`;
  const chart = Figure((width, height) => LeadLines(lines, {width, height}), {
    title: lines.length === 1 ? `${lines[0]!.letters}: the error by lead` : leadTitle(lines),
    subtitle:
      "Mean absolute percentage error by lead day in the backtest of this edition, bars the 95 % interval of each mean",
    height: () => 300,
    table: () => LeadTable(lines)
  });
  return html`<div>${chart}${note}</div>`;
}

function nameOf({row}: Marked): string {
  return `${row.candidateLabel}, ${row.studyTitle}`;
}

function leadTitle(lines: readonly LeadLine[]): string {
  const leads = [...new Set(lines.flatMap(({points}) => points.map(({lead}) => lead)))];
  const wins = lines.map(({letters, points}) => ({
    letters,
    won: points.filter(({lead, mape}) =>
      lines.every(({points: others}) => others.every((other) => other.lead !== lead || mape <= other.mape))
    ).length
  }));
  const most = wins.sort((a, b) => b.won - a.won)[0]!;
  return `${most.letters} errs least on ${most.won === leads.length ? "every day" : `${most.won} of ${leads.length} days`} ahead`;
}

function LeadTable(lines: readonly LeadLine[]): HTMLElement {
  const leads = [...new Set(lines.flatMap(({points}) => points.map(({lead}) => lead)))].sort((a, b) => a - b);
  return DataTable(
    leads,
    [
      {label: "Day ahead", value: (lead) => String(lead)},
      ...lines.map(({letters, label, points}) => ({
        label: `${letters} ${label}`,
        value: (lead: number) => {
          const point = points.find((known) => known.lead === lead);
          return point ? formatPercent(point.mape) : "–";
        },
        numeric: true
      }))
    ],
    {caption: "Mean absolute percentage error by lead day"}
  );
}
