import {html} from "npm:htl";
import {rainCsv} from "../../lib/rain/scenario/csv.js";
import {
  type RainKnobs,
  readingKnobs,
  readRainKnobs,
  untouched,
  writeRainKnobs
} from "../../lib/rain/scenario/knobs.js";
import type {RainModel} from "../../lib/rain/scenario/open.js";
import {briefText, byStrength} from "../../lib/rain/scenario/words.js";
import {ScenarioPanel} from "../scenario/ScenarioPanel.js";
import {RainKnobForm} from "./RainKnobForm.js";
import {RainView, type Shown} from "./RainView.js";

/** A scenario of rain with its knobs, and the chance over the range of the one that was moved last. */
interface Asked extends Shown {
  readonly knobs: RainKnobs;
}

/** hPa by which a front lowers the pressure, and the pressure under it where none is reported. */
const front = {fall: 12, low: 1000} as const;

/**
 * The what-if of the towns: knobs of what a town reports on a day, the chance of rain beside that of the day as reported, and what moved
 * it.
 */
export function RainScenario(model: RainModel, {source}: {source: string}): Promise<HTMLElement> {
  const from = (knobs: RainKnobs, moved: Partial<RainKnobs>): RainKnobs => ({
    ...knobs,
    ...untouched,
    ...moved
  });
  const lowered = (knobs: RainKnobs) => {
    const {reported} = model.reading(knobs, "pressure_3pm");
    return Number.isNaN(reported) ? front.low : Math.max(970, Math.round(2 * (reported - front.fall)) / 2);
  };
  const brief = html`<p class="knobs-answer" aria-hidden="true"></p>`;
  let asked: Asked | undefined;
  const ask = (knobs: RainKnobs): Asked => {
    const answer = model.run(knobs);
    const moved = readingKnobs.find(
      ({name}) => asked !== undefined && asked.knobs[name] !== knobs[name] && knobs[name] !== null
    );
    const strongest = byStrength(answer.effects).find(({knob}) => knob !== "wind");
    const shown =
      moved ??
      asked?.curve.knob ??
      readingKnobs.find(({name}) => name === strongest?.knob) ??
      readingKnobs[0]!;
    const curve = {
      knob: shown,
      points: model.curve(knobs, shown.name),
      reading: model.reading(knobs, shown.variable),
      answer
    };
    asked = {knobs, answer, curve};
    return asked;
  };
  return ScenarioPanel<RainKnobs, Asked>({
    opening: readRainKnobs(location.search, model),
    write: writeRainKnobs,
    answer: ask,
    knobs: (knobs, onInput) => RainKnobForm(model, {knobs, answer: brief, onInput}),
    presets: [
      {label: "Humid air", move: (knobs) => from(knobs, {humidity: 90})},
      {
        label: "Under a front",
        move: (knobs) => from(knobs, {humidity: 85, pressure: lowered(knobs), cloud: 8, gust: 70})
      },
      {label: "Wet since yesterday", move: (knobs) => from(knobs, {rain: 20})},
      {label: "Clear and dry", move: (knobs) => from(knobs, {humidity: 15, cloud: 0, rain: 0})},
      {label: "As reported", move: (knobs) => from(knobs, {})}
    ],
    show: (shown) => {
      const {node, update} = RainView(shown, model, {source});
      brief.textContent = briefText(shown.answer);
      return {
        node,
        update: (next) => {
          update(next);
          brief.textContent = briefText(next.answer);
        }
      };
    },
    csv: {text: ({knobs, answer}) => rainCsv(answer, model, knobs), file: "almanac-rain-scenario.csv"}
  });
}
