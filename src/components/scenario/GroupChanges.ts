import * as Plot from "npm:@observablehq/plot";
import {formatDifference, GIGAWATT, type PowerUnit} from "../../lib/report/power.js";
import type {Difference} from "../../lib/scenario/model.js";
import {halo, plotStyle} from "../plotStyle.js";

/** Which groups of features moved the forecast, as bars: mean change over the week. */
export function GroupChanges(
  {groups}: Pick<Difference, "groups">,
  {
    width = 720,
    height = 30 * groups.length + 12,
    color = "var(--accent)",
    power = GIGAWATT
  }: {width?: number; height?: number; color?: string; power?: PowerUnit} = {}
): Element {
  const rows = groups.map(({label, change}) => ({label, change: change / power.mw}));
  const text = ({change}: {change: number}) =>
    formatDifference(change * power.mw, power, power.decimals + (power.mw > 1 ? 1 : 0));
  const most = Math.max(10 ** -power.decimals, ...rows.map(({change}) => Math.abs(change)));
  const room = width < 480 ? 2.6 : 1.7;
  return Plot.plot({
    width,
    height,
    marginLeft: Math.min(170, width * 0.4),
    marginRight: 8,
    marginTop: 4,
    marginBottom: 4,
    style: plotStyle,
    ariaLabel: "Mean change by group of features",
    x: {domain: [-most * room, most * room], axis: null},
    y: {domain: rows.map(({label}) => label), label: null, tickSize: 0, padding: 0.35},
    marks: [
      Plot.barX(rows, {y: "label", x: "change", fill: color, fillOpacity: 0.7}),
      Plot.ruleX([0], {stroke: "var(--ink)", strokeWidth: 0.75}),
      Plot.text(
        rows.filter(({change}) => change >= 0),
        {
          ...halo,
          y: "label",
          x: "change",
          text,
          dx: 5,
          textAnchor: "start"
        }
      ),
      Plot.text(
        rows.filter(({change}) => change < 0),
        {
          ...halo,
          y: "label",
          x: "change",
          text,
          dx: -5,
          textAnchor: "end"
        }
      )
    ]
  });
}
