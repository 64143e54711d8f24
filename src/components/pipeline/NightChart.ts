import * as Plot from "npm:@observablehq/plot";
import type {Night} from "../../lib/artifacts/pipeline.js";
import {formatDay, formatInstant} from "../../lib/format.js";
import {formatSeconds, nightReasons, nightState} from "../../lib/report/pipeline/words.js";
import {plotStyle} from "../plotStyle.js";

/** Places that the chart has at least. */
const fewest = 12;

/** How long the runs of the last nights took, the oldest on the left; what made no edition or not all of it is marked. */
export function NightChart(
  nights: readonly Night[],
  {width = 720, height = 240}: {width?: number; height?: number} = {}
): Element {
  const rows = [...nights]
    .reverse()
    .map((night, i) => ({...night, i, minutes: night.seconds / 60, day: night.startedAt.slice(0, 10)}));
  const inMinutes = Math.max(0, ...rows.map(({seconds}) => seconds)) >= 120;
  const value = inMinutes ? "minutes" : "seconds";
  const every = Math.ceil(rows.length / (width < 480 ? 3 : 7));
  // A few runs do not fill the chart, so that a bar stays a bar.
  const slots = Array.from({length: Math.max(rows.length, fewest)}, (_, i) => i);
  const marked = rows.filter(({status}) => status === "degraded" || status === "failed");
  return Plot.plot({
    width,
    height,
    marginLeft: 40,
    marginBottom: 32,
    marginTop: 28,
    style: plotStyle,
    ariaLabel: "Duration of the runs of the last nights",
    x: {type: "band", domain: slots, label: null, padding: 0.25},
    y: {label: null, nice: true, zero: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisY({tickSize: 0, ticks: 4, label: inMinutes ? "minutes" : "seconds", labelArrow: "none"}),
      Plot.axisX(
        rows.filter(({i}) => i % every === 0).map(({i}) => i),
        {tickSize: 0, tickFormat: (i: number) => formatDay(rows[i]!.day).slice(4)}
      ),
      Plot.barY(rows, {
        x: "i",
        y: value,
        fill: ({status}: Night) =>
          status === "degraded" || status === "failed" ? "var(--warning)" : "var(--accent)",
        fillOpacity: ({status}: Night) => (status === "stale" ? 0.5 : 1)
      }),
      Plot.text(marked, {x: "i", y: value, text: () => "!", dy: -8, fill: "var(--warning)", fontWeight: 600}),
      Plot.ruleY([0], {stroke: "var(--muted)"}),
      Plot.tip(
        rows,
        Plot.pointerX({
          x: "i",
          y: value,
          title: (night: Night) =>
            [
              formatInstant("UTC", Date.parse(night.startedAt)),
              `${nightState(night)}, ${formatSeconds(night.seconds)}`,
              ...nightReasons(night)
            ].join("\n"),
          lineWidth: 24,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
