import * as Plot from "npm:@observablehq/plot";
import {formatMonth, formatMonthTick, formatNumber} from "../../../lib/format.js";
import {knownGroups} from "../../../lib/report/rain/verification/groups.js";
import type {GroupRow, Verification} from "../../../lib/report/rain/verification/shapes.js";
import {wholeMonths} from "../../../lib/report/scores.js";
import {halo, plotStyle} from "../../plotStyle.js";

interface MonthPoint {
  readonly group: string;
  readonly f1: number;
  readonly low: number;
  readonly high: number;
  readonly label: string;
  readonly wet: number;
  readonly n: number;
}

/** F1 by month: the champion with its 95 % interval, other forecasts dashed. Months without rain keep their place, and the line breaks there. */
export function ScoreOverTime(
  {groups, champion, curves}: Pick<Verification, "groups" | "champion" | "curves">,
  {
    width = 720,
    height = 300,
    color = "var(--accent)",
    others = ["climatology", "persistence"]
  }: {width?: number; height?: number; color?: string; others?: readonly string[]} = {}
): Element {
  const domain = wholeMonths(groups.month.map(({group}) => group));
  const points = (name: string): MonthPoint[] => {
    const label = curves.find((curve) => curve.name === name)?.label ?? name;
    const rows = new Map(knownGroups(groups.month, name).map((row) => [row.group, row]));
    return domain.map((group) => pointOf(group, rows.get(group), label));
  };
  const ours = points(champion);
  const theirs = others.map(points);
  const known = (rows: readonly MonthPoint[]) => rows.filter(({f1}) => !Number.isNaN(f1));
  const at = {x: "group", y: "f1"};
  const every = width < 420 ? 3 : width < 640 ? 2 : 1;
  return Plot.plot({
    width,
    height,
    marginTop: 28,
    marginLeft: 34,
    marginRight: width < 560 ? 16 : 112,
    marginBottom: 38,
    style: plotStyle,
    ariaLabel: "F1 by month of the champion, climatology and persistence",
    x: {type: "point", domain, label: null},
    y: {domain: [0, 1]},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, label: "F1", labelArrow: "none"}),
      Plot.axisX(
        domain.filter((month, i) => (domain.length > 24 ? month.endsWith("-01") : i % every === 0)),
        {tickSize: 0, tickFormat: formatMonthTick}
      ),
      Plot.areaY(ours, {x: "group", y1: "low", y2: "high", fill: color, fillOpacity: 0.18}),
      theirs.map((rows, i) =>
        Plot.lineY(rows, {...at, stroke: "var(--reference)", strokeDasharray: i % 2 ? "6 3" : "2 3"})
      ),
      Plot.lineY(ours, {...at, stroke: color, strokeWidth: 2}),
      Plot.dot(known(ours), {...at, fill: color, r: 3}),
      [ours, ...theirs].map((rows, i) =>
        Plot.text(known(rows).slice(-1), {
          ...halo,
          ...at,
          text: "label",
          ...(width < 560 ? {textAnchor: "end", dy: i === 0 ? -14 : 12} : {textAnchor: "start", dx: 10}),
          fill: i === 0 ? color : "var(--reference)",
          fontWeight: i === 0 ? 600 : 400
        })
      ),
      Plot.tip(
        known([ours, ...theirs].flat()),
        Plot.pointer({
          ...at,
          title: ({label, group, f1, low, high, wet, n}: MonthPoint) =>
            `${label}\n${formatMonth(group)}: F1 ${formatNumber(f1, 2)}${Number.isNaN(low) ? "" : ` (${formatNumber(low, 2)} to ${formatNumber(high, 2)})`}\n${formatNumber(wet)} wet of ${formatNumber(n)} days of towns`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

function pointOf(group: string, row: GroupRow | undefined, label: string): MonthPoint {
  return {
    group,
    label,
    f1: row?.f1 ?? Number.NaN,
    low: row?.f1Span?.[0] ?? Number.NaN,
    high: row?.f1Span?.[1] ?? Number.NaN,
    wet: row?.wet ?? 0,
    n: row?.n ?? 0
  };
}
