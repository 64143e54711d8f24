import {html} from "npm:htl";

/** A link below a chart. */
export interface Download {
  readonly label: string;
  readonly href: string;
}

export interface FigureOptions {
  /** What is seen, as a sentence or a phrase. */
  readonly title: string;
  /** Unit and period. */
  readonly subtitle: string;
  /** Height of the chart at a width, px; reserved before it is drawn. */
  readonly height?: (width: number) => number;
  /** From whom and when. */
  readonly source?: string;
  /** The same numbers as a table, made when a reader opens it. */
  readonly table?: () => Node;
  readonly downloads?: readonly Download[];
  /** A heading level that follows the page's order; 0 where the title is no heading. */
  readonly level?: 0 | 3 | 4;
}

/**
 * A chart with all that a reader needs to believe it: title, unit and period, source and time, links to its numbers, and a
 * table in its place. `draw` is called with the width in px, again whenever that changes, and by the `redraw` event.
 */
export function Figure(
  draw: (width: number, height: number) => Element,
  {title, subtitle, height = defaultHeight, source, table, downloads = [], level = 3}: FigureOptions
): HTMLElement {
  const place = html`<div class="chart-plot"></div>`;
  const heading =
    level === 0
      ? html`<p class="title">${title}</p>`
      : level === 3
        ? html`<h3 class="title">${title}</h3>`
        : html`<h4 class="title">${title}</h4>`;
  const links = downloads.flatMap(({label, href}, i) => [
    i ? " · " : "",
    html`<a href=${href} download>${label}</a>`
  ]);
  const figure = html`<figure class="chart">
    ${heading}
    <p class="subtitle">${subtitle}</p>
    ${place}
    <figcaption class="source">${source ?? ""}${source && downloads.length ? " · " : ""}${links}</figcaption>
    ${table ? TableToggle(table) : null}
  </figure>`;
  let width = 0;
  const redraw = () => {
    if (width === 0) return;
    const reserved = height(width);
    place.style.minHeight = `${reserved}px`;
    place.replaceChildren(draw(width, reserved));
  };
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry!.contentRect.width);
    if (next === width) return;
    width = next;
    redraw();
  }).observe(place);
  figure.addEventListener("redraw", redraw);
  return figure;
}

/** Taller than wide on a phone, three to one on a desk. */
export function defaultHeight(width: number): number {
  return width < 480 ? 320 : width < 800 ? 340 : 380;
}

/** A details element that makes its table when it is first opened. */
function TableToggle(table: () => Node): HTMLElement {
  const details =
    html`<details class="chart-table"><summary>Show as a table</summary></details>` as HTMLDetailsElement;
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(table());
  });
  return details;
}
