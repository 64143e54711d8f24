import {html} from "npm:htl";
import type {Run} from "../../lib/artifacts/runs.js";
import {formatCount, formatNumber} from "../../lib/format.js";
import {runsCsv} from "../../lib/report/runs/csv.js";
import {presetsOf} from "../../lib/report/runs/presets.js";
import {filterRows, type RunRow, rowsOf, type StudyMethod, sortRows} from "../../lib/report/runs/rows.js";
import {type SeedGroup, seedGroups} from "../../lib/report/runs/seeds.js";
import {MOST, openingView, type RunView, readView, writeView} from "../../lib/report/runs/view.js";
import {CsvButton, LinkButton} from "../PassOn.js";
import {marked} from "./marks.js";
import {RunComparison} from "./RunComparison.js";
import {filterChoices, RunFilters} from "./RunFilters.js";
import {RunsTable} from "./RunsTable.js";

/** The parts of the page that follow what a reader chooses. */
export interface RunsReport {
  /** Filters, table, link and CSV. */
  readonly table: HTMLElement;
  readonly comparison: HTMLElement;
  readonly groups: readonly SeedGroup[];
}

/**
 * The runs of all studies to filter, sort and choose from, and those that are chosen side by side. What is seen stands in the page's address;
 * without one the champion and the challenger of the first study that has both are compared.
 */
export function RunsReport(runs: readonly Run[], studies: readonly StudyMethod[]): RunsReport {
  const rows = rowsOf(runs, studies);
  const groups = seedGroups(runs);
  const presets = presetsOf(rows, studies, groups);
  const opening = openingView(presets[0]?.chosen ?? []);
  const choices = filterChoices(rows);
  const values = (pairs: readonly (readonly [string, string])[]) => pairs.map(([value]) => value);
  const {view: first, problems} = readView(
    location.search,
    {
      runs: new Set(rows.map(({runId}) => runId)),
      studies: values(choices.study),
      candidates: values(choices.candidate),
      statuses: values(choices.status)
    },
    opening
  );
  let view: RunView = first;
  let shown: RunRow[] = filterRows(rows, view);
  const said = html`<p class="small run-count" role="status"></p>`;
  const compared = html`<div></div>`;

  const say = (extra = "") => {
    const hidden = view.chosen.filter((id) => !shown.some(({runId}) => runId === id)).length;
    said.textContent = `${shown.length === rows.length ? formatCount(rows.length, "run") : `${formatNumber(shown.length)} of ${formatCount(rows.length, "run")}`}, ${formatNumber(view.chosen.length)} chosen${hidden ? `, ${formatNumber(hidden)} of them hidden by the filter` : ""}. ${extra}`;
  };
  const compare = () => {
    const found = view.chosen.flatMap((id) => rows.find(({runId}) => runId === id) ?? []);
    compared.replaceChildren(RunComparison(marked(found), {groups, onDrop: (id) => choose(id, false)}));
  };
  const show = () => table.show(shown, view, view.chosen);
  const move = (part: Partial<RunView>) => {
    view = {...view, ...part};
    history.replaceState(history.state, "", addressOf(view, opening));
  };
  const choose = (id: string, on: boolean) => {
    const full = on && view.chosen.length >= MOST;
    if (!full) {
      const others = view.chosen.filter((known) => known !== id);
      move({chosen: on ? [...others, id] : others});
      compare();
    }
    show();
    say(full ? `No more than ${MOST} can be compared: take one out first.` : "");
  };
  const table = RunsTable({
    onSort: (sort) => {
      move(sort);
      show();
    },
    onChoose: choose
  });
  const filters = RunFilters({
    filter: view,
    choices,
    onInput: (filter) => {
      move(filter);
      shown = filterRows(rows, filter);
      show();
      say();
    }
  });
  const presetButtons = [...presets, {label: "None", chosen: []}].map(({label, chosen}) => {
    const button = html`<button type="button">${label}</button>`;
    button.addEventListener("click", () => {
      move({chosen});
      compare();
      show();
      say();
    });
    return button;
  });
  show();
  say();
  compare();
  const node = html`<div>
    ${problems.length ? html`<p class="notice" role="status">Part of this link could not be used: ${problems.join("; ")}.</p>` : null}
    ${filters.form}
    ${said}
    ${table.node}
    <p class="presets no-print">${CsvButton(() => runsCsv(sortRows(shown, view)), {label: "These runs as CSV", file: "almanac-runs.csv"})} ${LinkButton(() => addressOf(view, opening))}</p>
  </div>`;
  const comparison = html`<div>
    <p class="presets no-print">${presetButtons}</p>
    ${compared}
  </div>`;
  return {table: node, comparison, groups};
}

function addressOf(view: RunView, opening: RunView): string {
  const url = new URL(location.href);
  url.search = writeView(view, opening);
  return url.href;
}
