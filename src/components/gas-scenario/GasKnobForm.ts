import {html} from "npm:htl";
import {formatCount, formatPercent} from "../../lib/format.js";
import {type GasKnobs, type GasNumber, gasRanges} from "../../lib/gas/scenario/knobs.js";
import type {GasReach} from "../../lib/gas/scenario/reach.js";
import type {KnobControls} from "../scenario/ScenarioPanel.js";
import {field, option, Slider} from "../scenario/Slider.js";

/** The knobs of the gas price as a form: temperature and power over the first gas days, oil and American gas from then on, and an outage of supply. */
export function GasKnobForm({
  knobs,
  reach,
  onInput
}: {
  knobs: GasKnobs;
  reach: GasReach;
  onInput: (knobs: GasKnobs) => void;
}): KnobControls<GasKnobs> {
  const days = (value: number) => formatCount(value, "gas day");
  const made = {
    temperature: Slider(
      {name: "temperature", label: "Temperature", unit: "°C", decimals: 1},
      gasRanges.temperature
    ),
    power: Slider({name: "power", label: "Price of power", unit: "%"}, gasRanges.power),
    days: Slider({name: "days", label: "Both for the first", unit: ""}, gasRanges.days, days),
    brent: Slider({name: "brent", label: "Brent crude oil", unit: "%"}, gasRanges.brent),
    henryHub: Slider({name: "henryHub", label: "Henry Hub gas", unit: "%"}, gasRanges.henryHub),
    outageDays: Slider({name: "outageDays", label: "For the first", unit: ""}, gasRanges.outageDays, days)
  } satisfies Record<GasNumber, ReturnType<typeof Slider>>;
  const sliders = Object.entries(made) as [GasNumber, ReturnType<typeof Slider>][];
  const outage = html`<select name="outage">${[
    option("", "no outage"),
    ...reach.short.spreads.map(({oneIn, spread}) =>
      option(oneIn, `on one day in ${oneIn}: ${formatPercent(100 * Math.expm1(spread), 1)}`)
    )
  ]}</select>` as HTMLSelectElement;
  const form = html`<form class="knobs" aria-label="Knobs of the scenario">
    <fieldset><legend>A spell of weather</legend>${[made.temperature.node, made.power.node, made.days.node]}</fieldset>
    <fieldset><legend>From the first business day on</legend>${[made.brent.node, made.henryHub.node]}</fieldset>
    <fieldset><legend>Outage of supply</legend>${field("SMP buy above SAP as", outage)}${made.outageDays.node}</fieldset>
  </form>`;
  const show = () => {
    for (const [, {say}] of sliders) say();
    made.outageDays.input.disabled = outage.value === "";
  };
  const set = (next: GasKnobs) => {
    for (const [name, {input}] of sliders) input.value = String(next[name]);
    outage.value = next.outage;
    show();
  };
  const read = (): GasKnobs => {
    const numbers = Object.fromEntries(sliders.map(([name, {input}]) => [name, Number(input.value)]));
    return {...(numbers as Record<GasNumber, number>), outage: outage.value};
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    show();
    onInput(read());
  });
  set(knobs);
  return {form, set};
}
