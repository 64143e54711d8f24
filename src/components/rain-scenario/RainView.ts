import {html} from "npm:htl";
import {formatDate, formatDay} from "../../lib/format.js";
import type {RainAnswer, RainModel} from "../../lib/rain/scenario/open.js";
import {
  answerSentence,
  effectsSentences,
  fellSentence,
  oddsText,
  pointsText,
  thresholdText
} from "../../lib/rain/scenario/words.js";
import {formatChance} from "../../lib/report/rain/headline.js";
import {monthOf} from "../../lib/report/rain/words.js";
import {Figure} from "../Figure.js";
import {FigureCards} from "../FigureCards.js";
import {EffectChart, effectHeight} from "./EffectChart.js";
import {EffectTable} from "./EffectTable.js";

/** An answer drawn: a sentence that is read out, figures, and what moved the chance from the day as reported. */
export function RainView(
  first: RainAnswer,
  {starts, champion, label}: Pick<RainModel, "starts" | "champion" | "label">,
  {source}: {source: string}
): {node: HTMLElement; update: (answer: RainAnswer) => void} {
  let answer = first;
  const said = html`<p aria-live="polite"></p>`;
  const figures = html`<div></div>`;
  const moved = html`<p class="small"></p>`;
  const notes = html`<div></div>`;
  const chart = Figure((width, height) => EffectChart(answer, {width, height}), {
    title: "What moved the chance",
    subtitle:
      "From the day as reported to the scenario, knob by knob; the scale is in log-odds, on which what the knobs add makes the difference",
    height: () => effectHeight(answer),
    source,
    table: () => EffectTable(answer)
  });
  const say = () => {
    said.textContent = answerSentence(answer);
    figures.replaceChildren(Figures(answer));
    moved.textContent = effectsSentences(answer);
    notes.replaceChildren(...notesOf(answer, {starts, champion, label}));
  };
  const update = (next: RainAnswer) => {
    answer = next;
    say();
    chart.dispatchEvent(new Event("redraw"));
  };
  say();
  return {node: html`<div>${said}${figures}${chart}${moved}${notes}</div>`, update};
}

/** The chance, its change, and what is usual. */
function Figures({before, after, target, town, climatology, threshold}: RainAnswer): HTMLElement {
  return FigureCards([
    {
      label: "Chance of rain",
      value: formatChance(after.probability),
      when: `more than 1\u00a0mm by 9\u00a0am, ${formatDay(target)}`,
      comparison: `${formatChance(before.probability)} as reported`
    },
    {
      label: "Change",
      value: pointsText(after.probability - before.probability),
      when: `odds ${oddsText(after.logOdds - before.logOdds)}`,
      comparison: `${after.probability >= threshold ? "called wet" : "called dry"}; ${thresholdText(threshold)}`
    },
    {
      label: "Usual",
      value: formatChance(climatology),
      when: `${town.name} in ${monthOf(target)}`,
      comparison: "how often it rains there in that month"
    }
  ]);
}

/** What a reader must know of this town and day before leaning on the answer. */
function notesOf(
  answer: RainAnswer,
  {starts, champion, label}: Pick<RainModel, "starts" | "champion" | "label">
): Node[] {
  const {town, day, issued} = answer;
  const texts = [
    ...(champion === null
      ? []
      : [
          `The forecast at the top of this page is that of another model, ${champion}; the scenario runs ${label}, whose parts add up.`
        ]),
    ...(town.without === undefined
      ? []
      : [
          `${town.name} reports nothing, because ${town.without}: as reported, its chance comes from the other towns alone, and the knobs invent a report.`
        ]),
    ...(day === starts[starts.length - 1]
      ? []
      : [
          `This is as if ${formatDate(day)} were the last known day. ${issued === null ? "The models are today’s, and have learned from that day too: this shows how they work, not how good they are." : `As reported, this is what was issued then.`} ${fellSentence(answer)}`
        ])
  ];
  return texts.map((text) => html`<p class="small">${text}</p>`);
}
