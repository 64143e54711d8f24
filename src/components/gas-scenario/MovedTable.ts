import {html} from "npm:htl";
import {formatNumber, formatSigned} from "../../lib/format.js";
import type {GasAnswer, SeriesAnswer} from "../../lib/gas/scenario/answer.js";
import {percentText} from "../../lib/gas/scenario/words.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {DataTable} from "../DataTable.js";
import {shownDays} from "./PartTable.js";

/** Where the scenario takes the other series, on some gas days, and by how much from the forecast; prices of gas in the unit of the page. */
export function MovedTable({series: [, ...others], days}: GasAnswer, gas: PriceUnit): HTMLElement {
  const cell = ({issued, scenario, unit, decimals, change}: SeriesAnswer, h: number) => {
    const {value} = scenario[h];
    const text =
      unit === "p/kWh"
        ? formatNumber(inUnit(value, gas), gas === unit ? 3 : 1)
        : formatNumber(value, Math.min(decimals, Math.abs(value) < 20 ? decimals : 1));
    const by = unit === "°C" ? formatSigned(value - issued[h].value, decimals) : percentText(change[h]);
    return html`<span>${text}<br>${by}</span>`;
  };
  const name = ({title, unit}: SeriesAnswer) =>
    `${title.slice(0, 1).toUpperCase()}${title.slice(1)}, ${unit === "p/kWh" ? gas : unit}`;
  return DataTable(
    others,
    [
      {label: "Series", value: name, long: true},
      ...shownDays
        .filter((day) => day <= days.length)
        .map((day) => ({
          label: `Gas day ${day}`,
          value: (one: SeriesAnswer) => cell(one, day - 1),
          numeric: true,
          wideOnly: day === shownDays[1]
        }))
    ],
    {
      caption:
        "Where the scenario takes the other series, as known on the morning after each gas day, and the change against the forecast",
      visibleCaption: true
    }
  );
}
