import * as Plot from "npm:@observablehq/plot";
import {formatPercent} from "../lib/format.js";
import type {CandidateScores} from "../lib/report/scores.js";
import {leadName} from "./LeadDotPlot.js";
import {halo, plotStyle} from "./plotStyle.js";

interface CoveragePoint {
  readonly lead: number;
  readonly nominal: number;
  readonly measured: number;
}

/** How often the truth fell within the intervals, by lead day, beside how often it should have. */
export function CoverageChart(
  {byLead}: CandidateScores,
  {width = 460, height = 240, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): Element {
  const points = byLead.flatMap(({lead, coverage80, coverage95}): CoveragePoint[] => [
    ...(coverage80 === null ? [] : [{lead, nominal: 80, measured: 100 * coverage80}]),
    ...(coverage95 === null ? [] : [{lead, nominal: 95, measured: 100 * coverage95}])
  ]);
  const at = {x: "lead", y: "measured"};
  return Plot.plot({
    width,
    height,
    marginTop: 28,
    marginLeft: 34,
    marginRight: 78,
    style: plotStyle,
    ariaLabel: "Measured coverage of the 80 % and the 95 % interval by lead day",
    x: {type: "point", label: null, tickFormat: width < 420 ? String : leadName, tickSize: 0},
    y: {domain: [Math.min(70, ...points.map(({measured}) => measured)), 100]},
    marks: [
      Plot.axisY({tickSize: 0, ticks: 4, label: "%", labelArrow: "none"}),
      Plot.ruleY([80, 95], {stroke: "var(--ink)", strokeDasharray: "2 3"}),
      Plot.text([80, 95], {
        ...halo,
        y: (d: number) => d,
        frameAnchor: "right",
        textAnchor: "start",
        dx: 8,
        text: (d: number) => `${d} % wanted`,
        fill: "var(--muted)"
      }),
      Plot.lineY(points, {...at, z: "nominal", stroke: color, strokeWidth: 1.5}),
      Plot.dot(points, {...at, fill: color, r: 3.5}),
      Plot.tip(
        points,
        Plot.pointer({
          ...at,
          title: ({lead, nominal, measured}: CoveragePoint) =>
            `${leadName(lead)}\n${nominal} % interval held the truth ${formatPercent(measured, 1)} of the time`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
