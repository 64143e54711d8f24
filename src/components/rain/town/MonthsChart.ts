import * as Plot from "npm:@observablehq/plot";
import {formatCount, formatNumber, formatShare} from "../../../lib/format.js";
import type {MonthShare} from "../../../lib/report/rain/town/record-text.js";
import {monthName} from "../../../lib/report/rain/town/words.js";
import {halo, plotStyle} from "../../plotStyle.js";

/** The share of rainy days in each month of the year with its 95 % interval; the month of the forecast in the study's colour. */
export function MonthsChart(
  months: readonly MonthShare[],
  {
    width = 460,
    height = 260,
    marked,
    color = "var(--accent)",
    description = ""
  }: {width?: number; height?: number; marked: number; color?: string; description?: string}
): Element {
  const at = {x: "month", y: "share"};
  const fill = ({month}: MonthShare) => (month === marked ? color : "var(--muted)");
  const now = months.filter(({month}) => month === marked);
  return Plot.plot({
    ...{width, height, style: plotStyle},
    marginLeft: 40,
    marginRight: 10,
    marginTop: 24,
    marginBottom: 34,
    ariaLabel: "Share of days with more than 1.0 mm of rain by month of the year",
    ariaDescription: description,
    x: {type: "point", domain: Array.from({length: 12}, (_, m) => m + 1), label: null},
    y: {domain: [0, Math.max(0.1, ...months.map(({high}) => high))], percent: false, nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisY({tickSize: 0, ticks: 4, label: null, tickFormat: (share: number) => formatShare(share)}),
      Plot.axisX({
        tickSize: 0,
        tickFormat: (month: number) => monthName(month).slice(0, width < 420 ? 1 : 3)
      }),
      Plot.ruleX(months, {
        x: "month",
        y1: "low",
        y2: "high",
        stroke: fill,
        strokeWidth: 2,
        strokeOpacity: 0.6
      }),
      Plot.dot(months, {...at, r: 4, fill}),
      Plot.text(now, {
        ...halo,
        ...{x: "month", y: "high", text: ({share}: MonthShare) => formatShare(share)},
        ...{dy: -9, fill: color, fontWeight: 600}
      }),
      Plot.tip(
        months,
        Plot.pointerX({
          ...at,
          title: ({month, share, low, high, n, rainy}: MonthShare) =>
            `${monthName(month)}\n${formatShare(share)} (${formatNumber(100 * low)} to ${formatShare(high)})\n${formatNumber(rainy)} of ${formatCount(n, "day")}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
