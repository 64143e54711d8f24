import {html} from "npm:htl";
import {type DailyKnobs, type DailyNumber, dailyRanges, dailyRest, daysAfter} from "../../lib/daily/knobs.js";
import {formatDate, formatDay} from "../../lib/format.js";
import {weekday} from "../../lib/time/zone.js";
import type {KnobControls} from "../scenario/ScenarioPanel.js";
import {field, option, Slider, type SliderOptions} from "../scenario/Slider.js";

export interface DailyKnobFormOptions {
  readonly knobs: DailyKnobs;
  /** Days that may be the last known one, in order; the last is that of the issued forecast. */
  readonly ends: readonly string[];
  readonly horizon: number;
  readonly onInput: (knobs: DailyKnobs) => void;
}

const sliders: readonly SliderOptions<DailyNumber>[] = [
  {name: "temperature", label: "Temperature", unit: "°C", decimals: 1},
  {name: "rain", label: "More rain a day", unit: "mm"},
  {name: "wind", label: "Wind", unit: "%"},
  {name: "cloud", label: "Cloud cover", unit: "points"}
];

/** The knobs of the days ahead, and the last day that the net knows: as a date, and as a slider over the record. */
export function DailyKnobForm({
  knobs,
  ends,
  horizon,
  onInput
}: DailyKnobFormOptions): KnobControls<DailyKnobs> {
  const latest = ends[ends.length - 1]!;
  const made = new Map(sliders.map((slider) => [slider.name, Slider(slider, dailyRanges[slider.name])]));
  const holiday = html`<select name="holiday"></select>` as HTMLSelectElement;
  const date = html`<input type="date" name="end" min=${ends[0]} max=${latest} required>` as HTMLInputElement;
  const place =
    html`<input type="range" aria-label="Last known day, over the record" min="0" max=${ends.length - 1} step="1">` as HTMLInputElement;
  const form = html`<form class="knobs" aria-label="Knobs of the scenario">
    ${[...made.values()].map(({node}) => node)}
    ${field("Make a holiday of", holiday)}
    <fieldset><legend>The window ends</legend>${field("Last known day", date)}<div class="knob">${place}</div></fieldset>
  </form>`;
  let end = latest;
  /** The days that may be a holiday; the chosen one keeps its day of the week. */
  const offer = (chosen: string) => {
    const days = daysAfter(end, horizon);
    holiday.replaceChildren(option("", "no day"), ...days.map((day) => option(day, formatDay(day))));
    holiday.value = (chosen && days.find((day) => weekday(day) === weekday(chosen))) || "";
  };
  const show = () => {
    for (const {say} of made.values()) say();
    date.value = end;
    place.value = String(ends.indexOf(end));
    place.setAttribute("aria-valuetext", formatDate(end));
  };
  const moveEnd = (next: string) => {
    const chosen = holiday.value;
    end = next;
    offer(chosen);
  };
  const read = (): DailyKnobs => {
    const number = (name: DailyNumber) => Number(made.get(name)!.input.value);
    return {
      temperature: number("temperature"),
      rain: number("rain"),
      wind: number("wind"),
      cloud: number("cloud"),
      end: end === latest ? dailyRest.end : end,
      holiday: holiday.value
    };
  };
  const set = (next: DailyKnobs) => {
    for (const [name, {input}] of made) input.value = String(next[name]);
    end = next.end || latest;
    offer(next.holiday);
    show();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({target}) => {
    if (target === date) {
      const known = ends.includes(date.value);
      date.setCustomValidity(
        known || date.value === "" ? "" : "The record has no whole window that ends on this day."
      );
      if (!known) return;
      moveEnd(date.value);
    } else if (target === place) moveEnd(ends[Number(place.value)]!);
    show();
    onInput(read());
  });
  date.addEventListener("change", () => {
    if (!date.reportValidity()) return;
    show();
  });
  set(knobs);
  return {form, set};
}
