import * as Plot from "npm:@observablehq/plot";
import {capitalised, formatDate, formatNumber, withUnit} from "../../../lib/format.js";
import type {Driver} from "../../../lib/report/gas/history/association.js";
import type {RecordDay} from "../../../lib/report/gas/history/days.js";
import {inUnit, type PriceUnit, priceText} from "../../../lib/report/gas/units.js";
import {halo, plotStyle} from "../../plotStyle.js";
import {logAxis} from "./logTicks.js";

/** The gas day that is forecast, in the units of both axes. */
export interface ComingDay {
  readonly x: number;
  /** p/kWh. */
  readonly price: number;
  readonly label: string;
}

/** How strong the dots of a year are, from the first one's faint to the last one's full. */
export function strengthOf(year: number, years: readonly number[]): number {
  return years.length < 2 ? 0.9 : 0.15 + (0.75 * (year - years[0])) / (years[years.length - 1] - years[0]);
}

/** The price of each gas day against another series, the later the year the stronger; the coming day is ringed and named. Prices are on a logarithmic axis. */
export function PriceScatter(
  {days, driver, coming}: {days: readonly RecordDay[]; driver: Driver; coming: ComingDay | null},
  {width, height, unit, label}: {width: number; height: number; unit: PriceUnit; label: string}
): Element {
  const known = days.filter((day) => !Number.isNaN(day[driver.id]));
  const yearOf = ({day}: RecordDay) => Number(day.slice(0, 4));
  const years = [...new Set(known.map(yearOf))];
  const color = "var(--accent)";
  const at = {x: driver.id, y: ({price}: RecordDay) => inUnit(price, unit)};
  const axis = logAxis(known.map(({price}) => inUnit(price, unit)));
  const marked = coming ? [coming] : [];
  const here = {x: "x", y: ({price}: ComingDay) => inUnit(price, unit)};
  const last = known[known.length - 1];
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginTop: 26, marginLeft: 46, marginBottom: 42, marginRight: 16},
    x: {nice: true},
    y: axis.scale,
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: axis.ticks}),
      Plot.axisY({
        ...{tickSize: 0, ticks: axis.ticks, label: unit, labelArrow: "none"},
        tickFormat: axis.tickFormat
      }),
      Plot.axisX({
        ...{tickSize: 0, ticks: 6, label: `${capitalised(driver.axis)}, ${driver.unit}`},
        ...{labelArrow: "none", labelAnchor: "center"}
      }),
      ...years.map((year) =>
        Plot.dot(
          known.filter((day) => yearOf(day) === year),
          {...at, r: 2, fill: color, fillOpacity: strengthOf(year, years)}
        )
      ),
      Plot.dot(marked, {...here, r: 6, stroke: "var(--ink)", strokeWidth: 2, fill: color}),
      Plot.text(marked, {
        ...{...halo, ...here, text: "label", fontWeight: 600},
        ...((last?.[driver.id] ?? 0) > 0.6 * Math.max(...known.map((day) => day[driver.id]))
          ? {textAnchor: "end" as const, dx: -11}
          : {textAnchor: "start" as const, dx: 11})
      }),
      Plot.tip(
        known,
        Plot.pointer({
          ...at,
          ...{fill: "var(--paper)", stroke: "var(--rule)"},
          title: (day: RecordDay) =>
            `${formatDate(day.day)}\n${withUnit(formatNumber(day[driver.id], driver.decimals), driver.unit)}, ${priceText(day.price, unit)}`
        })
      )
    ]
  });
}
