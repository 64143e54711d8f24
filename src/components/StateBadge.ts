import {html} from "npm:htl";
import type {State} from "../lib/report/state.js";

/** The state of a study's data where nobody can miss it: words first, colour second. */
export function StateBadge({mode, label}: State): HTMLElement {
  return html`<span class="state" data-state=${mode}>${label}</span>`;
}

/** What a page says above its finding where its data are not of today; null where they are. */
export function StateNotice({mode, label, meaning}: State): HTMLElement | null {
  if (mode === "live") return null;
  return html`<p class="notice"><strong>${label[0]!.toUpperCase()}${label.slice(1)}.</strong> ${meaning}</p>`;
}
