import {html} from "npm:htl";
import {formatSigned} from "../../lib/format.js";
import type {Range} from "../../lib/scenario/positions.js";

/** A knob with a range, and how it is told. */
export interface SliderOptions<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly unit: string;
  readonly decimals?: number;
}

/**
 * A slider with its label and its value, signed where the range has two sides, or as `write` has it. `say` writes the value of the
 * input.
 */
export function Slider<Name extends string>(
  {name, label, unit, decimals = 0}: SliderOptions<Name>,
  {min, max, step}: Range,
  write: (value: number) => string = (value) =>
    `${min < 0 ? formatSigned(value, decimals) : value.toFixed(decimals)}\u00a0${unit}`
): {node: HTMLElement; input: HTMLInputElement; say: () => void} {
  const input =
    html`<input type="range" name=${name} min=${min} max=${max} step=${step}>` as HTMLInputElement;
  const output = html`<output></output>`;
  const say = () => {
    const text = write(Number(input.value));
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  return {node: html`<label class="knob"><span>${label} ${output}</span>${input}</label>`, input, say};
}

/** A label above a control. */
export function field(label: string, control: Node): HTMLElement {
  return html`<label class="knob"><span>${label}</span>${control}</label>`;
}

/** An entry of a select. */
export function option(value: string | number, text: string): HTMLElement {
  return html`<option value=${value}>${text}</option>`;
}
