import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import {formatPercent, formatShare} from "../../../lib/format.js";
import {valueText} from "../../../lib/report/rain/verification/effects.js";
import {featureWords} from "../../../lib/report/rain/verification/feature-words.js";
import type {DependenceRow, Importance} from "../../../lib/report/rain/verification/shapes.js";
import {DataTable} from "../../DataTable.js";
import {asImage} from "../../Figure.js";
import {halo, plotStyle} from "../../plotStyle.js";

/** Width below which a small chart does not go, px, and its height with the words above it. */
const LEAST = 250;
const TALL = 216;

/** How many small charts stand beside each other at a width. */
function across(width: number): number {
  return Math.max(1, Math.min(4, Math.floor(width / LEAST)));
}

/** The height that the small charts of so many features take at a width, px. */
export function dependenceHeight(width: number, features = 10): number {
  return Math.ceil(features / across(width)) * TALL;
}

/** The mean probability by value of the features that matter most, a small chart for each on one scale, with the effect in words above. */
export function DependenceMultiples(
  {dependence}: Pick<Importance, "dependence">,
  {width = 900, color = "var(--accent)"}: {width?: number; color?: string} = {}
): HTMLElement {
  const columns = across(width);
  const each = Math.floor((width - 20 * (columns - 1)) / columns);
  // The first feature is far ahead; all others share a scale.
  const [own, others] = [dependence.slice(0, 1), dependence.slice(1)].map(
    (rows) => Math.ceil(10 * Math.max(...rows.flatMap(({probability}) => probability), 0.1)) / 10
  );
  const place = html`<div class="multiples">${dependence.map((row, i) => {
    const {label, effect} = row;
    return html`<div class="multiple dependence"><p><b>${label}</b></p><p class="small">${effect}</p>${asImage(Small(row, each, i === 0 ? own : others, color))}</div>`;
  })}</div>`;
  place.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  return place;
}

interface Point {
  readonly value: number | string;
  readonly probability: number;
}

function Small(row: DependenceRow, width: number, top: number, color: string): Element {
  const {name, label, unit, values, probability} = row;
  const {ends} = featureWords(name);
  const points = values.map((value, i): Point => ({value, probability: probability[i]}));
  const categories = points.some(({value}) => typeof value === "string");
  const at = {x: "value", y: "probability"};
  const axis = categories
    ? Plot.axisX([], {tickSize: 0, label: null})
    : ends
      ? monthsAxis(points, ends)
      : Plot.axisX({tickSize: 0, ticks: 4, label: unit === "" ? null : unit, labelArrow: "none"});
  return Plot.plot({
    width,
    height: 140,
    marginTop: 10,
    marginLeft: 42,
    marginRight: 12,
    marginBottom: categories ? 16 : 32,
    style: plotStyle,
    ariaLabel: `Mean probability of rain by ${label}`,
    x: categories ? {type: "point", domain: values, label: null} : {},
    y: {domain: [0, top]},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 3}),
      Plot.axisY({tickSize: 0, ticks: 3, tickFormat: (p: number) => formatShare(p), label: null}),
      axis,
      categories
        ? Plot.dot(points, {...at, r: 2.5, fill: color})
        : [
            Plot.line(points, {...at, stroke: color, strokeWidth: 2}),
            Plot.dot(points, {...at, r: 1.5, fill: color})
          ],
      categories
        ? [
            Plot.text(points.slice(0, 1), {
              ...halo,
              ...at,
              text: "value",
              dx: -2,
              dy: -11,
              textAnchor: "start"
            }),
            Plot.text(points.slice(-1), {...halo, ...at, text: "value", dy: 13, textAnchor: "end"})
          ]
        : [],
      Plot.tip(
        points,
        Plot.pointer({
          ...at,
          title: ({value, probability}: Point) =>
            `${typeof value === "string" ? value : valueText(value, {unit})}: ${formatPercent(100 * probability, 1)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

/** The months in which a wave of the year is lowest and highest, at the ends of its axis. */
function monthsAxis(points: readonly Point[], ends: readonly [string, string]) {
  return [points[0], points[points.length - 1]].map((point, i) =>
    Plot.axisX([point.value], {
      tickSize: 0,
      label: null,
      tickFormat: () => ends[i],
      textAnchor: i === 0 ? "start" : "end"
    })
  );
}

/** The numbers of the small charts. */
export function DependenceTable(
  {dependence}: Pick<Importance, "dependence">,
  {caption}: {caption: string}
): HTMLElement {
  const rows = dependence.flatMap(({label, unit, values, probability}) =>
    values.map((value, i) => ({label, unit, value, probability: probability[i]}))
  );
  return DataTable(
    rows,
    [
      {label: "Feature", value: ({label}) => label},
      {
        label: "Value",
        value: ({value, unit}) => (typeof value === "string" ? value : valueText(value, {unit})),
        numeric: true
      },
      {
        label: "Mean probability",
        value: ({probability}) => formatPercent(100 * probability, 1),
        numeric: true
      }
    ],
    {caption}
  );
}
