import * as Plot from "npm:@observablehq/plot";
import type {TrackRecord} from "../../lib/artifacts/track.js";
import {formatDay, formatShare} from "../../lib/format.js";
import {labelled, pointsOf, type TrackPoint} from "../../lib/report/track/points.js";
import {localDay} from "../../lib/time/zone.js";
import {plotStyle} from "../plotStyle.js";

/** The first step of each edition's forecast of a series, by its alias. */
export function chancesOf(
  record: TrackRecord,
  series: number,
  alias: "champion" | "challenger" = "champion"
): TrackPoint[] {
  return record.editions.flatMap((edition) => pointsOf(record, edition, alias, series).slice(0, 1));
}

/** The chance that was said for each day in one series, filled where it happened, open where it did not, grey where that is not known. */
export function ChanceChart(
  record: TrackRecord,
  {
    width,
    height,
    zone,
    series,
    name,
    color = "var(--accent)"
  }: {width: number; height: number; zone: string; series: number; name: string; color?: string}
): Element {
  const said = chancesOf(record, series).filter(({value}) => !Number.isNaN(value));
  const known = said.filter(({actual}) => !Number.isNaN(actual));
  const mark = {x: "time", y: "value"};
  return Plot.plot({
    ...{width, height, style: plotStyle},
    ...{marginLeft: 48, marginRight: 14, marginTop: 20, marginBottom: 34},
    ariaLabel: `The chance that was said for each day in ${name}, and whether it happened`,
    x: {type: "utc", label: null, inset: 8},
    y: {domain: [0, 1], axis: null},
    marks: [
      Plot.ruleY([0, 0.5, 1], {stroke: "var(--rule)"}),
      Plot.axisY([0, 0.5, 1], {tickSize: 0, label: null, tickFormat: (share: number) => formatShare(share)}),
      Plot.axisX(
        labelled(
          said.map(({time}) => time),
          width < 560 ? 4 : 8
        ),
        {
          tickSize: 0,
          label: null,
          tickFormat: (time: number) => formatDay(localDay(zone, time)).replace(/^\w+ /, "")
        }
      ),
      Plot.ruleX(said, {x: "time", y1: 0, y2: "value", stroke: color, strokeOpacity: 0.35}),
      Plot.dot(
        said.filter(({actual}) => Number.isNaN(actual)),
        {...mark, r: 2.5, fill: "var(--muted)"}
      ),
      Plot.dot(known, {
        ...mark,
        ...{r: 4.5, stroke: color, strokeWidth: 1.5},
        fill: ({actual}: TrackPoint) => (actual === 1 ? color : "var(--paper)")
      }),
      Plot.tip(
        said,
        Plot.pointerX({
          ...mark,
          title: ({time, value, actual}: TrackPoint) =>
            `${formatDay(localDay(zone, time), {dated: true})}\nSaid  ${formatShare(value)}\n${happenedText(actual)}`,
          ...{fill: "var(--paper)", stroke: "var(--rule)"}
        })
      )
    ]
  });
}

/** What came of a chance, in words. */
export function happenedText(actual: number): string {
  return Number.isNaN(actual) ? "not known" : actual === 1 ? "it happened" : "it did not happen";
}
