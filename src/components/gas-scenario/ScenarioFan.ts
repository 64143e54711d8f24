import * as Plot from "npm:@observablehq/plot";
import type {GasRecent} from "../../lib/artifacts/gas.js";
import {formatDay, formatNumber, withUnit} from "../../lib/format.js";
import type {GasAnswer} from "../../lib/gas/scenario/answer.js";
import {changeText} from "../../lib/gas/scenario/words.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {localDay} from "../../lib/time/zone.js";
import {halo, plotStyle} from "../plotStyle.js";

/** Gas days before the forecast that are drawn. */
const before = 14;

interface Day {
  readonly time: number;
  readonly issued: number;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
}

/** The price's bands under the scenario in the study's colour, over the issued forecast in ink with its 80 % interval dashed, after the prices that came. */
export function ScenarioFan(
  {days, series: [price]}: GasAnswer,
  recent: GasRecent,
  {width, height, unit}: {width: number; height: number; unit: PriceUnit}
): Element {
  const color = "var(--accent)";
  const timeOf = (day: string) => Date.parse(`${day}T05:00:00Z`);
  const rows = days.map((day, h): Day => {
    const [issued, {value, lo80, hi80, lo95, hi95}] = [price.issued[h], price.scenario[h]];
    const [own, low, high] = [issued.value, issued.lo80, issued.hi80].map((one) => inUnit(one, unit));
    const [v, l80, h80, l95, h95] = [value, lo80, hi80, lo95, hi95].map((one) => inUnit(one, unit));
    return {time: timeOf(day), issued: own, low, high, value: v, lo80: l80, hi80: h80, lo95: l95, hi95: h95};
  });
  const prices = recent.series.find(({id}) => id === "sap")!.values;
  const known = recent.days.slice(-before).flatMap((day, i) => {
    const value = prices[recent.days.length - Math.min(before, recent.days.length) + i];
    return value === null ? [] : [{time: timeOf(day), value: inUnit(value, unit)}];
  });
  const narrow = width < 560;
  const text = (value: number) => withUnit(formatNumber(value, unit === "p/kWh" ? 3 : 1), unit);
  const dayText = (time: number) => formatDay(localDay("UTC", time));
  const last = rows.slice(-1);
  const apart = last[0].value > last[0].issued ? -7 : 7;
  const label = {...halo, x: "time" as const, textAnchor: "start" as const, dx: 6};
  const outline = {x: "time", stroke: "var(--ink)", strokeWidth: 1, strokeDasharray: "3 3"};
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: "The price of gas as forecast and under the scenario"},
    ...{marginLeft: 52, marginRight: narrow ? 12 : 70, marginTop: 24, marginBottom: 34},
    x: {type: "utc", label: null},
    y: {label: unit, labelArrow: "none", nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisX({
        ...{tickSize: 0, ticks: narrow ? 3 : 6, label: null},
        tickFormat: (time: Date) => dayText(+time).replace(/^\w+ /, "")
      }),
      Plot.axisY({tickSize: 0, ticks: 5, label: unit, labelArrow: "none"}),
      Plot.areaY(rows, {x: "time", y1: "lo95", y2: "hi95", fill: color, fillOpacity: 0.1}),
      Plot.areaY(rows, {x: "time", y1: "lo80", y2: "hi80", fill: color, fillOpacity: 0.22}),
      Plot.lineY(rows, {...outline, y: "low"}),
      Plot.lineY(rows, {...outline, y: "high"}),
      Plot.lineY(known, {x: "time", y: "value", stroke: "var(--ink)", strokeWidth: 1.5}),
      Plot.lineY(rows, {x: "time", y: "issued", stroke: "var(--ink)", strokeWidth: 1.25}),
      Plot.lineY(rows, {x: "time", y: "value", stroke: color, strokeWidth: 2.25}),
      Plot.text(narrow ? [] : last, {
        ...label,
        y: "issued",
        text: () => "forecast",
        fill: "var(--ink)",
        dy: -apart
      }),
      Plot.text(narrow ? [] : last, {
        ...label,
        ...{y: "value", text: () => "scenario", fill: color, fontWeight: 600, dy: apart}
      }),
      Plot.ruleX(rows, Plot.pointerX({x: "time", stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        rows,
        Plot.pointerX({
          ...{x: "time", y: "value", fill: "var(--paper)", stroke: "var(--rule)"},
          title: ({time, issued, value, lo80, hi80}: Day) =>
            [
              dayText(time),
              `Scenario  ${text(value)}`,
              `80 %  ${text(lo80)} to ${text(hi80)}`,
              `Forecast  ${text(issued)}`,
              `Difference  ${changeText((value - issued) / inUnit(1, unit), unit)}`
            ].join("\n")
        })
      )
    ]
  });
}
