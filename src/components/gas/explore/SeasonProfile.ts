import * as Plot from "npm:@observablehq/plot";
import {formatPercent} from "../../../lib/format.js";
import {monthName, type SeasonMonth} from "../../../lib/report/gas/history/season.js";
import {halo, plotStyle} from "../../plotStyle.js";

/** Prices by month over the mean of their year, %: the median as a line, the middle half as a band. */
export function SeasonProfile(
  profile: readonly SeasonMonth[],
  {width, height, label}: {width: number; height: number; label: string}
): Element {
  const percent = (value: number) => 100 * value;
  const at = {x: "month", y: ({median}: SeasonMonth) => percent(median)};
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginTop: 26, marginLeft: 46, marginBottom: 32, marginRight: 20},
    x: {domain: [1, 12]},
    y: {nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, label: "% of the year’s mean", labelArrow: "none"}),
      Plot.axisX({
        ...{
          tickSize: 0,
          label: null,
          ticks: width < 420 ? [1, 4, 7, 10] : Array.from({length: 12}, (_, i) => i + 1)
        },
        tickFormat: (month: number) => monthName(month).slice(0, 3)
      }),
      Plot.ruleY([100], {stroke: "var(--ink)", strokeDasharray: "3 3"}),
      Plot.areaY(profile, {
        ...{x: "month", y1: ({low}: SeasonMonth) => percent(low), y2: ({high}: SeasonMonth) => percent(high)},
        ...{fill: "var(--accent)", fillOpacity: 0.2}
      }),
      Plot.lineY(profile, {...at, stroke: "var(--accent)", strokeWidth: 2}),
      Plot.dot(profile, {...at, r: 2.5, fill: "var(--accent)"}),
      Plot.text(profile.slice(4, 5), {
        ...halo,
        ...{x: "month", y: ({high}: SeasonMonth) => percent(high), text: () => "middle half", dy: -10},
        fill: "var(--muted)"
      }),
      Plot.tip(
        profile,
        Plot.pointerX({
          ...at,
          ...{fill: "var(--paper)", stroke: "var(--rule)"},
          title: ({month, low, median, high}: SeasonMonth) =>
            `${monthName(month)}\nMedian ${formatPercent(percent(median), 0)} of the year’s mean\nMiddle half ${formatPercent(percent(low), 0)} to ${formatPercent(percent(high), 0)}`
        })
      )
    ]
  });
}
