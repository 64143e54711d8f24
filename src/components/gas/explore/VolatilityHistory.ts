import * as Plot from "npm:@observablehq/plot";
import {formatDate, formatPercent} from "../../../lib/format.js";
import type {RecordDay} from "../../../lib/report/gas/history/days.js";
import {volatilityNow} from "../../../lib/report/gas/history/volatility.js";
import {halo, plotStyle} from "../../plotStyle.js";
import {logAxis} from "./logTicks.js";

/** The price's volatility day by day on a logarithmic axis, its median dashed and the last day marked. */
export function VolatilityHistory(
  days: readonly RecordDay[],
  {width, height, label}: {width: number; height: number; label: string}
): Element {
  const known = days.filter(({volatility}) => !Number.isNaN(volatility) && volatility > 0).slice(30);
  const {median} = volatilityNow(days);
  const axis = logAxis(known.map(({volatility}) => volatility));
  const at = {x: "time", y: "volatility"};
  const last = known.slice(-1);
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginTop: 26, marginLeft: 40, marginBottom: 32, marginRight: 20},
    x: {type: "utc", label: null},
    y: axis.scale,
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: axis.ticks}),
      Plot.axisY({
        ...{tickSize: 0, ticks: axis.ticks, label: "% a day", labelArrow: "none"},
        tickFormat: axis.tickFormat
      }),
      Plot.axisX({tickSize: 0, ticks: width < 480 ? 4 : 7, label: null}),
      Plot.ruleY([median], {stroke: "var(--ink)", strokeDasharray: "3 3"}),
      Plot.lineY(known, {...at, stroke: "var(--accent)", strokeWidth: 1.25}),
      Plot.text([median], {
        ...halo,
        ...{y: (value: number) => value, text: (value: number) => `median ${formatPercent(value, 1)}`},
        ...{frameAnchor: "left", textAnchor: "start", dx: 4, dy: -9}
      }),
      Plot.dot(last, {...at, r: 5, stroke: "var(--ink)", strokeWidth: 2, fill: "var(--accent)"}),
      Plot.text(last, {
        ...halo,
        ...at,
        text: ({volatility}: RecordDay) => `now ${formatPercent(volatility, 1)}`,
        ...{textAnchor: "end", dy: 18, fontWeight: 600}
      }),
      Plot.tip(
        known,
        Plot.pointerX({
          ...at,
          ...{fill: "var(--paper)", stroke: "var(--rule)"},
          title: ({day, volatility}: RecordDay) => `${formatDate(day)}\n${formatPercent(volatility, 1)} a day`
        })
      )
    ]
  });
}
