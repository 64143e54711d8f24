import {html} from "npm:htl";
import {formatPercent} from "../../lib/format.js";
import {leadsOf} from "../../lib/report/runs/leads.js";
import {DataTable} from "../DataTable.js";
import {Figure} from "../Figure.js";
import {type LeadLine, LeadLines} from "./LeadLines.js";
import type {Marked} from "./marks.js";
import {readArtifact} from "./readRuns.js";

/** The errors by lead of the candidates whose backtest is in this edition, and which runs have none there; runs of one lead have nothing to show. */
export async function LeadFigure(runs: readonly Marked[]): Promise<Node> {
  const found = await Promise.all(
    runs
      .filter(({row}) => row.leads > 1)
      .map(async (mark) => ({
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
