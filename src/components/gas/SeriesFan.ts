import * as Plot from "npm:@observablehq/plot";
import {formatDay, formatNumber, withUnit} from "../../lib/format.js";
import type {SeriesDay, SeriesOutlook} from "../../lib/report/gas/series.js";
import {localDay} from "../../lib/time/zone.js";
import {plotStyle} from "../plotStyle.js";

/** One series ahead with its 80 and 95 % intervals, over what was known of it, in ink; dashed its last value, which is the random walk’s forecast. */
export function SeriesFan(
  {title, unit, decimals, known, ahead}: SeriesOutlook,
  {width, height}: {width: number; height: number}
): Element {
  const color = "var(--accent)";
  const day = (time: number) => formatDay(localDay("UTC", time));
  const text = (value: number) => withUnit(formatNumber(value, decimals), unit);
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: `${title}, ${unit}: the coming gas days`},
    ...{marginLeft: 48, marginRight: 10, marginTop: 20, marginBottom: 28},
    x: {type: "utc", label: null},
    y: {label: unit, labelArrow: "none", nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisX({
        ...{tickSize: 0, ticks: 4, label: null},
        tickFormat: (time: Date) => day(+time).replace(/^\w+ /, "")
      }),
      Plot.axisY({tickSize: 0, ticks: 4, label: unit, labelArrow: "none"}),
      Plot.areaY(ahead, {x: "time", y1: "lo95", y2: "hi95", fill: color, fillOpacity: 0.1}),
      Plot.areaY(ahead, {x: "time", y1: "lo80", y2: "hi80", fill: color, fillOpacity: 0.22}),
      Plot.lineY(ahead, {x: "time", y: "last", stroke: "var(--reference)", strokeDasharray: "3 3"}),
      Plot.lineY(known, {x: "time", y: "value", stroke: "var(--ink)", strokeWidth: 1.25}),
      Plot.lineY(ahead, {x: "time", y: "value", stroke: color, strokeWidth: 2}),
      Plot.tip(
        ahead,
        Plot.pointerX({
          ...{x: "time", y: "value"},
          title: ({time, value, lo80, hi80, last}: SeriesDay) =>
            `${day(time)}\n${text(value)}\n80 %  ${text(lo80)} to ${text(hi80)}\nLast value  ${text(last)}`
        })
      )
    ]
  });
}
