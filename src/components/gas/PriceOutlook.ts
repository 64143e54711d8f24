import {html} from "npm:htl";
import type {Forecast} from "../../lib/artifacts/forecast.js";
import type {GasRecent} from "../../lib/artifacts/gas.js";
import {formatCount} from "../../lib/format.js";
import {gasHeadline, priceRows} from "../../lib/report/gas/headline.js";
import {pricePoints} from "../../lib/report/gas/points.js";
import {type PriceUnit, priceUnits} from "../../lib/report/gas/units.js";
import {type GasView, readGasView, writeGasView} from "../../lib/report/gas/view.js";
import {withPositions} from "../../lib/scenario/positions.js";
import {Figure} from "../Figure.js";
import {inAddress} from "../inAddress.js";
import {field, option, Slider} from "../scenario/Slider.js";
import {PriceFan} from "./PriceFan.js";
import {PriceTable} from "./PriceTable.js";

/** Gas days before the forecast that are drawn: as many as are forecast, and four weeks more. */
const before = 28;

/** The forecast of the price for as many gas days as a reader asks for, in the unit of their choice: a fan over the prices that came, and as a table. The address follows. */
export function PriceOutlook(
  forecast: Forecast,
  recent: GasRecent,
  {source, dated}: {source: string; dated: boolean}
): HTMLElement {
  const most = priceRows(forecast).length;
  let view = readGasView(location.search, most);
  const shown = () => pricePoints(forecast, recent, {...view, before: before + view.periods});
  const headline = () => gasHeadline(forecast, {unit: view.unit, dated});
  const figure = Figure(
    (width, height) => PriceFan(shown(), {width, height, unit: view.unit, label: headline()}),
    {
      title: "The price in the coming gas days",
      subtitle:
        "System Average Price by gas day: as it came in ink, ahead the forecast with its 50, 80 and 95 % intervals; dashed the last price, which is the random walk’s forecast",
      source,
      table: () => PriceTable(shown().points, view.unit),
      downloads: [
        {label: "CSV", href: "./api/gas/forecast.csv"},
        {label: "JSON", href: "./api/gas/forecast.json"}
      ]
    }
  );
  const farthest = () => {
    const row = priceRows(forecast)[view.periods - 1];
    return `${gasHeadline({...forecast, rows: [row]}, {unit: view.unit, dated: true})}.`;
  };
  const said = html`<p role="status">${farthest()}</p>`;
  const move = (next: Partial<GasView>) => {
    view = {...view, ...next};
    inAddress(withPositions(location.search, ["periods", "unit"], writeGasView(view, most)));
    document.dispatchEvent(new Event("gas-view"));
    said.textContent = farthest();
    figure.dispatchEvent(new Event("redraw"));
  };
  const periods = Slider(
    {name: "periods", label: "Gas days ahead", unit: ""},
    {min: 1, max: most, step: 1},
    (value) => formatCount(value, "gas day")
  );
  periods.input.value = String(view.periods);
  periods.say();
  periods.input.addEventListener("input", () => {
    periods.say();
    move({periods: Number(periods.input.value)});
  });
  const unit =
    html`<select name="unit">${priceUnits.map((one) => option(one, one))}</select>` as HTMLSelectElement;
  unit.value = view.unit;
  unit.addEventListener("change", () => move({unit: unit.value as PriceUnit}));
  return html`<div>
    <form class="knobs" onsubmit=${(event: Event) => event.preventDefault()}>${periods.node}${field("Unit", unit)}</form>
    ${said}
    ${figure}
  </div>`;
}
