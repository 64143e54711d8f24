import * as Plot from "npm:@observablehq/plot";
import type {Pipeline} from "../../lib/artifacts/pipeline.js";
import {type Box, layoutGraph, narrowGraph} from "../../lib/report/pipeline/layout.js";
import {formatSeconds, formatSize} from "../../lib/report/pipeline/words.js";
import {plotStyle} from "../plotStyle.js";

/** How a box looks; its second line says in words what is not usual. */
const LOOKS = {
  ran: {fill: "var(--accent)", fillOpacity: 0.16, stroke: "var(--accent)"},
  "up to date": {fill: "var(--ground)", fillOpacity: 1, stroke: "var(--rule)"},
  taken: {fill: "none", fillOpacity: 1, stroke: "var(--rule)"},
  failed: {fill: "var(--warning)", fillOpacity: 0.16, stroke: "var(--warning)"},
  stopped: {fill: "none", fillOpacity: 1, stroke: "var(--warning)"}
} as const;

/**
 * The tasks of the last run: a column for each step and rows for each study, lines from what a task needs; on a phone a row for each step. Each box
 * has the task's name and what it took.
 * @param names titles of the studies by id
 */
export function TaskGraph(
  pipeline: Pick<Pipeline, "steps" | "tasks">,
  names: ReadonlyMap<string, string>,
  {width = 1000}: {width?: number} = {}
): Element {
  const {height, boxes, edges, steps, lanes} = layoutGraph(pipeline, width);
  const first = boxes[0];
  const ems = first ? (first.x2 - first.x1 - 8) / 11 : 8;
  const states = Object.keys(LOOKS) as (keyof typeof LOOKS)[];
  const at = {x: "x1", y: "y1", dx: 4, textAnchor: "start", lineAnchor: "middle", fontSize: 11} as const;
  const wide = width >= narrowGraph;
  const laneNames = lanes.map(({study, ...place}) => ({
    ...place,
    text: study === null ? "All studies" : (names.get(study) ?? study)
  }));
  return Plot.plot({
    width,
    height,
    margin: 0,
    style: plotStyle,
    ariaLabel: "The tasks of the last run, by study and step",
    ariaDescription: "The table below has the same tasks with all their figures.",
    x: {type: "identity", axis: null},
    y: {type: "identity", axis: null},
    marks: [
      Plot.link(edges, {
        ...{x1: "x1", y1: "y1", x2: "x2", y2: "y2"},
        curve: "bump-x",
        stroke: "var(--muted)",
        strokeOpacity: 0.4
      }),
      // Boxes hide the lines that pass behind them.
      Plot.rect(boxes, {...{x1: "x1", x2: "x2", y1: "y1", y2: "y2"}, rx: 2, fill: "var(--paper)"}),
      ...states.map((state) =>
        Plot.rect(
          boxes.filter(({facts}) => facts.state === state),
          {...{x1: "x1", x2: "x2", y1: "y1", y2: "y2"}, rx: 2, ...LOOKS[state]}
        )
      ),
      Plot.text(boxes, {
        ...at,
        dy: 9,
        text: "name",
        fill: "var(--ink)",
        lineWidth: ems,
        textOverflow: "ellipsis"
      }),
      Plot.text(boxes, {
        ...at,
        dy: 22,
        text: took,
        fill: ({facts}: Box) =>
          facts.state === "failed" || facts.state === "stopped" ? "var(--warning)" : "var(--muted)",
        lineWidth: ems,
        textOverflow: "ellipsis"
      }),
      Plot.text(steps, {
        ...{x: "x", y: "y", text: "text"},
        textAnchor: "start",
        fill: "var(--muted)",
        fontWeight: wide ? 400 : 600
      }),
      Plot.text(laneNames, {
        ...{x: "x", y: "y", text: "text"},
        textAnchor: "start",
        fill: "var(--ink)",
        fontWeight: 600,
        ...(wide ? {} : {fontSize: 11, lineWidth: ems * 0.85})
      }),
      Plot.tip(
        boxes,
        Plot.pointer({
          x: ({x1, x2}: Box) => (x1 + x2) / 2,
          y: ({y1, y2}: Box) => (y1 + y2) / 2,
          title: tip,
          lineWidth: 24,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

function took({facts}: Box): string {
  const {state, startedAt, seconds} = facts;
  if (state === "failed") return `failed, ${formatSeconds(seconds)}`;
  if (state === "stopped") return state;
  return startedAt === null ? "never ran" : formatSeconds(seconds);
}

function tip({facts}: Box): string {
  const {task, state, reason, seconds, rows, bytes, peakMemoryMB} = facts;
  const figures = `${formatSeconds(seconds)}, ${rows} rows, ${formatSize(bytes)}, ${peakMemoryMB} MB of memory`;
  return `${task}\n${state}: ${reason}\n${figures}`;
}
