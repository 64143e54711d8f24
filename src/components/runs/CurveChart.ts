import * as Plot from "npm:@observablehq/plot";
import {
  type CurveFamily,
  extremes,
  isHeldOut,
  logTicks,
  needsLog,
  spreadApart
} from "../../lib/report/runs/curves.js";
import {significant} from "../../lib/report/runs/metrics.js";
import {halo, plotStyle} from "../plotStyle.js";
import type {Marked} from "./marks.js";

const MARGIN = {top: 20, bottom: 40, left: 58};

/**
 * Metric curves of several runs by step on one axis, logarithmic where they span more than a factor of 20: what was measured on held-out
 * rows as a line, on the training's own dashed; a dot on each curve's best value, the run's letter at its end.
 */
export function CurveChart(
  family: CurveFamily,
  runs: readonly Marked[],
  {width = 720, height = 340}: {width?: number; height?: number} = {}
): Element {
  const log = needsLog(family.curves);
  const curves = family.curves.flatMap((curve) => {
    const run = runs.find(({row}) => row.runId === curve.runId);
    return run ? [{...curve, run}] : [];
  });
  const points = curves.flatMap(({points, run, metric}) => points.map((point) => ({...point, run, metric})));
  const values = points.map(({value}) => value);
  const steps = points.map(({step}) => step);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = log ? 0 : (high - low || Math.abs(high) || 1) * 0.04;
  const [bottom, top] = [low - pad, high + pad] as const;
  const ticks = log ? logTicks(bottom, top) : 5;
  const last = Math.max(...steps, Math.min(...steps) + 1);
  const scaled = (value: number) => (log ? Math.log(value) : value);
  const inner = height - MARGIN.top - MARGIN.bottom;
  const span = scaled(top) - scaled(bottom) || 1;
  const toPixel = (value: number) => MARGIN.top + (inner * (scaled(top) - scaled(value))) / span;
  const toValue = (pixel: number) => {
    const value = scaled(top) - ((pixel - MARGIN.top) * span) / inner;
    return log ? Math.exp(value) : value;
  };
  const named = curves.filter(
    ({run, metric}, i) =>
      i === curves.findIndex((other) => other.run === run && isHeldOut(other.metric)) ||
      (!isHeldOut(metric) && curves.every((other) => other.run !== run || !isHeldOut(other.metric)))
  );
  const places = spreadApart(
    named.map(({points}) => toPixel(points.at(-1)!.value)),
    {gap: 15, from: MARGIN.top, to: height - MARGIN.bottom}
  );
  const ends = named.map(({points, run}, i) => ({run, ...points.at(-1)!, last, place: toValue(places[i]!)}));
  const best = curves.flatMap(({run, ...curve}) => {
    const {best} = extremes(curve);
    return best ? [{...best, run}] : [];
  });
  const at = {x: "step", y: "value"};
  const lines = (heldOut: boolean) =>
    Plot.line(
      points.filter(({metric}) => isHeldOut(metric) === heldOut),
      {
        ...at,
        z: ({run, metric}: (typeof points)[number]) => `${run.letter} ${metric}`,
        stroke: ({run}: (typeof points)[number]) => run.color,
        strokeWidth: heldOut ? 2 : 1.25,
        strokeDasharray: heldOut ? undefined : "4 3"
      }
    );
  return Plot.plot({
    width,
    height,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    marginRight: 28,
    style: plotStyle,
    ariaLabel: `${family.metrics.join(" and ")} by step of the training`,
    color: {type: "identity"},
    x: {
      domain: [Math.min(...steps), last],
      label: "Step",
      labelArrow: "none",
      ticks: width < 480 ? 4 : 8,
      tickFormat: (step: number) => (Number.isInteger(step) ? String(step) : ""),
      tickSize: 0
    },
    y: {
      type: log ? "log" : "linear",
      domain: [bottom, top],
      label: null,
      ticks,
      tickFormat: (value: number) =>
        significant(Number(value.toPrecision(3)))
          .replace(/(\.\d*?)0+$/, "$1")
          .replace(/\.$/, ""),
      tickSize: 0
    },
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks}),
      lines(false),
      lines(true),
      Plot.dot(best, {
        ...at,
        r: 4,
        fill: ({run}: (typeof best)[number]) => run.color,
        stroke: "var(--paper)"
      }),
      Plot.link(ends, {
        x1: "step",
        y1: "value",
        x2: "last",
        y2: "place",
        stroke: ({run}: (typeof ends)[number]) => run.color,
        strokeOpacity: 0.5,
        strokeWidth: 1
      }),
      Plot.text(ends, {
        ...halo,
        x: "last",
        y: "place",
        text: ({run}: (typeof ends)[number]) => run.letter,
        textAnchor: "start",
        dx: 6,
        fill: ({run}: (typeof ends)[number]) => run.color,
        fontWeight: 600
      }),
      Plot.tip(
        points,
        Plot.pointer({
          ...at,
          title: ({run, metric, step, value}: (typeof points)[number]) =>
            `${run.letter} ${run.row.candidateLabel}\n${metric} at step ${step}: ${significant(value)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
