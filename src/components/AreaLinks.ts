import {html} from "npm:htl";
import type {ReportArea} from "../lib/report/daily/shapes.js";

/** The other areas of the edition as links, `root` being where the site begins seen from the page; null where there is none. */
export function AreaLinks(
  areas: readonly Pick<ReportArea, "id" | "name">[],
  {current, root}: {current: string; root: string}
): HTMLElement | null {
  const others = areas.filter(({id}) => id !== current);
  if (others.length === 0) return null;
  return html`<p>Also forecast: ${others.map(({id, name}, i) => html`${i ? ", " : ""}<a href=${`${root}brest/${id}`}>${name}</a>`)}.</p>`;
}
