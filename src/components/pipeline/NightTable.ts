import {html} from "npm:htl";
import type {Night} from "../../lib/artifacts/pipeline.js";
import {formatInstant, formatNumber} from "../../lib/format.js";
import {
  formatSeconds,
  formatSize,
  nightReasons,
  nightState,
  refreshWords
} from "../../lib/report/pipeline/words.js";
import {DataTable} from "../DataTable.js";

/** The runs of the last nights, newest first: what came of each, what it took, what failed and why, with its log where that is known. */
export function NightTable(nights: readonly Night[]): HTMLElement {
  return DataTable(
    nights,
    [
      {label: "Begun", value: ({startedAt}) => formatInstant("UTC", Date.parse(startedAt))},
      {label: "Edition", value: edition},
      {label: "Tasks run", value: ({tasks}) => formatNumber(tasks.ran), numeric: true},
      {label: "Not run", value: ({tasks}) => formatNumber(tasks.failed + tasks.stopped), numeric: true},
      {label: "Time", value: ({seconds}) => formatSeconds(seconds), numeric: true},
      {label: "Wrote", value: ({bytes}) => formatSize(bytes), numeric: true},
      {label: "Memory, MB", value: ({peakMemoryMB}) => formatNumber(peakMemoryMB), numeric: true},
      {label: "What and why", value: reasons, long: true},
      {label: "Asked and trained", value: asked, long: true},
      {label: "Log", value: ({log}) => (log === null ? "–" : html`<a href=${log}>log</a>`)}
    ],
    {caption: "Runs of the last nights"}
  );
}

function edition(night: Night): string | Node {
  const said = nightState(night);
  return night.status === "degraded" || night.status === "failed"
    ? html`<strong class="warning-text">${said}</strong>`
    : said;
}

function reasons(night: Night): string | Node {
  return lines(nightReasons(night));
}

function asked({refreshes = []}: Night): string | Node {
  return lines(refreshes.map(refreshWords));
}

function lines(said: readonly string[]): string | Node {
  return said.length === 0
    ? "–"
    : html`<span>${said.flatMap((reason, i) => [i ? html`<br>` : "", `${reason}.`])}</span>`;
}
