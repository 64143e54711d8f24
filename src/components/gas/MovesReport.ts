import {html} from "npm:htl";
import type {GasResponses} from "../../lib/artifacts/gas.js";
import type {BacktestReport} from "../../lib/artifacts.js";
import {moveFinding, priceMoves, shareText, windowText} from "../../lib/report/gas/moves.js";
import {seriesWords} from "../../lib/report/gas/series-names.js";
import type {PriceUnit} from "../../lib/report/gas/units.js";
import {Figure} from "../Figure.js";
import {field, option} from "../scenario/Slider.js";
import {MoveTable} from "./MoveTable.js";
import {ResponseChart} from "./ResponseChart.js";
import {ShareTable} from "./ShareTable.js";
import {TestTables} from "./TestTables.js";

/** Gas days after a shock that the table beside the chart tells. */
const told = [0, 1, 2, 5, 10, 20, 30];

/** What goes with a move of the price: its response to the shock that a reader chooses, whose shocks its errors come from, and the tests behind the model. */
export function MovesReport(
  responses: GasResponses,
  backtest: BacktestReport,
  {unit, source}: {unit: PriceUnit; source: string}
): HTMLElement {
  const shocks =
    html`<select name="shock">${responses.shocks.map(({series}) => option(series, seriesWords(series).choice))}</select>` as HTMLSelectElement;
  const moves = () => priceMoves(responses, shocks.value);
  const finding = () => moveFinding(responses, shocks.value, unit);
  const table = (days: readonly number[]) => MoveTable(moves(), {series: shocks.value, unit, days});
  const said = html`<p role="status" class="move-finding">${finding()}</p>`;
  const place = html`<div>${table(told)}</div>`;
  const figure = Figure((width, height) => ResponseChart(moves(), {width, height, label: finding()}), {
    title: "The price in the thirty gas days after a shock",
    subtitle: "Change of the System Average Price, %, with 80 % and 95 % bands",
    height: () => 300,
    source: `${windowText(responses)}. ${source}`,
    table: () => table(moves().map(({day}) => day)),
    downloads: [{label: "JSON", href: "./api/gas/responses.json"}]
  });
  shocks.addEventListener("change", () => {
    said.textContent = finding();
    place.replaceChildren(table(told));
    figure.dispatchEvent(new Event("redraw"));
  });
  const tests =
    html`<details class="more"><summary>The tests behind the model</summary></details>` as HTMLDetailsElement;
  tests.addEventListener("toggle", () => {
    if (tests.open && tests.children.length === 1) tests.append(TestTables(responses, backtest));
  });
  return html`<div>
    ${said}
    <form class="knobs" onsubmit=${(event: Event) => event.preventDefault()}>${field("Shock", shocks)}</form>
    <div class="side-by-side">${figure}${place}</div>
    <p>These are associations of one-day forecast errors in the record, not causes. “Expected” is by the past of all eight series, and by what the day itself says of those that stand before the shocked one: ${responses.series.map(({id}) => seriesWords(id).name).join(", ")}. Each stands as it is known on the morning after the gas day, so that temperature is that of the day before, and Brent and Henry Hub are three business days old; prices and demand are later restatements. The bands take the errors of all years to be alike, and those of 2022 were many times as large.</p>
    <p>${shareText(responses)}</p>
    ${ShareTable(responses)}
    ${tests}
  </div>`;
}
