import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import {formatDay, formatNumber} from "../lib/format.js";
import type {SeenWindow} from "../lib/report/daily/shapes.js";
import {asImage} from "./Figure.js";
import {plotStyle} from "./plotStyle.js";

/**
 * What a net saw of the last days: one small chart for each feature, all on the same days, each on its own scale; a line before the day
 * `split`, where the days ahead begin.
 */
export function WindowMultiples(
  {days, features}: SeenWindow,
  {width = 900, split}: {width?: number; split?: number} = {}
): Element {
  const columns = multiplesIn(width);
  const each = Math.floor((width - (columns - 1) * 20) / columns);
  return html`<div class="multiples" style=${`grid-template-columns: repeat(${columns}, minmax(0, 1fr))`}>${features.map(
    ({name, unit, values}) => {
      const numbers = values.flatMap((value) => (value === null ? [] : [value]));
      const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
      const places = Math.max(Math.abs(low), Math.abs(high)) < 10 ? 1 : 0;
      const plain = unit === "0 or 1";
      const range = plain
        ? `${formatNumber(numbers.filter((value) => value === 1).length)} of ${formatNumber(values.length)} days`
        : low === high
          ? `always ${formatNumber(low, Number.isInteger(low) ? 0 : places)} ${unit}`
          : `${formatNumber(low, places)} to ${formatNumber(high, places)} ${unit}`;
      const points = values.map((value, i) => ({i, value: value ?? Number.NaN}));
      const chart = Plot.plot({
        width: each,
        height: MULTIPLE - 40,
        margin: 2,
        axis: null,
        style: plotStyle,
        ariaLabel: `${name}: ${range}, ${formatDay(days[0]!)} to ${formatDay(days.at(-1)!)}`,
        y: plain ? {domain: [0, 1]} : {},
        marks: [
          Plot.ruleY([plain ? 0 : low], {stroke: "var(--rule)"}),
          Plot.ruleX(split === undefined ? [] : [split - 0.5], {x: (i: number) => i, stroke: "var(--muted)"}),
          plain
            ? Plot.ruleX(
                points.filter(({value}) => value > 0),
                {x: "i", y1: 0, y2: "value", stroke: "var(--accent)", strokeWidth: Math.max(2, each / 50)}
              )
            : Plot.lineY(points, {x: "i", y: "value", stroke: "var(--accent)", strokeWidth: 1.5}),
          Plot.ruleX([0, points.length - 1], {x: (i: number) => i, stroke: "none"})
        ]
      });
      return html`<div class="multiple"><p>${name}</p>${asImage(chart)}<p class="small">${range}</p></div>`;
    }
  )}</div>` as Element;
}

const MULTIPLE = 116;

/** How many small charts stand side by side at a width, px. */
export function multiplesIn(width: number): number {
  return width < 480 ? 2 : width < 800 ? 3 : 4;
}

/** The height of so many small charts at a width, px. */
export function multiplesHeight(features: number, width: number): number {
  return Math.ceil(features / multiplesIn(width)) * (MULTIPLE + 12);
}
