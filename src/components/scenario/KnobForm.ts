import {html} from "npm:htl";
import {formatDay, formatSigned} from "../../lib/format.js";
import {type Knobs, type NumericKnob, RANGES} from "../../lib/scenario/knobs.js";

/** What the form needs to know beside the knobs. */
export interface KnobFormOptions {
  readonly knobs: Knobs;
  /** Local days of the forecast, which may be made a holiday; the cold spell begins on one of them. */
  readonly days: readonly string[];
  readonly models: readonly {readonly name: string; readonly label: string}[];
  readonly onInput: (knobs: Knobs) => void;
}

const SLIDERS: readonly {name: NumericKnob; label: string; unit: string; decimals?: number}[] = [
  {name: "temperature", label: "Temperature everywhere", unit: "°C", decimals: 1},
  {name: "cloud", label: "Cloud cover", unit: "points"},
  {name: "wind", label: "Wind", unit: "%"},
  {name: "growth", label: "Demand growth", unit: "%", decimals: 1}
];
const SPELL: readonly {name: NumericKnob; label: string; unit: string; decimals?: number}[] = [
  {name: "coldDepth", label: "Colder by", unit: "°C", decimals: 1},
  {name: "coldLength", label: "For", unit: "days"}
];

/** The knobs as a form, in the order in which they matter. `set` puts them into other positions without calling `onInput`. */
export function KnobForm({knobs, days, models, onInput}: KnobFormOptions): {
  form: HTMLElement;
  set: (knobs: Knobs) => void;
} {
  const sliders = new Map([...SLIDERS, ...SPELL].map((slider) => [slider.name, Slider(slider)]));
  const option = (value: string | number, text: string) => html`<option value=${value}>${text}</option>`;
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
  const field = (label: string, control: Node) =>
    html`<label class="knob"><span>${label}</span>${control}</label>`;
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

function Slider({
  name,
  label,
  unit,
  decimals = 0
}: {
  name: NumericKnob;
  label: string;
  unit: string;
  decimals?: number;
}) {
  const {min, max, step} = RANGES[name];
  const input =
    html`<input type="range" name=${name} min=${min} max=${max} step=${step}>` as HTMLInputElement;
  const output = html`<output></output>`;
  const say = () => {
    const value = Number(input.value);
    const text = `${min < 0 ? formatSigned(value, decimals) : value.toFixed(decimals)}\u00a0${unit}`;
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  return {node: html`<label class="knob"><span>${label} ${output}</span>${input}</label>`, input, say};
}
