import * as Plot from "npm:@observablehq/plot";
import {formatGW, formatMoment, formatNumber, formatSigned} from "../lib/format.js";
import type {ReportHour} from "../lib/report/hours.js";
import {axisDays, dayAxis, dayGround} from "./days.js";
import {halo, plotStyle} from "./plotStyle.js";

export interface ForecastChartOptions {
  readonly width?: number;
  readonly height?: number;
  readonly zone: string;
  readonly origin: number;
  readonly holidays?: ReadonlyMap<string, string>;
  readonly color?: string;
  /** What the official forecast is called. */
  readonly referenceLabel?: string;
  readonly description?: string;
}

/** Truth as ink, the forecast in the study's colour with both intervals, the official forecast dashed; GW over local days. */
export function ForecastChart(
  hours: readonly ReportHour[],
  {
    width = 900,
    height = 380,
    zone,
    origin,
    holidays = new Map(),
    color = "var(--accent)",
    referenceLabel = "RTE day-ahead",
    description = ""
  }: ForecastChartOptions
): Element {
  const marginRight = width < 560 ? 8 : 76;
  const plotWidth = width - 40 - marginRight;
  const days = axisDays(zone, hours[0]!.time, hours.at(-1)!.time + 3_600_000, holidays);
  const gw = (name: keyof ReportHour) => (hour: ReportHour) =>
    hour[name] === null ? Number.NaN : hour[name] / 1000;
  const ahead = hours.filter(({value}) => value !== null);
  const known = hours.filter(({actual}) => actual !== null);
  const official = known.filter(({reference}) => reference !== null);
  const highestKnown = known
    .slice(0, 48)
    .sort((a, b) => b.actual! - a.actual!)
    .slice(0, 1);
  const lowestOfficial = official
    .slice(0, -12)
    .sort((a, b) => a.reference! - b.reference!)
    .slice(0, 1);
  const x = "time";
  const label = {...halo, dx: 6, textAnchor: "start" as const, lineAnchor: "middle" as const};
  return Plot.plot({
    width,
    height,
    marginLeft: 40,
    marginRight,
    marginTop: 24,
    marginBottom: 36,
    style: plotStyle,
    ariaLabel: "Observed and forecast electricity load by the hour",
    ariaDescription: description,
    x: {type: "time", domain: [days[0]!.start, days.at(-1)!.end]},
    y: {label: "GW", labelArrow: "none", ticks: 5, nice: true, insetBottom: 14},
    marks: [
      dayGround(days, {width: plotWidth}),
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      dayAxis(days, {width: plotWidth}),
      Plot.axisY({tickSize: 0, ticks: 5, label: "GW", labelArrow: "none"}),
      Plot.areaY(ahead, {x, y1: gw("lo95"), y2: gw("hi95"), fill: color, fillOpacity: 0.08}),
      Plot.areaY(ahead, {x, y1: gw("lo80"), y2: gw("hi80"), fill: color, fillOpacity: 0.2}),
      Plot.lineY(hours, {
        x,
        y: gw("reference"),
        stroke: "var(--reference)",
        strokeDasharray: "3 3",
        strokeWidth: 1.5
      }),
      Plot.lineY(hours, {x, y: gw("actual"), stroke: "var(--ink)", strokeWidth: 1.5}),
      Plot.lineY(ahead, {x, y: gw("value"), stroke: color, strokeWidth: 2}),
      Plot.ruleX([origin], {stroke: "var(--ink)", strokeWidth: 1}),
      Plot.text([origin], {...halo, x: (d) => d, text: () => "issued", frameAnchor: "top", dy: -16}),
      Plot.text(highestKnown, {
        ...halo,
        x,
        y: gw("actual"),
        text: () => "Observed",
        dy: -12,
        fontWeight: 600
      }),
      Plot.text(lowestOfficial, {
        ...halo,
        x,
        y: gw("reference"),
        text: () => referenceLabel,
        fill: "var(--reference)",
        dy: 14
      }),
      Plot.text(width < 560 ? [] : ahead.slice(-1), {
        ...label,
        x,
        y: gw("value"),
        text: () => "Almanac",
        fill: color,
        fontWeight: 600
      }),
      Plot.ruleX(hours, Plot.pointerX({x, stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        hours,
        Plot.pointerX({
          x,
          y: (hour: ReportHour) => (hour.value ?? hour.actual ?? hour.reference ?? Number.NaN) / 1000,
          title: (hour: ReportHour) => tipText(hour, zone, referenceLabel),
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

/** What the pointer says about an hour: time, value, interval, official forecast and the differences. */
export function tipText(
  {time, actual, value, lo80, hi80, reference}: ReportHour,
  zone: string,
  official: string
): string {
  const lines = [formatMoment(zone, time)];
  if (actual !== null) lines.push(`Observed  ${formatGW(actual)}`);
  if (value !== null) lines.push(`Almanac  ${formatGW(value)}`);
  if (lo80 !== null && hi80 !== null)
    lines.push(`80 %: ${formatNumber(lo80 / 1000, 1)} to ${formatGW(hi80)}`);
  if (reference !== null) lines.push(`${official}  ${formatGW(reference)}`);
  const first = value ?? reference;
  const against = value === null ? actual : (actual ?? reference);
  if (first !== null && against !== null)
    lines.push(`Difference  ${formatSigned((first - against) / 1000, 2)}\u00a0GW`);
  return lines.join("\n");
}
