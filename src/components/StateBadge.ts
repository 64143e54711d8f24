import {html} from "npm:htl";
import type {Cards} from "../lib/artifacts/cards.js";
import {type State, stateOf, statesText} from "../lib/report/state.js";

/** The state of a study's data where nobody can miss it: words first, colour second. */
export function StateBadge({mode, label}: State): HTMLElement {
  return html`<span class="state" data-state=${mode}>${label}</span>`;
}

/** What a page says above its finding where its data are not of today; null where they are. */
export function StateNotice({mode, replayed, label, meaning}: State): HTMLElement | null {
  if (mode === "live" && !replayed) return null;
  return html`<p class="notice"><strong>${label[0]!.toUpperCase()}${label.slice(1)}.</strong> ${meaning}</p>`;
}

/**
 * What the front page says above its cards where not all of its data are of today: as on a report where all studies are in one state, else which
 * study is in which. Null where all are live.
 */
export function StatesNotice({edition, cards}: Cards): HTMLElement | null {
  const states = cards.flatMap(({title, forecast}) =>
    forecast === null
      ? []
      : [{title, ...stateOf(forecast.provenance, edition), asOf: forecast.provenance.asOf}]
  );
  if (new Set(states.map(({label}) => label)).size === 1) return StateNotice(states[0]!);
  const said = statesText(states);
  return said.length === 0
    ? null
    : html`<p class="notice">${said.map(({name, text}) => html`<strong>${name}.</strong> ${text} `)}</p>`;
}
