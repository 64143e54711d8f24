import * as Plot from "npm:@observablehq/plot";
import {formatDay, formatMoment} from "../lib/format.js";
import type {ReportHour} from "../lib/report/hours.js";
import {formatDifference, formatPower, GIGAWATT, type PowerUnit, powerNumber} from "../lib/report/power.js";
import {localDay} from "../lib/time/zone.js";
import {axisDays, dayAxis, dayGround} from "./days.js";
import {halo, plotStyle} from "./plotStyle.js";

export interface ForecastChartOptions {
  readonly width?: number;
  readonly height?: number;
  readonly zone: string;
  readonly origin: number;
  readonly holidays?: ReadonlyMap<string, string>;
  readonly color?: string;
  /** What the official forecast is called; none is drawn where there is none. */
  readonly referenceLabel?: string;
  readonly power?: PowerUnit;
  /** What one value stands for; a day's is drawn at its noon, with a dot. */
  readonly step?: "hour" | "day";
  readonly description?: string;
}

/** Truth as ink, the forecast in the study's colour with both intervals, the official forecast dashed, over local days. */
export function ForecastChart(
  hours: readonly ReportHour[],
  {
    width = 900,
    height = 380,
    zone,
    origin,
    holidays = new Map(),
    color = "var(--accent)",
    referenceLabel,
    power = GIGAWATT,
    step = "hour",
    description = ""
  }: ForecastChartOptions
): Element {
  const marginRight = width < 560 ? 8 : 76;
  const marginLeft = 44;
  const plotWidth = width - marginLeft - marginRight;
  const days = axisDays(zone, hours[0]!.time, hours.at(-1)!.time + 3_600_000, holidays);
  const amount = (name: keyof ReportHour) => (hour: ReportHour) =>
    hour[name] === null ? Number.NaN : hour[name] / power.mw;
  const daily = step === "day";
  const ahead = hours.filter(({value}) => value !== null);
  const known = hours.filter(({actual}) => actual !== null);
  const official = known.filter(({reference}) => reference !== null);
  const highestKnown = known
    .slice(0, daily ? -3 : 48)
    .sort((a, b) => b.actual! - a.actual!)
    .slice(0, 1);
  const lowestOfficial = official
    .slice(0, -12)
    .sort((a, b) => a.reference! - b.reference!)
    .slice(0, 1);
  const x = daily ? ({time}: ReportHour) => time + 43_200_000 : "time";
  const label = {...halo, dx: 6, textAnchor: "start" as const, lineAnchor: "middle" as const};
  return Plot.plot({
    width,
    height,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 36,
    style: plotStyle,
    ariaLabel: `Observed and forecast electricity load by the ${step}`,
    ariaDescription: description,
    x: {type: "time", domain: [days[0]!.start, days.at(-1)!.end]},
    y: {label: power.name, labelArrow: "none", ticks: 5, nice: true, insetBottom: 14},
    marks: [
      dayGround(days, {width: plotWidth}),
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      dayAxis(days, {width: plotWidth}),
      Plot.axisY({tickSize: 0, ticks: 5, label: power.name, labelArrow: "none"}),
      Plot.areaY(ahead, {x, y1: amount("lo95"), y2: amount("hi95"), fill: color, fillOpacity: 0.08}),
      Plot.areaY(ahead, {x, y1: amount("lo80"), y2: amount("hi80"), fill: color, fillOpacity: 0.2}),
      Plot.lineY(hours, {
        x,
        y: amount("reference"),
        stroke: "var(--reference)",
        strokeDasharray: "3 3",
        strokeWidth: 1.5
      }),
      Plot.lineY(hours, {x, y: amount("actual"), stroke: "var(--ink)", strokeWidth: 1.5}),
      Plot.lineY(ahead, {x, y: amount("value"), stroke: color, strokeWidth: 2}),
      ...(daily
        ? [
            Plot.dot(known, {x, y: amount("actual"), r: 2, fill: "var(--ink)"}),
            Plot.dot(ahead, {x, y: amount("value"), r: 3.5, fill: color})
          ]
        : []),
      Plot.ruleX([origin], {stroke: "var(--ink)", strokeWidth: 1}),
      Plot.text([origin], {...halo, x: (d) => d, text: () => "issued", frameAnchor: "top", dy: -16}),
      Plot.text(highestKnown, {
        ...halo,
        x,
        y: amount("actual"),
        text: () => "Observed",
        dy: -12,
        fontWeight: 600
      }),
      Plot.text(lowestOfficial, {
        ...halo,
        x,
        y: amount("reference"),
        text: () => referenceLabel ?? "",
        fill: "var(--reference)",
        dy: 14
      }),
      Plot.text(width < 560 ? [] : ahead.slice(-1), {
        ...label,
        x,
        y: amount("value"),
        text: () => "Almanac",
        fill: color,
        fontWeight: 600
      }),
      Plot.ruleX(hours, Plot.pointerX({x, stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        hours,
        Plot.pointerX({
          x,
          y: (hour: ReportHour) => (hour.value ?? hour.actual ?? hour.reference ?? Number.NaN) / power.mw,
          title: (hour: ReportHour) => tipText(hour, zone, referenceLabel, {power, step}),
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

/** What the pointer says about an hour or a day: time, value, interval, official forecast and the differences. */
export function tipText(
  {time, actual, value, lo80, hi80, reference}: ReportHour,
  zone: string,
  official = "official forecast",
  {power = GIGAWATT, step = "hour"}: Pick<ForecastChartOptions, "power" | "step"> = {}
): string {
  const lines = [step === "hour" ? formatMoment(zone, time) : formatDay(localDay(zone, time), {dated: true})];
  if (actual !== null) lines.push(`Observed  ${formatPower(actual, power)}`);
  if (value !== null) lines.push(`Almanac  ${formatPower(value, power)}`);
  if (lo80 !== null && hi80 !== null)
    lines.push(`80 %: ${powerNumber(lo80, power)} to ${formatPower(hi80, power)}`);
  if (reference !== null) lines.push(`${official}  ${formatPower(reference, power)}`);
  const first = value ?? reference;
  const against = value === null ? actual : (actual ?? reference);
  if (first !== null && against !== null)
    lines.push(
      `Difference  ${formatDifference(first - against, power, power.decimals + (step === "hour" ? 1 : 0))}`
    );
  return lines.join("\n");
}
