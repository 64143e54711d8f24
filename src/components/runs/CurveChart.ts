import * as Plot from "npm:@observablehq/plot";
import {type CurveFamily, extremes, isHeldOut, needsLog, spreadApart} from "../../lib/report/runs/curves.js";
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
  const domain = [low - pad, high + pad];
  const marginRight = width < 480 ? 58 : 84;
  const names = family.metrics.length > 1;
  const scaled = (value: number) => (log ? Math.log(value) : value);
  const inner = height - MARGIN.top - MARGIN.bottom;
  const span = scaled(domain[1]!) - scaled(domain[0]!) || 1;
  const toPixel = (value: number) => MARGIN.top + (inner * (scaled(domain[1]!) - scaled(value))) / span;
  const ends = curves.map(({points, run, metric}) => ({...points.at(-1)!, run, metric}));
  const places = spreadApart(
    ends.map(({value}) => toPixel(value)),
    {gap: 14, from: MARGIN.top, to: height - MARGIN.bottom}
  );
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
    marginRight,
    style: plotStyle,
    ariaLabel: `${family.metrics.join(" and ")} by step of the training`,
    color: {type: "identity"},
    x: {
      domain: [Math.min(...steps), Math.max(...steps, Math.min(...steps) + 1)],
      label: "Step",
      labelArrow: "none",
      ticks: width < 480 ? 4 : 8,
      tickFormat: (step: number) => (Number.isInteger(step) ? String(step) : ""),
      tickSize: 0
    },
    y: {
      type: log ? "log" : "linear",
      domain,
      label: null,
      ticks: 5,
      tickFormat: (value: number) =>
        significant(Number(value.toPrecision(3)))
          .replace(/(\.\d*?)0+$/, "$1")
          .replace(/\.$/, ""),
      tickSize: 0
    },
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      lines(false),
      lines(true),
      Plot.dot(best, {
        ...at,
        r: 4,
        fill: ({run}: (typeof best)[number]) => run.color,
        stroke: "var(--paper)"
      }),
      ...ends.map(({run, metric, ...end}, i) =>
        Plot.text([end], {
          ...halo,
          ...at,
          text: () => (names && width >= 480 ? `${run.letter} ${metric}` : run.letter),
          textAnchor: "start",
          dx: 8,
          dy: places[i]! - toPixel(end.value),
          fill: run.color,
          fontWeight: isHeldOut(metric) || !names ? 600 : 400
        })
      ),
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
