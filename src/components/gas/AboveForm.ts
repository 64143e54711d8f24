import {html} from "npm:htl";
import {formatCount} from "../../lib/format.js";
import {aboveText, type PriceScenarios} from "../../lib/report/gas/above.js";
import {askedNames, readAsked, writeAsked} from "../../lib/report/gas/asked.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {withPositions} from "../../lib/scenario/positions.js";
import {inAddress} from "../inAddress.js";
import {field, Slider} from "../scenario/Slider.js";

/** Asks the scenarios whether the mean price of the coming days is above a threshold that the reader sets; opens on ten days and the last price, or on what the address asks. */
export function AboveForm(scenarios: PriceScenarios, {unit}: {unit: PriceUnit}): HTMLElement {
  const {leads, last} = scenarios;
  const step = unit === "p/kWh" ? 0.05 : 1;
  const threshold =
    html`<input type="number" name="threshold" min="0" step=${step} inputmode="decimal">` as HTMLInputElement;
  const asks = readAsked(location.search, leads);
  threshold.value = String(
    asks.above === null
      ? Math.round(inUnit(last, unit) / step) * step
      : Number(inUnit(asks.above, unit).toFixed(unit === "p/kWh" ? 3 : 1))
  );
  const days = Slider(
    {name: "days", label: "Mean of the first", unit: ""},
    {min: 1, max: leads, step: 1},
    (value) => formatCount(value, "gas day")
  );
  days.input.value = String(asks.mean);
  days.say();
  const answer = html`<p role="status"></p>`;
  const show = () => {
    const asked = Number(threshold.value);
    answer.textContent =
      threshold.value.trim() !== "" && asked > 0
        ? aboveText(
            scenarios,
            {days: {from: 1, to: Number(days.input.value)}, above: asked / inUnit(1, unit)},
            unit
          )
        : `Give a price above 0 ${unit}.`;
  };
  const asked = () => {
    const above = Number(threshold.value) / inUnit(1, unit);
    const query = writeAsked({mean: Number(days.input.value), above: above > 0 ? above : null}, leads);
    inAddress(withPositions(location.search, askedNames, query));
    show();
  };
  days.input.addEventListener("input", () => {
    days.say();
    asked();
  });
  threshold.addEventListener("input", asked);
  show();
  return html`<div>
    <form class="knobs" onsubmit=${(event: Event) => event.preventDefault()}>${days.node}${field(`Above, ${unit}`, threshold)}</form>
    ${answer}
  </div>`;
}
