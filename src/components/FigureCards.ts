import {html} from "npm:htl";

/** A figure that stands for itself. */
export interface FigureCard {
  readonly label: string;
  /** The number with its unit. */
  readonly value: string;
  /** When or over what. */
  readonly when: string;
  /** Against what it should be read. */
  readonly comparison: string;
  readonly spark?: Node;
}

/** Three or four figures side by side, each with its unit, its comparison and a sparkline. */
export function FigureCards(cards: readonly FigureCard[]): HTMLElement {
  return html`<div class="figures">${cards.map(
    ({label, value, when, comparison, spark}) => html`<section>
      <h3 class="label">${label}</h3>
      <p class="value">${value}</p>
      <p class="when">${when}</p>
      ${spark ?? null}
      <p class="compare">${comparison}</p>
    </section>`
  )}</div>`;
}
