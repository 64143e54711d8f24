import {html} from "npm:htl";
import {formatDay} from "../../lib/format.js";
import {type Knobs, type NumericKnob, RANGES} from "../../lib/scenario/knobs.js";
import type {KnobControls} from "./ScenarioPanel.js";
import {field, option, Slider, type SliderOptions} from "./Slider.js";

/** What the form needs to know beside the knobs. */
export interface KnobFormOptions {
  readonly knobs: Knobs;
  /** Local days of the forecast, which may be made a holiday; the cold spell begins on one of them. */
  readonly days: readonly string[];
  readonly models: readonly {readonly name: string; readonly label: string}[];
  readonly onInput: (knobs: Knobs) => void;
}

const SLIDERS: readonly SliderOptions<NumericKnob>[] = [
  {name: "temperature", label: "Temperature everywhere", unit: "°C", decimals: 1},
  {name: "cloud", label: "Cloud cover", unit: "points"},
  {name: "wind", label: "Wind", unit: "%"},
  {name: "growth", label: "Demand growth", unit: "%", decimals: 1}
];
const SPELL: readonly SliderOptions<NumericKnob>[] = [
  {name: "coldDepth", label: "Colder by", unit: "°C", decimals: 1},
  {name: "coldLength", label: "For", unit: "days"}
];

/** The knobs as a form, in the order in which they matter. */
export function KnobForm({knobs, days, models, onInput}: KnobFormOptions): KnobControls<Knobs> {
  const sliders = new Map(
    [...SLIDERS, ...SPELL].map((slider) => [slider.name, Slider(slider, RANGES[slider.name])])
  );
  const coldDay = html`<select name="coldDay">${[
    option(0, "none"),
    ...days.slice(0, 7).map((day, i) => option(i + 1, `from ${formatDay(day)}`))
  ]}</select>` as HTMLSelectElement;
  const holiday = html`<select name="holiday">${[
    option("", "no day"),
    ...days.map((day) => option(day, formatDay(day)))
  ]}</select>` as HTMLSelectElement;
  const model =
    html`<select name="model">${models.map(({name, label}) => option(name, label))}</select>` as HTMLSelectElement;
  const [temperature, ...others] = SLIDERS.map(({name}) => sliders.get(name)!.node);
  const form = html`<form class="knobs" aria-label="Knobs of the scenario">
    ${temperature}
    <fieldset><legend>Cold spell</legend>${field("Begins", coldDay)}${SPELL.map(({name}) => sliders.get(name)!.node)}</fieldset>
    ${others} ${field("Make a holiday of", holiday)} ${field("Model", model)}
  </form>`;
  const read = (): Knobs => {
    const number = (name: NumericKnob) => Number(sliders.get(name)!.input.value);
    return {
      temperature: number("temperature"),
      coldDay: Number(coldDay.value),
      coldDepth: number("coldDepth"),
      coldLength: number("coldLength"),
      cloud: number("cloud"),
      wind: number("wind"),
      growth: number("growth"),
      holiday: holiday.value,
      model: model.value
    };
  };
  const show = () => {
    for (const {say} of sliders.values()) say();
    for (const {name} of SPELL) sliders.get(name)!.input.disabled = coldDay.value === "0";
  };
  const set = (next: Knobs) => {
    for (const [name, {input}] of sliders) input.value = String(next[name]);
    coldDay.value = String(next.coldDay);
    holiday.value = next.holiday;
    model.value = next.model;
    show();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    show();
    onInput(read());
  });
  set(knobs);
  return {form, set};
}
