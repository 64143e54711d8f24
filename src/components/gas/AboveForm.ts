import {html} from "npm:htl";
import {formatCount} from "../../lib/format.js";
import {aboveText, type PriceScenarios} from "../../lib/report/gas/above.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {field, Slider} from "../scenario/Slider.js";

/** Asks the scenarios whether the mean price of the coming days is above a threshold that the reader sets; opens on ten days and the last price. */
export function AboveForm(scenarios: PriceScenarios, {unit}: {unit: PriceUnit}): HTMLElement {
  const {leads, last} = scenarios;
  const step = unit === "p/kWh" ? 0.05 : 1;
  const threshold =
    html`<input type="number" name="threshold" min="0" step=${step} inputmode="decimal">` as HTMLInputElement;
  threshold.value = String(Math.round(inUnit(last, unit) / step) * step);
  const days = Slider(
    {name: "days", label: "Mean of the first", unit: ""},
    {min: 1, max: leads, step: 1},
    (value) => formatCount(value, "gas day")
  );
  days.input.value = String(Math.min(10, leads));
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
  days.input.addEventListener("input", () => {
    days.say();
    show();
  });
  threshold.addEventListener("input", show);
  show();
  return html`<div>
    <form class="knobs" onsubmit=${(event: Event) => event.preventDefault()}>${days.node}${field(`Above, ${unit}`, threshold)}</form>
    ${answer}
  </div>`;
}
