import {html} from "npm:htl";
import type {GasVerification} from "../../lib/artifacts/gas.js";
import {formatNumber} from "../../lib/format.js";
import {verdictMark} from "../../lib/report/gas/verification/test.js";
import {DataTable} from "../DataTable.js";

type Row = GasVerification["candidates"][number];

/**
 * Every candidate's scores over the random walk's at some leads: below 1 the score is smaller, and beneath stands what the Diebold–Mariano test says of it.
 * The random walk's own, in the unit of the price, come first.
 */
export function VerdictTable(
  {candidates, champion, walk}: GasVerification,
  kind: "point" | "distribution",
  caption: string
): HTMLElement {
  const leads = candidates[0].byLead.map(({lead}) => lead);
  const [score, ratio] =
    kind === "point" ? (["rmse", "rmseRatio"] as const) : (["crps", "crpsRatio"] as const);
  return DataTable<Row>(
    candidates,
    [
      {
        label: "Candidate",
        value: ({label, name}) => (name === champion ? `${label} (champion)` : label),
        long: true
      },
      ...leads.map((lead) => ({
        label: lead === 1 ? "1 day" : String(lead),
        numeric: true,
        value: ({name, byLead}: Row) => {
          const cell = byLead.find((one) => one.lead === lead);
          if (!cell) return "–";
          if (name === walk) return formatNumber(cell[score], 4);
          return html`<span>${formatNumber(cell[ratio], 3)}<br><span class="small">${verdictMark(cell[kind])}</span></span>`;
        }
      }))
    ],
    {caption, visibleCaption: true}
  );
}
