import {html} from "npm:htl";
import {DataTable} from "../DataTable.js";

/** The badges of each study with their addresses, to be shown elsewhere. */
export function Badges(studies: readonly {readonly study: string; readonly title: string}[]): HTMLElement {
  const rows = studies.flatMap(({study, title}) => [
    {name: `${title}: state`, address: `api/badges/${study}-state.svg`},
    {name: `${title}: score`, address: `api/badges/${study}-score.svg`}
  ]);
  return DataTable(
    rows,
    [
      {label: "Badge", value: ({name}) => name, long: true},
      {
        label: "As it is now",
        value: ({name, address}) => html`<img class="badge" src=${`./${address}`} alt=${name} height="20">`
      },
      {
        label: "Address",
        value: ({address}) => html`<a href=${`./${address}`}><code>${address}</code></a>`,
        wideOnly: true
      }
    ],
    {caption: "Badges"}
  );
}
