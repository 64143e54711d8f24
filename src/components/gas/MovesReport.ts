import {html} from "npm:htl";
import type {BacktestReport} from "../../lib/artifacts/backtest.js";
import type {GasResponses} from "../../lib/artifacts/gas.js";
import {moveFinding, priceMoves, shareText, windowText} from "../../lib/report/gas/moves.js";
import {seriesWords} from "../../lib/report/gas/series-names.js";
import type {PriceUnit} from "../../lib/report/gas/units.js";
import {withPositions} from "../../lib/scenario/positions.js";
import {Figure} from "../Figure.js";
import {inAddress} from "../inAddress.js";
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
  const asked = new URLSearchParams(location.search).get("shock");
  if (responses.shocks.some(({series}) => series === asked)) shocks.value = asked!;
  const moves = () => priceMoves(responses, shocks.value);
  const finding = () => moveFinding(responses, shocks.value, unit);
  const short = () => MoveTable(moves(), {series: shocks.value, unit, days: told, full: false});
  const full = () =>
    MoveTable(moves(), {series: shocks.value, unit, days: moves().map(({day}) => day), full: true});
  const said = html`<p role="status" class="move-finding">${finding()}</p>`;
  const place = html`<div>${short()}</div>`;
  const figure = Figure((width, height) => ResponseChart(moves(), {width, height, label: finding()}), {
    title: "The price in the thirty gas days after a shock",
    subtitle: "Change of the System Average Price, %, with 80 % and 95 % bands",
    height: () => 300,
    source: `${windowText(responses)}. ${source}`,
    table: full,
    downloads: [{label: "JSON", href: "./api/gas/responses.json"}]
  });
  shocks.addEventListener("change", () => {
    inAddress(withPositions(location.search, ["shock"], `shock=${shocks.value}`));
    said.textContent = finding();
    place.replaceChildren(short());
    figure.dispatchEvent(new Event("redraw"));
  });
  const tests =
    html`<details class="more"><summary>The tests behind the model</summary></details>` as HTMLDetailsElement;
  tests.addEventListener("toggle", () => {
    if (tests.open && tests.children.length === 1) tests.append(TestTables(responses, backtest));
  });
  const form = html`<form class="knobs" onsubmit=${(event: Event) => event.preventDefault()}>${field("Shock", shocks)}</form>`;
  form.style.maxWidth = "26rem";
  return html`<div>
    ${said}
    ${form}
    <div class="side-by-side">${figure}${place}</div>
    <p>These are associations of one-day forecast errors in the record, not causes. “Expected” is by the past of all eight series and by what the day itself says of those that stand before in this order: ${responses.series.map(({id}) => seriesWords(id).name).join(", ")}. Day 0 is the gas day on whose morning after the news is known: temperature is then that of the day before it, and the prices of oil and American gas are three business days old. The bands take the errors of all years to be alike, which they are not: <a href="./methods/gas#moves">how this is made</a>.</p>
    <p>${shareText(responses)}</p>
    ${ShareTable(responses)}
    ${tests}
  </div>`;
}
