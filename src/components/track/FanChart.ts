import * as Plot from "npm:@observablehq/plot";
import type {TrackRecord} from "../../lib/artifacts/track.js";
import {formatDate, formatDay, formatMoment, formatNumber, withUnit} from "../../lib/format.js";
import {drawnUnit, pointsOf, type TrackPoint, truthOf} from "../../lib/report/track/points.js";
import {localDay} from "../../lib/time/zone.js";
import {halo, plotStyle} from "../plotStyle.js";

export interface FanOptions {
  readonly width: number;
  readonly height: number;
  readonly zone: string;
  readonly unit: string;
  /** Index of the edition whose whole forecast is drawn with its intervals. */
  readonly chosen: number;
  readonly series?: number;
  /** True where one value is a day's. */
  readonly daily: boolean;
  readonly referenceLabel: string | null;
  readonly color?: string;
}

/**
 * Forecasts of several editions as a fan over the truth: the truth as ink, every edition's as a thin line, the chosen one with its intervals, the
 * publisher's own dashed.
 */
export function FanChart(
  record: TrackRecord,
  {width, height, zone, unit, chosen, series = 0, daily, referenceLabel, color = "var(--accent)"}: FanOptions
): Element {
  const truth = truthOf(record, series);
  const fans = record.editions.map((edition) => pointsOf(record, edition, "champion", series));
  const edition = record.editions[chosen]!;
  const one = fans[chosen] ?? [];
  const official = pointsOf(record, edition, "reference", series).filter(({value}) => !Number.isNaN(value));
  const phone = width < 560;
  const known = truth.filter(({actual}) => !Number.isNaN(actual));
  const {unit: shown, by, decimals} = drawnUnit(record, unit);
  const [lastKnown, lastSaid] = [known.at(-1)?.actual ?? Number.NaN, one.at(-1)?.value ?? Number.NaN];
  const observedBelow = lastKnown <= lastSaid;
  const amount = (name: "value" | "lo80" | "hi80" | "lo95" | "hi95" | "actual") => (point: TrackPoint) =>
    point[name] / by;
  const mark = {x: "time", y: amount("value")};
  return Plot.plot({
    ...{width, height, style: plotStyle},
    marginLeft: 48,
    marginRight: phone ? 10 : 74,
    marginTop: 26,
    marginBottom: 34,
    ariaLabel: `What was forecast in ${record.editions.length} editions, over what was observed`,
    x: {type: "utc", label: null},
    y: {label: shown, labelArrow: "none", nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisX({
        tickSize: 0,
        ticks: phone ? 4 : 8,
        label: null,
        tickFormat: (time: Date) => formatDay(localDay(zone, +time)).replace(/^\w+ /, "")
      }),
      Plot.axisY({tickSize: 0, ticks: 5, label: shown, labelArrow: "none"}),
      Plot.areaY(one, {x: "time", y1: amount("lo95"), y2: amount("hi95"), fill: color, fillOpacity: 0.1}),
      Plot.areaY(one, {x: "time", y1: amount("lo80"), y2: amount("hi80"), fill: color, fillOpacity: 0.22}),
      ...fans.map((fan) => Plot.lineY(fan, {...mark, stroke: color, strokeOpacity: 0.45, strokeWidth: 0.75})),
      Plot.lineY(official, {...mark, stroke: "var(--reference)", strokeDasharray: "3 3", strokeWidth: 1.5}),
      Plot.lineY(truth, {x: "time", y: ({actual}) => actual / by, stroke: "var(--ink)", strokeWidth: 1.5}),
      ...(daily
        ? [Plot.dot(known, {x: "time", y: ({actual}) => actual / by, r: 2, fill: "var(--ink)"})]
        : []),
      Plot.lineY(one, {...mark, stroke: color, strokeWidth: 2.25}),
      ...(daily ? [Plot.dot(one, {...mark, r: 3, fill: color})] : []),
      Plot.ruleX([Date.parse(edition.origin)], {stroke: "var(--ink)", strokeWidth: 1}),
      Plot.text([Date.parse(edition.origin)], {
        ...halo,
        ...{
          x: (time: number) => time,
          text: () => "origin",
          textAnchor: "start",
          frameAnchor: "top",
          dx: 2,
          dy: -14
        }
      }),
      Plot.text(phone ? [] : known.slice(-1), {
        ...halo,
        ...{
          x: "time",
          y: ({actual}) => actual / by,
          text: () => "Observed",
          textAnchor: "start",
          dx: 6,
          dy: observedBelow ? 10 : -10,
          fontWeight: 600
        }
      }),
      Plot.text(phone ? [] : one.slice(-1), {
        ...halo,
        ...mark,
        ...{
          text: () => "Almanac",
          textAnchor: "start",
          dx: 6,
          fill: color,
          fontWeight: 600,
          dy: observedBelow ? -10 : 10
        }
      }),
      Plot.ruleX(one, Plot.pointerX({x: "time", stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        one,
        Plot.pointerX({
          ...mark,
          title: (point: TrackPoint) => {
            const reference = official.find(({time}) => time === point.time);
            const say = (name: string, value: number) =>
              Number.isNaN(value) ? [] : [`${name}  ${withUnit(formatNumber(value / by, decimals), shown)}`];
            return [
              daily ? formatDay(localDay(zone, point.time), {dated: true}) : formatMoment(zone, point.time),
              ...say("Forecast", point.value),
              ...say("Observed", point.actual),
              ...(reference && referenceLabel ? say(referenceLabel, reference.value) : []),
              `said ${formatDate(localDay(zone, point.origin))}`
            ].join("\n");
          },
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
