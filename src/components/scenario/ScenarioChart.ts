import * as Plot from "npm:@observablehq/plot";
import {formatDay, formatMoment} from "../../lib/format.js";
import {formatDifference, formatPower, GIGAWATT, type PowerUnit} from "../../lib/report/power.js";
import type {ScenarioAnswer} from "../../lib/scenario/model.js";
import {localDay} from "../../lib/time/zone.js";
import {axisDays, dayAxis, dayGround} from "../days.js";
import {halo, plotStyle} from "../plotStyle.js";

export interface ScenarioChartOptions {
  readonly width?: number;
  readonly height?: number;
  readonly zone: string;
  readonly holidays?: ReadonlyMap<string, string>;
  readonly color?: string;
  readonly power?: PowerUnit;
  /** What one value stands for; a day's is drawn at its noon, with a dot. */
  readonly step?: "hour" | "day";
}

interface Row {
  readonly time: number;
  readonly before: number;
  readonly value: number;
  readonly actual: number | null;
}

/**
 * The scenario in the study's colour over the forecast in ink, the space between them filled, over local days; what was observed as
 * rings, where it is known.
 */
export function ScenarioChart(
  {
    scenario,
    before,
    truth = []
  }: {scenario: ScenarioAnswer; before: ScenarioAnswer; truth?: readonly (number | null)[]},
  {
    width = 720,
    height = 340,
    zone,
    holidays = new Map(),
    color = "var(--accent)",
    power = GIGAWATT,
    step = "hour"
  }: ScenarioChartOptions
): Element {
  const rows = Array.from(scenario.times, (time, i): Row => {
    const actual = truth[i] ?? null;
    return {
      time,
      before: before.value[i]! / power.mw,
      value: scenario.value[i]! / power.mw,
      actual: actual === null ? null : actual / power.mw
    };
  });
  const observed = rows.filter(({actual}) => actual !== null);
  const highest = [...observed].sort((a, b) => b.actual! - a.actual!).slice(0, 1);
  const daily = step === "day";
  const days = axisDays(zone, rows[0]!.time, rows.at(-1)!.time + 3_600_000, holidays);
  const marginRight = width < 480 ? 8 : 66;
  const marginLeft = daily ? 44 : 36;
  const plotWidth = width - marginLeft - marginRight;
  const x = daily ? ({time}: Row) => time + 43_200_000 : "time";
  const label = {...halo, x, dx: 6, textAnchor: "start" as const};
  const [last] = rows.slice(-1);
  const apart = last!.value > last!.before ? -6 : 6;
  const line = (name: string, value: number) =>
    `\n${name}  ${formatPower(value * power.mw, power, daily ? power.decimals + 1 : power.decimals)}`;
  const title = ({time, before, value, actual}: Row) =>
    `${daily ? formatDay(localDay(zone, time), {dated: true}) : formatMoment(zone, time)}${line("Scenario", value)}${line("Forecast", before)}\nDifference  ${formatDifference((value - before) * power.mw, power, power.decimals + 1)}${actual === null ? "" : line("Observed", actual)}`;
  return Plot.plot({
    width,
    height,
    marginTop: 24,
    marginLeft,
    marginRight,
    marginBottom: 36,
    style: plotStyle,
    ariaLabel: `The forecast and the scenario by the ${step}`,
    x: {type: "time", domain: [days[0]!.start, days.at(-1)!.end]},
    y: {nice: true},
    marks: [
      dayGround(days, {width: plotWidth}),
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      dayAxis(days, {width: plotWidth}),
      Plot.axisY({tickSize: 0, ticks: 5, label: power.name, labelArrow: "none"}),
      Plot.areaY(rows, {x, y1: "before", y2: "value", fill: color, fillOpacity: 0.18}),
      Plot.lineY(rows, {x, y: "before", stroke: "var(--ink)", strokeWidth: 1.25}),
      Plot.lineY(rows, {x, y: "value", stroke: color, strokeWidth: 2}),
      Plot.dot(daily ? rows : [], {x, y: "before", r: 2, fill: "var(--ink)"}),
      Plot.dot(daily ? rows : [], {x, y: "value", r: 3.5, fill: color}),
      Plot.dot(observed, {x, y: "actual", r: 4.5, stroke: "var(--ink)", strokeWidth: 1.5}),
      Plot.text(highest, {...halo, x, y: "actual", text: () => "observed", dy: -13}),
      Plot.text(width < 480 ? [] : [last!], {
        ...label,
        y: "before",
        text: () => "forecast",
        fill: "var(--ink)",
        dy: -apart
      }),
      Plot.text(width < 480 ? [] : [last!], {
        ...label,
        y: "value",
        text: () => "scenario",
        fill: color,
        fontWeight: 600,
        dy: apart
      }),
      Plot.tip(rows, Plot.pointerX({x, y: "value", title, fill: "var(--paper)", stroke: "var(--rule)"}))
    ]
  });
}
