import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import {formatNumber, formatPercent} from "../../../lib/format.js";
import type {CalibrationClass, Curves} from "../../../lib/report/rain/verification/shapes.js";
import {asImage} from "../../Figure.js";
import {halo, plotStyle} from "../../plotStyle.js";

/** How tall the histogram below the diagram is, px. */
const BELOW = 104;

/**
 * How often it rained by how probable it was said to be: ten classes of a forecast with their 95 % intervals, another forecast's as small
 * grey dots, the diagonal on which both agree; below it how often each probability was said.
 */
export function ReliabilityDiagram(
  {ours, other}: {ours: Curves; other: Curves | null},
  {width = 460, height = 460, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): HTMLElement {
  return html`<div>${asImage(Diagram({ours, other}, width, height - BELOW, color))}${asImage(Histogram(ours, width, color))}</div>`;
}

const MARGINS = {marginLeft: 44, marginRight: 24};
const at = {x: "said", y: "happened"};

function Diagram(
  {ours, other}: {ours: Curves; other: Curves | null},
  width: number,
  height: number,
  color: string
): Element {
  const intervals = ours.classes.flatMap(({said, happenedSpan}) =>
    happenedSpan ? [{said, low: happenedSpan[0], high: happenedSpan[1]}] : []
  );
  const theirs = other?.classes ?? [];
  const title = (label: string) => (one: CalibrationClass) =>
    `${label}\nsaid ${formatPercent(100 * one.said, 1)}, rained on ${formatPercent(100 * one.happened, 1)}${one.happenedSpan ? `\n95 % interval ${formatNumber(100 * one.happenedSpan[0], 1)} to ${formatPercent(100 * one.happenedSpan[1], 1)}` : ""}\n${formatNumber(one.n)} cases`;
  const tip = (label: string, rows: readonly CalibrationClass[]) =>
    Plot.tip(rows, Plot.pointer({...at, title: title(label), fill: "var(--paper)", stroke: "var(--rule)"}));
  return Plot.plot({
    width,
    height,
    ...MARGINS,
    marginTop: 26,
    marginBottom: 24,
    style: plotStyle,
    ariaLabel: "How often it rained by the probability that was said",
    x: {domain: [0, 1]},
    y: {domain: [0, 1]},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, tickFormat: percent, label: "It rained", labelArrow: "none"}),
      Plot.axisX({tickSize: 0, ticks: 5, tickFormat: percent, label: null}),
      Plot.link([0], {x1: 0, y1: 0, x2: 1, y2: 1, stroke: "var(--muted)", strokeDasharray: "2 3"}),
      Plot.text([0.86], {
        ...halo,
        x: 0.86,
        y: 0.86,
        text: () => "as said",
        dx: -8,
        textAnchor: "end",
        fill: "var(--muted)"
      }),
      Plot.dot(theirs, {...at, r: 2.5, fill: "var(--reference)"}),
      Plot.text(theirs.slice(-1), {
        ...halo,
        ...at,
        text: () => other?.label ?? "",
        dy: 15,
        textAnchor: "start",
        fill: "var(--reference)"
      }),
      Plot.link(intervals, {x1: "said", x2: "said", y1: "low", y2: "high", stroke: color, strokeWidth: 1.5}),
      Plot.line(ours.classes, {...at, stroke: color, strokeOpacity: 0.4}),
      Plot.dot(ours.classes, {...at, r: 4.5, fill: color}),
      Plot.text(ours.classes.slice(-2, -1), {
        ...halo,
        ...at,
        text: () => ours.label,
        dx: 12,
        dy: 6,
        textAnchor: "start",
        fill: color,
        fontWeight: 600
      }),
      tip(ours.label, ours.classes)
    ]
  });
}

function Histogram({histogram, label}: Curves, width: number, color: string): Element {
  const all = histogram.reduce((sum, n) => sum + n, 0);
  const bars = histogram.map((n, i) => ({
    n,
    from: i / histogram.length,
    to: (i + 1) / histogram.length,
    share: n / all
  }));
  return Plot.plot({
    width,
    height: BELOW,
    ...MARGINS,
    marginTop: 22,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: `How often each probability was said by ${label}`,
    x: {domain: [0, 1]},
    y: {nice: true},
    marks: [
      Plot.axisY({
        tickSize: 0,
        ticks: 2,
        tickFormat: percent,
        label: "Share of forecasts",
        labelArrow: "none"
      }),
      Plot.axisX({
        tickSize: 0,
        ticks: 5,
        tickFormat: percent,
        label: "Probability that was said",
        labelArrow: "none",
        labelAnchor: "center"
      }),
      Plot.rect(bars, {x1: "from", x2: "to", y1: 0, y2: "share", fill: color, fillOpacity: 0.6, inset: 0.5}),
      Plot.ruleY([0], {stroke: "var(--rule)"})
    ]
  });
}

function percent(share: number): string {
  return formatPercent(100 * share, 0);
}
