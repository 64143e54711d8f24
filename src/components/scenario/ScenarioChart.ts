import * as Plot from "npm:@observablehq/plot";
import {formatGW, formatMoment, formatSigned} from "../../lib/format.js";
import type {ScenarioAnswer} from "../../lib/scenario/model.js";
import {axisDays, dayAxis, dayGround} from "../days.js";
import {halo, plotStyle} from "../plotStyle.js";

interface Pair {
  readonly time: number;
  readonly before: number;
  readonly value: number;
}

/** The scenario in the study's colour over the forecast in ink, the space between them filled; GW over local days. */
export function ScenarioChart(
  {scenario, before}: {scenario: ScenarioAnswer; before: ScenarioAnswer},
  {
    width = 720,
    height = 340,
    zone,
    holidays = new Map(),
    color = "var(--accent)"
  }: {width?: number; height?: number; zone: string; holidays?: ReadonlyMap<string, string>; color?: string}
): Element {
  const pairs = Array.from(scenario.times, (time, i): Pair => {
    return {time, before: before.value[i]! / 1000, value: scenario.value[i]! / 1000};
  });
  const days = axisDays(zone, pairs[0]!.time, pairs.at(-1)!.time + 3_600_000, holidays);
  const marginRight = width < 480 ? 8 : 66;
  const plotWidth = width - 36 - marginRight;
  const label = {...halo, x: "time", dx: 6, textAnchor: "start" as const};
  const [last] = pairs.slice(-1);
  const apart = last!.value > last!.before ? -6 : 6;
  return Plot.plot({
    width,
    height,
    marginTop: 24,
    marginLeft: 36,
    marginRight,
    marginBottom: 36,
    style: plotStyle,
    ariaLabel: "The forecast and the scenario by the hour",
    x: {type: "time", domain: [days[0]!.start, days.at(-1)!.end]},
    y: {nice: true},
    marks: [
      dayGround(days, {width: plotWidth}),
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      dayAxis(days, {width: plotWidth}),
      Plot.axisY({tickSize: 0, ticks: 5, label: "GW", labelArrow: "none"}),
      Plot.areaY(pairs, {x: "time", y1: "before", y2: "value", fill: color, fillOpacity: 0.18}),
      Plot.lineY(pairs, {x: "time", y: "before", stroke: "var(--ink)", strokeWidth: 1.25}),
      Plot.lineY(pairs, {x: "time", y: "value", stroke: color, strokeWidth: 2}),
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
      Plot.tip(
        pairs,
        Plot.pointerX({
          x: "time",
          y: "value",
          title: ({time, before, value}: Pair) =>
            `${formatMoment(zone, time)}\nScenario  ${formatGW(value * 1000)}\nForecast  ${formatGW(before * 1000)}\nDifference  ${formatSigned(value - before, 2)}\u00a0GW`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
