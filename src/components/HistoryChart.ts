import * as Plot from "npm:@observablehq/plot";
import {formatCelsius, formatDate} from "../lib/format.js";
import {formatPower, GIGAWATT, type PowerUnit} from "../lib/report/power.js";
import type {Daily} from "../lib/report/shapes.js";
import {halo, plotStyle} from "./plotStyle.js";

interface HistoryDay {
  readonly date: string;
  readonly time: number;
  readonly load: number;
  readonly temperature: number;
}

/** The load of each day of a record above its temperature, on one axis of time; gaps stay gaps. */
export function HistoryChart(
  {date, mean, temperature}: Pick<Daily, "date" | "mean" | "temperature">,
  {
    width = 900,
    height = 400,
    color = "var(--accent)",
    power = GIGAWATT
  }: {width?: number; height?: number; color?: string; power?: PowerUnit} = {}
): Element {
  const days = date.map(
    (day, i): HistoryDay => ({
      date: day,
      time: Date.parse(day),
      load: mean[i] ?? Number.NaN,
      temperature: temperature[i] ?? Number.NaN
    })
  );
  const strips = ["load", "temperature"] as const;
  const scaled = (strip: (typeof strips)[number]) => {
    const values = days.map((day) => day[strip]).filter((value) => !Number.isNaN(value));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return {low, high, at: (value: number) => (value - low) / (high - low || 1)};
  };
  const load = scaled("load");
  const degrees = scaled("temperature");
  const x = "time";
  const ends = (strip: (typeof strips)[number], low: string, high: string) => [
    {strip, y: 0, text: low},
    {strip, y: 1, text: high}
  ];
  const labels = [
    ...ends("load", formatPower(load.low, power), formatPower(load.high, power)),
    ...ends("temperature", formatCelsius(degrees.low, 0), formatCelsius(degrees.high, 0))
  ];
  return Plot.plot({
    width,
    height,
    marginLeft: 62,
    marginRight: 8,
    marginTop: 20,
    marginBottom: 38,
    style: plotStyle,
    ariaLabel: "Mean load and mean temperature of each day of the record",
    x: {type: "utc", label: null},
    y: {domain: [0, 1], axis: null},
    fy: {domain: [...strips], axis: null, padding: 0.14},
    marks: [
      Plot.ruleY(labels, {y: "y", fy: "strip", stroke: "var(--rule)"}),
      Plot.text(labels, {y: "y", fy: "strip", text: "text", frameAnchor: "left", textAnchor: "end", dx: -6}),
      Plot.axisX({tickSize: 0, ticks: width < 480 ? 4 : 9, label: null}),
      Plot.lineY(days, {
        x,
        y: ({load: mw}: HistoryDay) => load.at(mw),
        fy: () => "load",
        stroke: color,
        strokeWidth: 1.25
      }),
      Plot.lineY(days, {
        x,
        y: ({temperature: celsius}: HistoryDay) => degrees.at(celsius),
        fy: () => "temperature",
        stroke: "var(--muted)",
        strokeWidth: 1.25
      }),
      Plot.text(["Load"], {
        ...halo,
        fy: () => "load",
        text: (d: string) => d,
        frameAnchor: "top-left",
        dx: 4,
        dy: -16,
        fill: color,
        fontWeight: 600
      }),
      Plot.text(["Temperature"], {
        ...halo,
        fy: () => "temperature",
        text: (d: string) => d,
        frameAnchor: "top-left",
        dx: 4,
        dy: -14,
        fontWeight: 600
      }),
      Plot.ruleX(days, Plot.pointerX({x, stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        days,
        Plot.pointerX({
          x,
          y: ({load: mw}: HistoryDay) => load.at(mw),
          fy: () => "load",
          title: ({date: day, load: mw, temperature: celsius}: HistoryDay) =>
            `${formatDate(day)}\nLoad  ${formatPower(mw, power)}\nTemperature  ${formatCelsius(celsius)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
