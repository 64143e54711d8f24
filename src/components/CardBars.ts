import * as Plot from "npm:@observablehq/plot";
import type {CardBars as Bars} from "../lib/artifacts/cards.js";
import {asImage} from "./Figure.js";
import {plotStyle} from "./plotStyle.js";

const ROW = 22;

/** Some series of a study as bars from 0, each with its name, its value as it is written, and what is usual for it as a tick. */
export function CardBars(
  {label, most, rows}: Bars,
  {width = 460, color = "var(--accent)"}: {width?: number; color?: string} = {}
): Element {
  const at = {y: "name"};
  const chart = Plot.plot({
    width,
    height: ROW * rows.length + 8,
    margin: 4,
    marginLeft: 128,
    marginRight: 48,
    style: plotStyle,
    ariaLabel: label,
    x: {domain: [0, most], axis: null},
    y: {type: "band", domain: rows.map(({name}) => name), label: null, tickSize: 0, padding: 0.3},
    marks: [
      Plot.barX(rows, {...at, x1: 0, x2: most, fill: "var(--rule)", fillOpacity: 0.5}),
      Plot.barX(rows, {...at, x1: 0, x2: "value", fill: color}),
      Plot.tickX(
        rows.filter(({usual}) => usual !== null),
        {...at, x: "usual", stroke: "var(--ink)", strokeWidth: 1.5}
      ),
      Plot.text(rows, {...at, x: most, text: "text", textAnchor: "start", dx: 6})
    ]
  });
  return asImage(chart);
}
