import * as Plot from "npm:@observablehq/plot";
import {formatDay, formatNumber, withUnit} from "../../lib/format.js";
import type {KnownPrice, PricePoint} from "../../lib/report/gas/points.js";
import type {PriceUnit} from "../../lib/report/gas/units.js";
import {localDay} from "../../lib/time/zone.js";
import {halo, plotStyle} from "../plotStyle.js";

export interface PriceFanOptions {
  readonly width: number;
  readonly height: number;
  readonly unit: PriceUnit;
  readonly label: string;
}

/** The price's distribution ahead as bands of 50, 80 and 95 % about its mean, over the prices that came, in ink; the last price on, dashed. */
export function PriceFan(
  {points, known}: {readonly points: readonly PricePoint[]; readonly known: readonly KnownPrice[]},
  {width, height, unit, label}: PriceFanOptions
): Element {
  const color = "var(--accent)";
  const decimals = unit === "p/kWh" ? 3 : 1;
  const text = (value: number) => withUnit(formatNumber(value, decimals), unit);
  const day = (time: number) => formatDay(localDay("UTC", time));
  const band = (y1: keyof PricePoint, y2: keyof PricePoint, fillOpacity: number) =>
    points.length > 1
      ? Plot.areaY(points, {x: "time", y1, y2, fill: color, fillOpacity})
      : Plot.ruleX(points, {x: "time", y1, y2, stroke: color, strokeOpacity: fillOpacity, strokeWidth: 12});
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginLeft: 52, marginRight: width < 560 ? 12 : 90, marginTop: 24, marginBottom: 34},
    x: {type: "utc", label: null},
    y: {label: unit, labelArrow: "none", nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisX({
        ...{tickSize: 0, ticks: width < 560 ? 3 : 8, label: null},
        tickFormat: (time: Date) => day(+time).replace(/^\w+ /, "")
      }),
      Plot.axisY({tickSize: 0, ticks: 5, label: unit, labelArrow: "none"}),
      band("lo95", "hi95", 0.1),
      band("lo80", "hi80", 0.2),
      band("lo50", "hi50", 0.3),
      Plot.lineY(points, {x: "time", y: "last", stroke: "var(--reference)", strokeDasharray: "3 3"}),
      Plot.lineY(known, {x: "time", y: "value", stroke: "var(--ink)", strokeWidth: 1.5}),
      Plot.lineY(points, {x: "time", y: "value", stroke: color, strokeWidth: 2.25}),
      Plot.dot(points, {x: "time", y: "value", r: 2.5, fill: color}),
      Plot.text(width < 560 ? [] : points.slice(-1), {
        ...halo,
        ...{x: "time", y: "hi80", text: () => "90 % below", textAnchor: "start", dx: 6, fill: color}
      }),
      Plot.text(width < 560 ? [] : points.slice(-1), {
        ...halo,
        ...{
          x: "time",
          y: "last",
          text: () => "last price",
          textAnchor: "start",
          dx: 6,
          fill: "var(--reference)"
        }
      }),
      Plot.ruleX(points, Plot.pointerX({x: "time", stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        points,
        Plot.pointerX({
          ...{x: "time", y: "value"},
          title: ({time, value, lo80, hi80, lo95, hi95, last}: PricePoint) =>
            [
              day(time),
              `Forecast  ${text(value)}`,
              `80 %  ${text(lo80)} to ${text(hi80)}`,
              `95 %  ${text(lo95)} to ${text(hi95)}`,
              `Last price  ${text(last)}`
            ].join("\n")
        })
      )
    ]
  });
}
