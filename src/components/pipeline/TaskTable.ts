import {html} from "npm:htl";
import type {Pipeline} from "../../lib/artifacts/pipeline.js";
import {formatInstant, formatNumber} from "../../lib/format.js";
import {failedRuns, formatSeconds, formatSize} from "../../lib/report/pipeline/words.js";
import {DataTable} from "../DataTable.js";

type TaskFacts = Pipeline["tasks"][number];

/** All tasks of the last run with what became of them and what they took; of a kept result, what it took when it was made. */
export function TaskTable({tasks}: Pick<Pipeline, "tasks">, names: ReadonlyMap<string, string>): HTMLElement {
  const known = (task: TaskFacts, text: string) =>
    task.startedAt === null && task.seconds === 0 ? "–" : text;
  return DataTable(
    tasks,
    [
      {label: "Task", value: ({task}) => task},
      {label: "State", value: stateOf},
      {label: "Time", value: (task) => known(task, formatSeconds(task.seconds)), numeric: true},
      {label: "CPU", value: (task) => known(task, formatSeconds(task.cpuSeconds)), numeric: true},
      {label: "Rows", value: (task) => known(task, formatNumber(task.rows)), numeric: true},
      {label: "Wrote", value: (task) => known(task, formatSize(task.bytes)), numeric: true},
      {label: "Read", value: (task) => known(task, formatSize(task.bytesRead)), numeric: true},
      {label: "Memory, MB", value: memory, numeric: true},
      {
        label: "Of its thread",
        value: ({threadMemoryMB: own}) => (own === null ? "–" : formatNumber(own)),
        numeric: true
      },
      {label: "Step", value: ({step}) => step},
      {label: "Study", value: ({study}) => (study === null ? "all" : (names.get(study) ?? study))},
      {
        label: "Made",
        value: ({startedAt}) => (startedAt === null ? "–" : formatInstant("UTC", Date.parse(startedAt)))
      },
      {label: "Why", value: ({reason}) => reason, long: true}
    ],
    {caption: "Tasks of the last run"}
  );
}

function memory({startedAt, peakMemoryMB}: TaskFacts): string {
  return startedAt === null || peakMemoryMB === 0 ? "–" : formatNumber(peakMemoryMB);
}

/** The state in words; of a training that failed, a link to its record. */
function stateOf({state, study, step}: TaskFacts): string | Node {
  if (state !== "failed" && state !== "stopped") return state;
  const said = html`<strong class="warning-text">${state}</strong>`;
  return state === "failed" && step === "train" && study !== null
    ? html`<span>${said} (<a href=${failedRuns(study)}>its run</a>)</span>`
    : said;
}
