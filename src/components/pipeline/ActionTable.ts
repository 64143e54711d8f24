import {html} from "npm:htl";
import {actions} from "../../lib/report/pipeline/actions.js";
import {DataTable} from "../DataTable.js";

/** What can be done by hand: the command, and the workflow's page where the host is known. */
export function ActionTable({workflow}: {readonly workflow: string | null}): HTMLElement {
  return DataTable(
    actions,
    [
      {label: "What", value: ({what}) => what},
      {label: "As a command", value: ({command}) => html`<code>${command}</code>`},
      ...(workflow === null
        ? []
        : [
            {
              label: "On the workflow’s page",
              value: ({inputs}: (typeof actions)[number]) =>
                inputs === undefined
                  ? "–"
                  : html`<a href=${workflow}>Run workflow</a>, with ${inputs} entered`
            }
          ])
    ],
    {caption: "What can be done by hand"}
  );
}
