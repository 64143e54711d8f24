import {html} from "npm:htl";
import type {GasVerification} from "../../lib/artifacts/gas.js";
import {formatNumber, formatPercent} from "../../lib/format.js";
import {pitSentence, pitTitle} from "../../lib/report/gas/verification/calibration.js";
import {aheadText} from "../../lib/report/gas/verification/leads.js";
import {DataTable} from "../DataTable.js";
import {type Download, Figure} from "../Figure.js";
import {field, option} from "../scenario/Slider.js";
import {PitHistogram, pitBars} from "./PitHistogram.js";

/** The leads that a reader may choose from. */
const leads = [1, 5, 10];

/** The histogram of transforms at a lead that a reader chooses, with what it says in words and as a table. */
export function PitFigure(
  {standing}: Pick<GasVerification, "standing">,
  {source, downloads}: {source: string; downloads: readonly Download[]}
): HTMLElement {
  const rows = leads.flatMap((lead) => standing.champion.filter((row) => row.lead === lead));
  const choice =
    html`<select name="pit-lead">${rows.map(({lead}) => option(lead, aheadText([lead])))}</select>` as HTMLSelectElement;
  const place = html`<div></div>`;
  const said = html`<p class="small" role="status"></p>`;
  const show = () => {
    const row = rows.find(({lead}) => lead === Number(choice.value)) ?? rows[0];
    const title = pitTitle(row);
    said.textContent = pitSentence(row);
    place.replaceChildren(
      Figure((width, height) => PitHistogram(row, {width, height, label: `${title}. ${pitSentence(row)}`}), {
        title,
        subtitle: `Probability integral transform: gas days by the tenth of the distribution that the price fell into, ${aheadText([row.lead])}; even bars are calibrated, a hump is too wide, a U too narrow`,
        height: () => 260,
        ...{source, downloads},
        table: () =>
          DataTable(
            pitBars(row),
            [
              {label: "Tenth of the distribution", value: ({from, to}) => `${from} to ${to} %`},
              {label: "Gas days", value: ({count}) => formatNumber(count), numeric: true},
              {label: "Share", value: ({count}) => formatPercent((100 * count) / row.n, 1), numeric: true}
            ],
            {caption: `Where the price fell in its distribution, ${aheadText([row.lead])}`}
          )
      })
    );
  };
  choice.addEventListener("change", show);
  show();
  return html`<div><form class="knobs" onsubmit=${(event: Event) => event.preventDefault()}>${field("Histogram for", choice)}</form>${said}${place}</div>`;
}
