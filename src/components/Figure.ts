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
  /** The level of the title in the order of the page's headings. */
  readonly level?: 2 | 3;
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
  place.style.minHeight = `${height(Math.min(innerWidth - 32, COLUMN))}px`;
  const heading = level === 2 ? html`<h2 class="title">${title}</h2>` : html`<h3 class="title">${title}</h3>`;
  const links = downloads.flatMap(({label, href}, i) => [
    i ? " · " : "",
    html`<a href=${href} download>${label}</a>`
  ]);
  const toggle = table ? TableToggle(table) : null;
  const figure = html`<figure class="chart">
    ${heading}
    <p class="subtitle">${subtitle}</p>
    ${place}
    <figcaption class="source">${source ?? ""}${source && downloads.length ? " · " : ""}${links}</figcaption>
    ${toggle}
  </figure>`;
  let width = 0;
  const redraw = () => {
    if (width === 0) return;
    const reserved = height(width);
    place.style.minHeight = `${reserved}px`;
    place.replaceChildren(asImage(draw(width, reserved)));
  };
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry!.contentRect.width);
    if (next === width) return;
    width = next;
    redraw();
  }).observe(place);
  figure.addEventListener("redraw", () => {
    redraw();
    toggle?.dispatchEvent(new Event("remake"));
  });
  return figure;
}

/** Width of the main column on a desk, px: the guess before the width is known. */
const COLUMN = 900;

/** Taller than wide on a phone, three to one on a desk. */
export function defaultHeight(width: number): number {
  return width < 480 ? 320 : width < 800 ? 340 : 380;
}

/**
 * Makes a chart one image with one name for a screen reader: Plot names each of its groups too, which no group without a role may
 * have. The table holds the numbers.
 */
export function asImage(chart: Element): Element {
  for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  if (chart.tagName === "svg") chart.setAttribute("role", "img");
  return chart;
}

/** A details element that makes its table when it is opened, and again where its numbers have changed: the `remake` event. */
function TableToggle(table: () => Node): HTMLElement {
  const details =
    html`<details class="chart-table"><summary>Show as a table</summary></details>` as HTMLDetailsElement;
  const empty = () => {
    while (details.children.length > 1) details.lastElementChild!.remove();
  };
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(table());
  });
  details.addEventListener("remake", () => {
    empty();
    if (details.open) details.append(table());
  });
  return details;
}
