import * as Plot from "npm:@observablehq/plot";
import {formatMoment, formatSigned} from "../lib/format.js";
import {condensed} from "../lib/report/drivers.js";
import type {Drivers} from "../lib/report/shapes.js";
import {axisDays, dayAxis, dayGround} from "./days.js";
import {halo, plotStyle} from "./plotStyle.js";

interface Contribution {
  readonly time: number;
  readonly group: string;
  readonly value: number;
}

/** What each group of features adds to or takes from the load, one strip a group on a common scale, the weightiest first, GW over local days. */
export function ContributionChart(
  drivers: Pick<Drivers, "times" | "groups">,
  {
    width = 900,
    height = 420,
    zone,
    holidays = new Map(),
    color = "var(--accent)"
  }: {width?: number; height?: number; zone: string; holidays?: ReadonlyMap<string, string>; color?: string}
): Element {
  const groups = condensed(drivers);
  const at = drivers.times.map((time) => Date.parse(time));
  const rows = groups.flatMap(({label, values}) =>
    at.map((time, i): Contribution => ({time, group: label, value: values[i]! / 1000}))
  );
  const days = axisDays(zone, at[0]!, at.at(-1)! + 3_600_000, holidays);
  const plotWidth = width - 44;
  return Plot.plot({
    width,
    height,
    marginLeft: 36,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 36,
    style: plotStyle,
    ariaLabel: "Contribution of each group of features to the forecast by the hour",
    x: {type: "time", domain: [days[0]!.start, days.at(-1)!.end]},
    y: {nice: true},
    fy: {domain: groups.map(({label}) => label), axis: null, padding: 0.16},
    marks: [
      dayGround(days, {width: 1}),
      dayAxis(days, {width: plotWidth}),
      Plot.axisY({tickSize: 0, ticks: 3, label: null, tickFormat: (value: number) => formatSigned(value)}),
      Plot.areaY(rows, {
        x: "time",
        y: (row: Contribution) => Math.max(0, row.value),
        fy: "group",
        fill: color,
        fillOpacity: 0.7
      }),
      Plot.areaY(rows, {
        x: "time",
        y: (row: Contribution) => Math.min(0, row.value),
        fy: "group",
        fill: "var(--muted)",
        fillOpacity: 0.55
      }),
      Plot.ruleY([0], {stroke: "var(--ink)", strokeWidth: 0.75}),
      Plot.text(groups, {
        ...halo,
        fy: "label",
        text: "label",
        frameAnchor: "top-left",
        lineWidth: plotWidth / 13,
        textOverflow: "ellipsis-end",
        dx: 4,
        dy: 2,
        fontWeight: 600
      }),
      Plot.tip(
        rows,
        Plot.pointerX({
          x: "time",
          y: "value",
          fy: "group",
          title: ({time, group, value}: Contribution) =>
            `${formatMoment(zone, time)}\n${group}  ${formatSigned(value, 2)}\u00a0GW`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
