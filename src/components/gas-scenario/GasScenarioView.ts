import {html} from "npm:htl";
import type {GasRecent} from "../../lib/artifacts/gas.js";
import type {GasAnswer} from "../../lib/gas/scenario/answer.js";
import type {GasReach} from "../../lib/gas/scenario/reach.js";
import {answerText, changeText, noiseText, priceChanges, warningTexts} from "../../lib/gas/scenario/words.js";
import {priceText} from "../../lib/report/gas/units.js";
import {readGasView} from "../../lib/report/gas/view.js";
import {Figure} from "../Figure.js";
import {FigureCards} from "../FigureCards.js";
import {MovedTable} from "./MovedTable.js";
import {PartTable} from "./PartTable.js";
import {ScenarioFan} from "./ScenarioFan.js";
import {ScenarioTable} from "./ScenarioTable.js";

/** An answer drawn: a sentence that is read out, the price's change in figures, its fan over the issued one, and what else moves. */
export function GasScenarioView(
  first: GasAnswer,
  {reach, recent, source}: {reach: GasReach; recent: GasRecent; source: string}
): {node: HTMLElement; update: (answer: GasAnswer) => void} {
  let answer = first;
  const unitNow = () => readGasView(location.search, answer.days.length).unit;
  const said = html`<p role="status"></p>`;
  const figures = html`<div></div>`;
  const notes = html`<div></div>`;
  const moved = html`<div></div>`;
  const fan = Figure((width, height) => ScenarioFan(answer, recent, {width, height, unit: unitNow()}), {
    title: "The price under this scenario",
    subtitle:
      "System Average Price by gas day: the scenario with its 80 and 95 % intervals over the forecast that was issued, in ink, whose 80 % interval is dashed",
    height: (width) => (width < 480 ? 300 : 340),
    source,
    table: () => ScenarioTable(answer, unitNow())
  });
  const say = () => {
    const unit = unitNow();
    said.textContent = answerText(answer, reach, unit);
    figures.replaceChildren(
      FigureCards(
        priceChanges(answer).map(({label, before, after}) => ({
          label: `${label}, ${unit}`,
          value: changeText(after - before, unit, {bare: true}),
          when: `to ${priceText(after, unit)}`,
          comparison: `${priceText(before, unit)} in the forecast`
        }))
      )
    );
    notes.replaceChildren(
      html`<p class="small">${noiseText(answer)}</p>`,
      ...warningTexts(answer).map((text) => html`<p class="notice">${text}</p>`)
    );
    moved.replaceChildren(PartTable(answer), MovedTable(answer, unit));
  };
  const show = () => {
    say();
    fan.dispatchEvent(new Event("redraw"));
  };
  // The unit is set elsewhere on the page.
  const follow = () => {
    if (fan.isConnected) show();
  };
  document.addEventListener("gas-view", follow);
  const update = (next: GasAnswer) => {
    answer = next;
    show();
  };
  say();
  return {node: html`<div>${said}${figures}${fan}${notes}${moved}</div>`, update};
}
