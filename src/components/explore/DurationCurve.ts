import * as Plot from "npm:@observablehq/plot";
import {formatGW, formatPercent} from "../../lib/format.js";
import {halo, plotStyle} from "../plotStyle.js";

/** A point of a load duration curve: the load was at least `load` for `share` percent of the hours. */
export interface DurationPoint {
  readonly share: number;
  /** MW. */
  readonly load: number;
}

/** The load duration curve of some hours, at `points` even steps. Hours without load are left out. */
export function durationPoints(loads: readonly (number | null)[], points = 200): DurationPoint[] {
  const sorted = Float64Array.from(loads.filter((load) => load !== null))
    .sort()
    .reverse();
  if (sorted.length === 0) return [];
  return Array.from({length: points + 1}, (_, i) => ({
    share: (100 * i) / points,
    load: sorted[Math.min(sorted.length - 1, Math.floor((i / points) * sorted.length))]!
  }));
}

/** The load of the chosen hours from the highest to the lowest, over that of the whole record. */
export function DurationCurve(
  {chosen, whole}: {chosen: readonly DurationPoint[]; whole: readonly DurationPoint[]},
  {width = 560, height = 320, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): Element {
  const at = {x: "share", y: ({load}: DurationPoint) => load / 1000};
  return Plot.plot({
    width,
    height,
    marginTop: 26,
    marginLeft: 36,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: "Load duration curve of the chosen hours and of the whole record",
    y: {nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, label: "GW", labelArrow: "none"}),
      Plot.axisX({
        tickSize: 0,
        ticks: 5,
        label: "Share of the hours with at least this load, %",
        labelArrow: "none"
      }),
      Plot.lineY(whole, {...at, stroke: "var(--muted)", strokeDasharray: "3 3"}),
      Plot.lineY(chosen, {...at, stroke: color, strokeWidth: 2}),
      Plot.text(chosen.length && chosen[100]!.load !== whole[100]!.load ? chosen.slice(10, 11) : [], {
        ...halo,
        ...at,
        text: () => "chosen period",
        dx: 8,
        dy: -8,
        textAnchor: "start",
        fill: color,
        fontWeight: 600
      }),
      Plot.text(whole.slice(180, 181), {
        ...halo,
        ...at,
        text: () => "whole record",
        dy: 14,
        textAnchor: "end",
        fill: "var(--muted)"
      }),
      Plot.tip(
        chosen,
        Plot.pointerX({
          ...at,
          title: ({share, load}: DurationPoint) =>
            `${formatPercent(share, 1)} of the hours\nat least ${formatGW(load)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
