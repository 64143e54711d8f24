import * as Plot from "npm:@observablehq/plot";
import type {Track, TrackRecord} from "../../lib/artifacts/track.js";
import {formatDay} from "../../lib/format.js";
import {type EditionError, errorsAt} from "../../lib/report/track/errors.js";
import {labelled} from "../../lib/report/track/points.js";
import {formatError, labelIn} from "../../lib/report/track/words.js";
import {localDay} from "../../lib/time/zone.js";
import {plotStyle} from "../plotStyle.js";

/** The error of each edition at a lead (0: all leads): the champion filled, the challenger open, the publisher's own forecast as a diamond. */
export function ErrorChart(
  track: Track,
  record: TrackRecord,
  {
    width,
    height,
    lead,
    color = "var(--accent)"
  }: {width: number; height: number; lead: number; color?: string}
): Element {
  const rows = errorsAt(record, lead);
  const of = (alias: EditionError["alias"]) => rows.filter((row) => row.alias === alias);
  const mark = {x: "origin", y: "error"};
  const unit = track.metric === "mape" ? "%" : "Brier score";
  return Plot.plot({
    ...{width, height, style: plotStyle},
    ...{marginLeft: 44, marginRight: 14, marginTop: 26, marginBottom: 34},
    ariaLabel: "The error of each edition of the champion, the challenger and the publisher's own forecast",
    x: {type: "utc", label: null, inset: 8},
    y: {domain: [0, Math.max(...rows.map(({error}) => error), 1e-9) * 1.05], label: unit, labelArrow: "none"},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisX(
        labelled(
          rows.map(({origin}) => origin),
          width < 560 ? 4 : 8
        ),
        {
          tickSize: 0,
          label: null,
          tickFormat: (time: number) => formatDay(localDay(track.timeZone, time)).replace(/^\w+ /, "")
        }
      ),
      Plot.axisY({tickSize: 0, ticks: 5, label: unit, labelArrow: "none"}),
      Plot.lineY(of("champion"), {...mark, stroke: color, strokeOpacity: 0.5, strokeWidth: 1.25}),
      Plot.dot(of("challenger"), {
        ...mark,
        r: 3,
        stroke: "var(--muted)",
        fill: "var(--paper)",
        strokeWidth: 1.25
      }),
      Plot.dot(of("reference"), {...mark, r: 4.5, symbol: "diamond", fill: "var(--ink)"}),
      Plot.dot(of("champion"), {...mark, r: 4, fill: color}),
      Plot.tip(
        rows,
        Plot.pointer({
          ...mark,
          title: ({origin, alias, candidate, error}: EditionError) =>
            `${formatDay(localDay(track.timeZone, origin), {dated: true})}\n${labelIn(track, candidate)}${alias === "reference" ? "" : `, ${alias}`}\n${formatError(track.metric, error)}`,
          ...{fill: "var(--paper)", stroke: "var(--rule)"}
        })
      )
    ]
  });
}
