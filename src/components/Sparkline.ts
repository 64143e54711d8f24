import * as Plot from "npm:@observablehq/plot";
import {asImage} from "./Figure.js";

/** A point of a sparkline; lo and hi where it has an interval. */
export interface SparkPoint {
  readonly x: number;
  readonly y: number;
  readonly lo?: number;
  readonly hi?: number;
  /** Drawn in ink: it has been observed. */
  readonly known?: boolean;
}

/** A line without axes, as tall as two lines of text, with its band and a dot on the point that is spoken of. */
export function Sparkline(
  points: readonly SparkPoint[],
  {
    width = 220,
    height = 44,
    color = "var(--accent)",
    mark,
    label
  }: {width?: number; height?: number; color?: string; mark?: number; label: string}
): Element {
  const known = points.filter((point) => point.known);
  const ahead = points.filter((point) => !point.known);
  const chart = Plot.plot({
    width,
    height,
    margin: 3,
    axis: null,
    style: {background: "transparent", overflow: "visible"},
    className: "sparkline",
    ariaLabel: label,
    marks: [
      Plot.areaY(
        ahead.filter(({lo}) => lo !== undefined),
        {x: "x", y1: "lo", y2: "hi", fill: color, fillOpacity: 0.2}
      ),
      Plot.lineY(known, {x: "x", y: "y", stroke: "var(--muted)", strokeWidth: 1.25}),
      Plot.lineY(ahead, {x: "x", y: "y", stroke: color, strokeWidth: 1.5}),
      Plot.dot(
        points.filter(({x}) => x === mark),
        {x: "x", y: "y", r: 3, fill: color}
      )
    ]
  });
  return asImage(chart);
}
