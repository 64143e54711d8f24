import {html} from "npm:htl";
import {formatDay, formatNumber} from "../../lib/format.js";
import {compass} from "../../lib/rain/record.js";
import {type RainKnobs, type RainReading, readingKnobs} from "../../lib/rain/scenario/knobs.js";
import type {RainModel} from "../../lib/rain/scenario/open.js";
import {readingText, unreported} from "../../lib/rain/scenario/words.js";
import type {KnobControls} from "../scenario/ScenarioPanel.js";
import {field, option, Slider} from "../scenario/Slider.js";

/**
 * The town, the last known day, and what the town reports on it. A reading that is left alone follows town and day; once moved it stays where it
 * is put.
 * @param answer the chance in short, which a phone keeps in sight
 */
export function RainKnobForm(
  model: RainModel,
  {knobs: opening, answer, onInput}: {knobs: RainKnobs; answer: Node; onInput: (knobs: RainKnobs) => void}
): KnobControls<RainKnobs> {
  let knobs = opening;
  const {about, starts} = model;
  const latest = starts[starts.length - 1]!;
  const towns = [...about].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const town =
    html`<select name="town">${towns.map(({id, name, state}) => option(id, `${name}, ${state}`))}</select>` as HTMLSelectElement;
  const day = html`<select name="day">${[...starts]
    .reverse()
    .map((start) =>
      option(start, `${formatDay(start, {dated: true})}${start === latest ? ", the last one" : ""}`)
    )}</select>` as HTMLSelectElement;
  const wind = html`<select name="wind"></select>` as HTMLSelectElement;
  const sliders = readingKnobs.map((knob) => {
    const {name, variable, range, decimals} = knob;
    const reading = () => model.reading(knobs, variable);
    const slider = Slider(knob, range, () => {
      const {reported, now} = reading();
      const text = readingText(name, now);
      if (Object.is(reported, now)) return text;
      return `${text}, ${Number.isNaN(reported) ? unreported : `reported ${readingText(name, reported)}`}`;
    });
    const output = slider.node.querySelector("output")!;
    const say = () => {
      slider.say();
      const {reported, now} = reading();
      if (Object.is(reported, now)) return;
      // In sight, what was reported is struck out; a screen reader has it in words.
      const out = Number.isNaN(reported)
        ? null
        : html`<s aria-hidden="true">${formatNumber(reported, decimals)}</s>`;
      output.replaceChildren(...(out ? [out, " "] : []), readingText(name, now));
    };
    return {knob, ...slider, say};
  });
  const node = (name: RainReading) => sliders.find(({knob}) => knob.name === name)!.node;
  const form = html`<form class="knobs" aria-label="Knobs of the scenario">
    ${field("Town", town)} ${field("Last known day", day)}
    <fieldset><legend>What the town reports on it</legend>
      ${[node("humidity"), node("pressure"), node("pressure9"), node("cloud"), node("rain"), node("gust")]}
      ${field("Wind at 3\u00a0pm", wind)}
      ${[node("temperature"), node("sunshine")]}
    </fieldset>
    ${answer}
  </form>`;
  const show = () => {
    town.value = knobs.town;
    day.value = knobs.day;
    const {reported} = model.reading(knobs, "wind_dir_3pm");
    wind.replaceChildren(
      option("", `as reported: ${readingText("wind", reported)}`),
      ...compass.map((name) => option(name, name))
    );
    wind.value = knobs.wind;
    for (const {knob, input, say} of sliders) {
      const {now} = model.reading(knobs, knob.variable);
      const {min, max} = knob.range;
      // A reading that is not reported rests in the middle of its range until it is moved.
      if (document.activeElement !== input || knobs[knob.name] === null)
        input.value = String(Number.isNaN(now) ? (min + max) / 2 : now);
      say();
    }
  };
  const read = (target: EventTarget | null) => {
    const slider = sliders.find(({input}) => input === target);
    if (slider) knobs = {...knobs, [slider.knob.name]: Number(slider.input.value)};
    else knobs = {...knobs, town: town.value, day: day.value, wind: wind.value};
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({target}) => {
    read(target);
    show();
    onInput(knobs);
  });
  const set = (next: RainKnobs) => {
    knobs = next;
    show();
  };
  show();
  return {form, set};
}
