import * as Plot from "npm:@observablehq/plot";
import {formatShare} from "../../lib/format.js";
import type {ReadingKnob} from "../../lib/rain/scenario/knobs.js";
import type {CurvePoint, RainAnswer, Reading} from "../../lib/rain/scenario/open.js";
import {lowerFirst, readingText} from "../../lib/rain/scenario/words.js";
import {formatChance} from "../../lib/report/rain/headline.js";
import {DataTable} from "../DataTable.js";
import {halo, plotStyle} from "../plotStyle.js";

/** The chance over the range of one knob, all others as they stand. */
export interface Curve {
  readonly knob: ReadingKnob;
  readonly points: readonly CurvePoint[];
  readonly reading: Reading;
  readonly answer: Pick<RainAnswer, "climatology" | "threshold">;
}

/** A curve as a table. */
export function CurveTable({knob, points}: Curve): HTMLElement {
  return DataTable(
    points,
    [
      {label: knob.label, value: ({value}) => readingText(knob.name, value), numeric: true},
      {label: "Chance of rain", value: ({probability}) => formatShare(probability, 1), numeric: true}
    ],
    {caption: `The chance of rain by ${lowerFirst(knob.label)}`}
  );
}

/** A curve as a line, with a ring at what the town reports, a dot at the scenario, and rules at what is usual and from where a day is called wet. */
export function CurveChart(
  {knob, points, reading, answer}: Curve,
  {width = 720, height = 240, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): Element {
  const at = (value: number) => points.filter((point) => point.value === value);
  const moved = !Object.is(reading.now, reading.reported);
  const {min, max} = knob.range;
  const marginRight = 76;
  const named = (y: number, text: string) =>
    Plot.text([y], {
      ...halo,
      fill: "var(--muted)",
      frameAnchor: "right",
      y: (value: number) => value,
      text: () => text,
      textAnchor: "start",
      dx: 5
    });
  const {climatology, threshold} = answer;
  // Two names on one line give way to the higher one.
  const close = Math.abs(climatology - threshold) * (height - 60) < 13;
  return Plot.plot({
    width,
    height,
    marginTop: 14,
    marginLeft: 48,
    marginRight,
    marginBottom: 38,
    style: plotStyle,
    ariaLabel: `The chance of rain by ${lowerFirst(knob.label)}`,
    x: {domain: [min, max]},
    y: {domain: [0, 1]},
    marks: [
      Plot.gridY([0, 0.25, 0.5, 0.75, 1], {stroke: "var(--rule)", strokeOpacity: 1}),
      Plot.axisY([0, 0.25, 0.5, 0.75, 1], {
        tickSize: 0,
        tickFormat: (x: number) => formatShare(x),
        label: null
      }),
      Plot.axisX({
        tickSize: 0,
        ticks: width < 480 ? 4 : 8,
        label: `${knob.label}, ${knob.unit}`,
        labelArrow: "none",
        labelAnchor: "center"
      }),
      Plot.ruleY([climatology], {stroke: "var(--muted)", strokeDasharray: "3,3"}),
      Plot.ruleY([threshold], {stroke: "var(--muted)"}),
      close && climatology <= threshold ? null : named(climatology, "usual"),
      close && climatology > threshold ? null : named(threshold, "called wet"),
      Plot.lineY(points, {x: "value", y: "probability", stroke: color, strokeWidth: 2}),
      Plot.dot(moved ? at(reading.reported) : [], {
        x: "value",
        y: "probability",
        r: 5,
        stroke: "var(--ink)",
        strokeWidth: 1.5,
        fill: "var(--paper)"
      }),
      Plot.dot(at(reading.now), {x: "value", y: "probability", r: 5, fill: color}),
      Plot.tip(
        points,
        Plot.pointerX({
          x: "value",
          y: "probability",
          title: ({value, probability}: CurvePoint) =>
            `${readingText(knob.name, value)}\n${formatChance(probability)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
