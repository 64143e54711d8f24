import {html} from "npm:htl";
import type {DailyAnswer, DailyModel} from "../../lib/daily/scenario.js";
import {formatCount, formatDate, formatDay, formatNumber} from "../../lib/format.js";
import {type Difference, difference} from "../../lib/scenario/model.js";
import {localDay} from "../../lib/time/zone.js";
import {Figure} from "../Figure.js";
import {AnswerTable, GroupTable} from "../scenario/AnswerTable.js";
import {GroupChanges} from "../scenario/GroupChanges.js";
import {ScenarioChart} from "../scenario/ScenarioChart.js";
import {multiplesHeight, WindowMultiples} from "../WindowMultiples.js";
import {WindowTable} from "../WindowTable.js";
import {DailyFigures} from "./DailyFigures.js";
import type {DailyScenarioOptions} from "./DailyScenario.js";

/** An answer drawn: figures, both curves with the truth where it is known, what moved, and what the net read. */
export function DailyView(
  first: DailyAnswer,
  {zone, holidays, ends}: Pick<DailyModel, "zone" | "holidays" | "ends">,
  {power, source}: DailyScenarioOptions
): {node: HTMLElement; update: (answer: DailyAnswer) => void} {
  let answer = first;
  let change: Difference = difference(answer.scenario, answer.before);
  const chart = Figure(
    (width, height) =>
      ScenarioChart(answer, {
        width,
        height,
        zone,
        holidays: holidaysOf(answer, holidays),
        power,
        step: "day"
      }),
    {
      title: "The week under this scenario",
      subtitle: `Forecast of the net and scenario, mean of each day, ${power.name}; rings are what was observed, where it is known`,
      height: (width) => (width < 480 ? 300 : 320),
      source,
      table: () =>
        AnswerTable(answer, {
          power,
          step: "Day",
          when: (time) => formatDay(localDay(zone, time), {dated: true})
        })
    }
  );
  const groups = Figure((width, height) => GroupChanges(change, {width, height, power}), {
    title: "What moved",
    subtitle: `Mean change over the week by group of features, ${power.name}`,
    height: () => 30 * change.groups.length + 12,
    table: () => GroupTable(change, power)
  });
  const window = Figure(
    (width) => WindowMultiples(answer.window, {width, split: answer.window.days.length - answer.days.length}),
    {
      title: "What the net reads",
      subtitle:
        "The days of its window and, right of the line, the days ahead: their load is not known to it, their weather is as the knobs turn it",
      height: (width) => multiplesHeight(first.window.features.length, width),
      table: () => WindowTable(answer.window)
    }
  );
  const words = html`<div></div>`;
  const figures = html`<div aria-live="polite"></div>`;
  const say = () => {
    figures.replaceChildren(DailyFigures(answer, change, {zone, power}));
    words.replaceChildren(...notes(answer, ends[ends.length - 1]!));
  };
  const update = (next: DailyAnswer) => {
    answer = next;
    change = difference(answer.scenario, answer.before);
    say();
    for (const figure of [chart, groups, window]) figure.dispatchEvent(new Event("redraw"));
  };
  say();
  return {node: html`<div>${figures}${chart}${words}${groups}${window}</div>`, update};
}

/** The holidays of the days ahead, the made one among them. */
function holidaysOf({days, window}: DailyAnswer, holidays: ReadonlyMap<string, string>): Map<string, string> {
  const made = window.features.find(({name}) => name === "public holiday")!.values.slice(-days.length);
  return new Map(days.flatMap((day, i) => (made[i] ? [[day, holidays.get(day) ?? "holiday"]] : [])));
}

/** What a reader must know of this window and of this scenario before leaning on it. */
function notes({end, beyond, truth}: DailyAnswer, latest: string): Node[] {
  const known = truth.filter((load) => load !== null).length;
  return [
    ...(end === latest
      ? []
      : [
          html`<p class="small">The window ends on ${formatDate(end)}${known ? `, and ${formatCount(known, "day")} after it ${known === 1 ? "has" : "have"} been observed since` : ""}. The weights are today’s, and the net has learned from those days too: this shows how it works, not how good it is. For that, see <a href="#how-good-has-it-been">the backtest</a>.</p>`
        ]),
    ...(beyond.length
      ? [
          html`<p class="notice">Few of the days that the net learned from were like this: ${beyond
            .map(
              ({name, unit, value, low, high}) =>
                `${name} ${formatNumber(value, 1)}\u00a0${unit}, most had ${formatNumber(low, 1)} to ${formatNumber(high, 1)}\u00a0${unit}`
            )
            .join("; ")}. Do not lean on its answer.</p>`
        ]
      : [])
  ];
}
