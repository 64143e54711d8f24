import {html} from "npm:htl";
import {type Action, actions} from "../../lib/report/pipeline/actions.js";
import {type Column, DataTable} from "../DataTable.js";

/** What can be done by hand: the command, and a button to the workflow's page where the host is known. */
export function ActionTable({workflow}: {readonly workflow: string | null}): HTMLElement {
  const columns: Column<Action>[] = [
    {label: "What", value: ({what}) => what, long: true},
    {
      label: "As a command",
      value: ({command}) =>
        command === undefined
          ? "–"
          : html`<code>${command.split(" ").map((word) => html`<span class="word">${word}</span> `)}</code>`
    }
  ];
  if (workflow !== null)
    columns.splice(1, 0, {
      label: "On the workflow’s page",
      value: ({what, inputs}) => (inputs === undefined ? "–" : RunButton(workflow, what, inputs))
    });
  const shown = actions.filter(({command}) => workflow !== null || command !== undefined);
  return DataTable(shown, columns, {caption: "What can be done by hand"});
}

/** A link that looks like a button, for it leads to one: no page can start a workflow without its reader's own account. */
function RunButton(workflow: string, what: string, inputs: Readonly<Record<string, string>>): HTMLElement {
  const entered = Object.entries(inputs).map(
    ([name, value]) => html` <code class="word">${name}: ${value}</code>`
  );
  return html`<span class="run-button"><a class="button" href=${workflow} aria-label=${`Run workflow: ${what}`}>Run workflow</a>${entered.length ? html` with${entered}` : ""}</span>`;
}
