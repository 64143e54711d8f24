import {html} from "npm:htl";
import type {Drift} from "../lib/artifacts/drift.js";
import {formatDate, formatNumber} from "../lib/format.js";
import {figureLabel, howToRead, limitText, testName} from "../lib/report/drift.js";
import {DataTable} from "./DataTable.js";

/** Whether the last weeks differ from the same season of earlier years, column by column. */
export function DriftReport({reference, current, columns, drifted}: Drift): HTMLElement {
  const changed = columns.filter((column) => column.drifted).map(({column}) => column);
  const finding = drifted
    ? "The data of the last weeks are not like those the models learned from: read the forecast with more caution."
    : changed.length
      ? "Some of what the models see has shifted, but not enough to call the data changed."
      : "The data of the last weeks are like those the models learned from.";
  return html`<div>
    <p>${finding} ${changed.length ? `Changed: ${changed.join(", ")}.` : ""}</p>
    ${DataTable(
      columns,
      [
        {label: "Column", value: ({column}) => column},
        {label: "Unit", value: ({unit}) => unit || "–"},
        {label: "Test", value: ({test}) => testName(test)},
        {label: figureLabel(columns), value: ({statistic}) => formatNumber(statistic, 3), numeric: true},
        {label: "Changed if", value: limitText, numeric: true},
        {label: "Changed", value: ({drifted: moved}) => (moved ? "yes" : "no")}
      ],
      {caption: "Drift by column"}
    )}
    <p class="small">${formatDate(current.from)} to ${formatDate(current.to)} against ${reference.windows?.length ? "the same season of earlier years" : `${formatDate(reference.from)} to ${formatDate(reference.to)}`}. ${howToRead(columns)}</p>
  </div>`;
}
