import {html, svg} from "npm:htl";
import {formatShare} from "../../lib/format.js";
import {chanceClasses} from "../../lib/report/rain/classes.js";
import {clearly} from "../../lib/report/rain/usual.js";
import {chanceColor} from "./MapPanel.js";

/** What the colours, shapes and rings of the map mean, each as a swatch with its words. */
export function MapLegend({threshold}: {threshold: number}): HTMLElement {
  const entry = (swatch: Node, text: string) => html`<li>${swatch}<span>${text}</span></li>`;
  const points = `${Math.round(100 * clearly)} points or more`;
  return html`<div class="map-legend">
    <ul aria-label="Probability of rain">${chanceClasses.map(({from, label}) => entry(swatchOf("circle", chanceColor(from)), label))}</ul>
    <ul aria-label="Against what is usual for the month">
      ${entry(swatchOf("up", "var(--ground)"), `wetter than usual by ${points}`)}
      ${entry(swatchOf("down", "var(--ground)"), "drier than usual by as much")}
      ${entry(swatchOf("circle", "var(--ground)"), "about as usual")}
      ${entry(swatchOf("circle", "var(--ground)", true), `thick ring: rain is forecast (from ${formatShare(threshold, 1)} on)`)}
    </ul>
  </div>`;
}

function swatchOf(shape: "circle" | "up" | "down", fill: string, wet = false): Element {
  const points = shape === "up" ? "8,2 14.5,13.5 1.5,13.5" : "8,14 14.5,2.5 1.5,2.5";
  const mark =
    shape === "circle"
      ? svg`<circle cx="8" cy="8" r="6"></circle>`
      : svg`<polygon points=${points}></polygon>`;
  const out = svg`<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill=${fill} stroke=${wet ? "var(--ink)" : "var(--muted)"} stroke-width=${wet ? 2.25 : 1}>${mark}</svg>`;
  return out;
}
