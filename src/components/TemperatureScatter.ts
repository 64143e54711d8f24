import * as Plot from "npm:@observablehq/plot";
import {formatCelsius, formatDate} from "../lib/format.js";
import {formatPower, GIGAWATT, type PowerUnit} from "../lib/report/power.js";
import type {TemperatureDay} from "../lib/report/temperature.js";
import {halo, plotStyle} from "./plotStyle.js";

/** A day that may be outside the chosen period, and is then drawn faintly. */
type ScatterDay = TemperatureDay & {readonly faint?: boolean};

/** Mean load of a day against its mean temperature; working days in the study's colour, free days in grey, marked days ringed and named. */
export function TemperatureScatter(
  days: readonly ScatterDay[],
  {
    width = 560,
    height = 380,
    color = "var(--accent)",
    power = GIGAWATT,
    marked = []
  }: {
    width?: number;
    height?: number;
    color?: string;
    power?: PowerUnit;
    marked?: readonly (TemperatureDay & {label: string})[];
  } = {}
): Element {
  const at = {x: "temperature", y: (day: TemperatureDay) => day.load / power.mw};
  const clear = days.filter(({faint}) => !faint);
  return Plot.plot({
    width,
    height,
    marginTop: 26,
    marginLeft: 40,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: "Mean load of each day against its mean temperature",
    x: {label: "Mean temperature of the day, °C", labelArrow: "none", nice: true},
    y: {nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, label: power.name, labelArrow: "none"}),
      Plot.axisX({tickSize: 0, ticks: 6, label: "Mean temperature of the day, °C", labelArrow: "none"}),
      Plot.dot(
        days.filter(({faint}) => faint),
        {...at, r: 1.5, fill: "var(--rule)"}
      ),
      Plot.dot(clear, {
        ...at,
        r: 2,
        fill: (day: TemperatureDay) => (day.free ? "var(--muted)" : color),
        fillOpacity: 0.55
      }),
      Plot.dot(marked, {...at, r: 6, stroke: "var(--ink)", strokeWidth: 2, fill: color}),
      Plot.text(marked, {...halo, ...at, text: "label", dx: 11, textAnchor: "start", fontWeight: 600}),
      Plot.tip(
        clear,
        Plot.pointer({
          ...at,
          title: ({date, temperature, load}: TemperatureDay) =>
            `${formatDate(date)}\n${formatCelsius(temperature)}, ${formatPower(load, power)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
