import {html} from "npm:htl";
import {formatClock, formatDate, formatNumber} from "../../lib/format.js";
import {metricLabel, metricText, scoreText} from "../../lib/report/runs/metrics.js";
import {
  type RunRow,
  type Sort,
  type SortKey,
  shortTitle,
  sortRows,
  statusText
} from "../../lib/report/runs/rows.js";
import {localDay} from "../../lib/time/zone.js";

interface RunColumn {
  readonly by: SortKey;
  readonly label: string;
  readonly value: (row: RunRow, about: {readonly mixed: boolean}) => string | Node;
  readonly numeric?: boolean;
  /** Whether a row has a value there; a column in which none has is hidden. */
  readonly has?: (row: RunRow) => boolean;
}

/** Rows that are drawn until a reader asks for more. */
const PAGE = 100;

/** A table of runs, each with a box to choose it by. */
export interface RunsTable {
  readonly node: HTMLElement;
  /** Shows other rows, in the order of the column that is chosen, or ticks the boxes of other runs. */
  show(rows: readonly RunRow[], sort: Sort, chosen: readonly string[]): void;
}

/**
 * The runs as a table in a place of fixed height that scrolls by itself. A column's heading is a button that sorts by it, a second
 * time the other way (`aria-sort` says which); each row has a box to choose its run.
 */
export function RunsTable({
  onSort,
  onChoose
}: {
  onSort: (sort: Sort) => void;
  onChoose: (runId: string, on: boolean) => void;
}): RunsTable {
  let sort: Sort = {by: "started", descending: true};
  let rows: readonly RunRow[] = [];
  let chosen: readonly string[] = [];
  let limit = PAGE;
  const head = html`<tr></tr>`;
  const body = html`<tbody></tbody>`;
  const more = html`<button type="button">Show the others</button>`;
  const below = html`<p class="run-more" hidden>${more}</p>`;
  const columns = columnsOf();
  const headings = columns.map(({by, label, numeric}) => {
    const name = html`<span>${label}</span>`;
    const button = html`<button type="button" class="sort">${name}<span class="sort-arrow" aria-hidden="true"></span></button>`;
    const heading = html`<th scope="col" class=${numeric ? "number" : "text"}>${button}</th>`;
    button.addEventListener("click", () => {
      const first = numeric === true || by === "started";
      onSort({by, descending: sort.by === by ? !sort.descending : first});
    });
    return {by, name, heading};
  });
  const isShown = ({has}: RunColumn) => has === undefined || rows.length === 0 || rows.some(has);
  head.append(
    html`<th scope="col"><span class="visually-hidden">Compare</span></th>`,
    ...headings.map(({heading}) => heading)
  );
  const draw = () => {
    const ordered = sortRows(rows, sort);
    const mixed = new Set(rows.map(({scoreName}) => scoreName)).size > 1;
    const shown = columns.map((column) => ({...column, hidden: !isShown(column), mixed}));
    headings.forEach(({heading}, i) => {
      heading.hidden = shown[i]!.hidden;
    });
    body.replaceChildren(...ordered.slice(0, limit).map((row) => RowOf(row, shown, chosen, onChoose)));
    if (rows.length === 0)
      body.append(
        html`<tr><td colspan=${columns.length + 1}>No run is like that. “Show all” takes the filters away.</td></tr>`
      );
    below.hidden = rows.length <= limit;
    more.textContent = `Show ${formatNumber(rows.length - limit)} more`;
  };
  more.addEventListener("click", () => {
    limit = Number.POSITIVE_INFINITY;
    draw();
  });
  const node = html`<div class="scroll run-table" tabindex="0" role="region" aria-label="Runs">
    <table>
      <caption class="visually-hidden">Runs: each heading sorts, each box chooses a run to compare</caption>
      <thead>${head}</thead>
      ${body}
    </table>
    ${below}
  </div>`;
  return {
    node,
    show(nextRows, nextSort, nextChosen) {
      const onlyBoxes =
        nextRows === rows && nextSort.by === sort.by && nextSort.descending === sort.descending;
      [rows, sort, chosen] = [nextRows, nextSort, nextChosen];
      for (const {by, name, heading} of headings) {
        if (by === sort.by) heading.setAttribute("aria-sort", sort.descending ? "descending" : "ascending");
        else heading.removeAttribute("aria-sort");
        if (by === "score") name.textContent = scoreLabel(rows);
      }
      if (!onlyBoxes) draw();
      else
        for (const box of body.querySelectorAll<HTMLInputElement>("input"))
          box.checked = chosen.includes(box.value);
    }
  };
}

function RowOf(
  row: RunRow,
  columns: readonly (RunColumn & {readonly hidden: boolean; readonly mixed: boolean})[],
  chosen: readonly string[],
  onChoose: (runId: string, on: boolean) => void
): HTMLElement {
  const name = `Compare ${row.candidateLabel} of ${startedText(row)}, run ${row.runId}`;
  const box = html`<input type="checkbox" value=${row.runId} aria-label=${name}>` as HTMLInputElement;
  box.checked = chosen.includes(row.runId);
  box.addEventListener("change", () => onChoose(row.runId, box.checked));
  const cells = columns.map(({by, value, numeric, hidden, mixed}) =>
    by === "candidate"
      ? html`<th scope="row">${value(row, {mixed})}</th>`
      : html`<td class=${numeric ? "number" : "text"} hidden=${hidden}>${value(row, {mixed})}</td>`
  );
  return html`<tr><td><label class="run-box">${box}</label></td>${cells}</tr>`;
}

function columnsOf(): RunColumn[] {
  return [
    {
      by: "candidate",
      label: "Candidate",
      value: ({candidateLabel, runId}) => html`<span>${candidateLabel}<br><code>${runId}</code></span>`
    },
    {by: "study", label: "Study", value: ({studyTitle}) => shortTitle(studyTitle)},
    {
      by: "started",
      label: "Started",
      value: ({timeZone, started}) =>
        html`<span>${formatDate(localDay(timeZone, started))}<br>${formatClock(timeZone, started)}</span>`
    },
    {
      by: "status",
      label: "State",
      value: (row) => {
        const text = statusText(row);
        return row.status === "failed" ? html`<span class="warning-text">${text}</span>` : text;
      }
    },
    {
      by: "score",
      label: "Score",
      value: ({score, scoreName, unit}, {mixed}) => (mixed ? scoreText : metricText)(scoreName, score, unit),
      numeric: true
    },
    ...(["mape", "mase", "brier", "auc"] as const).map((name) => ({
      by: name,
      label: metricLabel(name),
      value: (row: RunRow) => metricText(name, row[name], row.unit),
      numeric: true,
      has: (row: RunRow) => row[name] !== null
    })),
    {by: "seconds", label: "Took, s", value: ({seconds}) => formatNumber(seconds, 1), numeric: true},
    {
      by: "cpu",
      label: "CPU, s",
      value: ({cpu}) => (cpu === null ? "–" : formatNumber(cpu, 1)),
      numeric: true
    },
    {
      by: "memory",
      label: "Peak, MB",
      value: ({memory}) => (memory === null ? "–" : formatNumber(memory)),
      numeric: true
    }
  ];
}

/** When a run started, in its study's own time: "21 Nov 2026, 10:51". */
export function startedText({timeZone, started}: Pick<RunRow, "timeZone" | "started">): string {
  return `${formatDate(localDay(timeZone, started))}, ${formatClock(timeZone, started)}`;
}

function scoreLabel(rows: readonly RunRow[]): string {
  const names = [...new Set(rows.map(({scoreName}) => scoreName))];
  return names.length === 1 ? metricLabel(names[0]!) : "Score";
}
