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
import {type Curve, CurveChart, CurveTable} from "./CurveChart.js";
import {EffectChart, effectHeight} from "./EffectChart.js";
import {EffectTable} from "./EffectTable.js";

/** An answer, and the chance over the range of one knob. */
export interface Shown {
  readonly answer: RainAnswer;
  readonly curve: Curve;
}

/** An answer drawn: a sentence that is read out, figures, what moved the chance from the day as reported, and how one knob moves it. */
export function RainView(
  first: Shown,
  {starts, champion, label}: Pick<RainModel, "starts" | "champion" | "label">,
  {source}: {source: string}
): {node: HTMLElement; update: (shown: Shown) => void} {
  let {answer, curve} = first;
  const said = html`<p aria-live="polite"></p>`;
  const figures = html`<div></div>`;
  const moved = html`<p class="small"></p>`;
  const notes = html`<div></div>`;
  const effects = Figure((width, height) => EffectChart(answer, {width, height}), {
    title: "What moved the chance",
    subtitle:
      "From the day as reported to the scenario, knob by knob; the scale is in log-odds, on which what the knobs add makes the difference",
    height: () => effectHeight(answer),
    source,
    table: () => EffectTable(answer)
  });
  const range = Figure((width, height) => CurveChart(curve, {width, height}), {
    title: "",
    subtitle:
      "Chance of rain with all other knobs as they stand; a dot at the scenario, a ring at what the town reports",
    height: () => 240,
    source,
    table: () => CurveTable(curve)
  });
  const say = () => {
    said.textContent = answerSentence(answer);
    figures.replaceChildren(Figures(answer));
    moved.textContent = effectsSentences(answer);
    range.querySelector(".title")!.textContent = `${curve.knob.label}, from end to end`;
    notes.replaceChildren(...notesOf(answer, {starts, champion, label}));
  };
  const update = (next: Shown) => {
    ({answer, curve} = next);
    say();
    for (const figure of [effects, range]) figure.dispatchEvent(new Event("redraw"));
  };
  say();
  return {node: html`<div>${said}${figures}${effects}${moved}${range}${notes}</div>`, update};
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
