import * as Plot from "npm:@observablehq/plot";
import {formatPercent} from "../lib/format.js";
import {type CandidateScores, solidSlices, wholeMonths} from "../lib/report/scores.js";
import {halo, plotStyle} from "./plotStyle.js";

interface SlicePoint {
  readonly slice: string;
  readonly mape: number;
  readonly label: string;
  readonly role: "champion" | "reference";
}

/**
 * Mean error by slice (local hour, month, kind of day): the champion in the study's colour, the official forecast dashed. Months without a
 * score keep their place, and the line breaks there.
 */
export function SliceChart(
  {champion, reference, group}: {champion: CandidateScores; reference: CandidateScores | null; group: string},
  {
    width = 460,
    height = 240,
    color = "var(--accent)",
    format = (slice: string) => slice,
    tick = format,
    every = 1,
    description = ""
  }: {
    width?: number;
    height?: number;
    color?: string;
    format?: (slice: string) => string;
    /** A slice on the axis, where it is shorter there. */
    tick?: (slice: string) => string;
    every?: number;
    description?: string;
  } = {}
): Element {
  const slices = solidSlices(champion, group).map(({slice}) => slice);
  const domain = group === "month" ? wholeMonths(slices) : slices;
  const onDomain = (rows: readonly {slice: string; mape: number}[]) =>
    domain.map((slice) => rows.find((row) => row.slice === slice) ?? {slice, mape: Number.NaN});
  const points = (candidate: CandidateScores | null, role: SlicePoint["role"]): SlicePoint[] =>
    candidate === null
      ? []
      : onDomain(solidSlices(candidate, group)).map(({slice, mape}) => ({
          slice,
          mape,
          role,
          label: candidate.label
        }));
  const ours = points(champion, "champion");
  const theirs = points(reference, "reference");
  const at = {x: "slice", y: "mape"};
  const known = (rows: SlicePoint[]) => rows.filter(({mape}) => !Number.isNaN(mape));
  const highest = (rows: SlicePoint[]) =>
    known(rows)
      .sort((a, b) => b.mape - a.mape)
      .slice(0, 1);
  const lowest = (rows: SlicePoint[]) =>
    known(rows)
      .sort((a, b) => a.mape - b.mape)
      .slice(0, 1);
  // A name near an edge of the chart runs inwards from its point.
  const inwards = (rows: SlicePoint[]): {textAnchor?: "start" | "end"} => {
    const place = domain.indexOf(rows[0]?.slice ?? "") / domain.length;
    return place > 0.6 ? {textAnchor: "end"} : place < 0.3 ? {textAnchor: "start"} : {};
  };
  const label = {...halo, ...at, text: "label", dy: -12};
  return Plot.plot({
    width,
    height,
    marginTop: 28,
    marginLeft: 34,
    marginRight: 16,
    marginBottom: 38,
    style: plotStyle,
    ariaLabel: `Mean absolute percentage error by ${group}`,
    ariaDescription: description,
    x: {type: "point", domain, label: null},
    y: {zero: true, nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisY({tickSize: 0, ticks: 4, label: "%", labelArrow: "none"}),
      Plot.axisX(
        domain.filter((_, i) => i % every === 0),
        {tickSize: 0, tickFormat: tick}
      ),
      Plot.lineY(theirs, {...at, stroke: "var(--reference)", strokeDasharray: "3 3"}),
      Plot.lineY(ours, {...at, stroke: color, strokeWidth: 2}),
      Plot.dot(known(theirs), {...at, fill: "var(--reference)", r: 1.5}),
      Plot.dot(known(ours), {...at, fill: color, r: 2.5}),
      Plot.text(highest(theirs), {...label, ...inwards(highest(theirs)), fill: "var(--reference)"}),
      Plot.text(lowest(ours), {...label, ...inwards(lowest(ours)), dy: 15, fill: color, fontWeight: 600}),
      Plot.tip(
        known([...ours, ...theirs]),
        Plot.pointer({
          ...at,
          title: ({label, slice, mape}: SlicePoint) => `${label}\n${format(slice)}: ${formatPercent(mape)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
