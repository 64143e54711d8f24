import * as Plot from "npm:@observablehq/plot";
import {formatNumber} from "../lib/format.js";
import type {Learning} from "../lib/report/daily/shapes.js";
import {DataTable} from "./DataTable.js";
import {halo, plotStyle} from "./plotStyle.js";

interface Epoch {
  readonly epoch: number;
  readonly loss: number;
  readonly of: string;
  /** Which training, counted from 0. */
  readonly training: number;
}

const TRAINING = "on what it learned from";
const VALIDATION = "on days held out";
/** 1, 2 and 5 in each power of ten that a loss may have. */
const STEPS = [-5, -4, -3, -2, -1, 0, 1].flatMap((power) =>
  [1, 2, 5].map((digit) => Number(`${digit}e${power}`))
);
/** Width of a name, px. */
const NAME = 150;

/**
 * The loss of a net after each epoch of its trainings, on the days that it learned from and on those held out; where a training goes on or starts
 * anew stands a rule, and the epoch of the last one whose net is published is marked.
 */
export function LearningCurve(
  {epochs, loss, val_loss, best, starts}: Learning,
  {width = 720, height = 300, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): Element {
  const rows = epochs.flatMap((epoch, i): Epoch[] => {
    const training = starts.filter((start) => start <= epoch).length;
    return [
      {epoch, loss: loss[i]!, of: TRAINING, training},
      {epoch, loss: val_loss[i]!, of: VALIDATION, training}
    ];
  });
  const held = rows.filter(({of}) => of === VALIDATION);
  const learned = rows.filter(({of}) => of === TRAINING);
  const kept = held.filter(({epoch}) => epoch === best);
  const losses = rows.map(({loss: value}) => value);
  const grid = STEPS.filter((step) => step >= Math.min(...losses) && step <= Math.max(...losses));
  const at = {x: "epoch", y: "loss", z: "training"};
  // The names stand above and below what both lines do in the epochs that a name is as wide as.
  const wide = Math.ceil((NAME / Math.max(1, width - 68)) * epochs.length);
  const beside = rows.filter(({epoch}) => epoch > epochs[0]! && epoch <= epochs[0]! + wide);
  const named = (some: Epoch[], edge: (...losses: number[]) => number) =>
    some.slice(1, 2).map((row) => ({...row, loss: edge(...beside.map((near) => near.loss))}));
  return Plot.plot({
    width,
    height,
    marginTop: 28,
    marginLeft: 52,
    marginRight: 16,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: "Loss by epoch of the trainings",
    x: {label: null},
    y: {type: "log", insetTop: 18, insetBottom: 18, axis: null},
    marks: [
      Plot.gridY(grid, {stroke: "var(--rule)", strokeOpacity: 1}),
      // Plot's own axis leaves out what does not fit its count of ticks on a scale of logarithms.
      Plot.text(grid, {
        y: (value: number) => value,
        text: (value: number) => formatNumber(value, Math.max(0, -Math.floor(Math.log10(value)))),
        frameAnchor: "left",
        textAnchor: "end",
        dx: -8
      }),
      Plot.text(["Mean squared error, scaled"], {
        text: (text: string) => text,
        frameAnchor: "top-left",
        dx: -48,
        dy: -26
      }),
      Plot.axisX({tickSize: 0, ticks: width < 480 ? 4 : 8, label: "Epoch", labelArrow: "none"}),
      Plot.ruleX(starts.slice(1), {
        x: (start: number) => start - 0.5,
        stroke: "var(--muted)",
        strokeOpacity: 0.5,
        strokeDasharray: "1 3"
      }),
      Plot.lineY(learned, {...at, stroke: "var(--muted)", strokeWidth: 1.5}),
      Plot.lineY(held, {...at, stroke: color, strokeWidth: 2}),
      Plot.dot(kept, {...at, r: 5, fill: color}),
      Plot.text(kept, {
        ...halo,
        ...at,
        text: ({epoch}: Epoch) => `published: epoch ${epoch}`,
        dy: -14,
        textAnchor: best > epochs.length * 0.7 ? "end" : "middle",
        fontWeight: 600
      }),
      Plot.text(named(learned, Math.min), {
        ...halo,
        ...at,
        text: "of",
        textAnchor: "start",
        dy: 12,
        fill: "var(--muted)"
      }),
      Plot.text(named(held, Math.max), {
        ...halo,
        ...at,
        text: "of",
        textAnchor: "start",
        dy: -10,
        fill: color
      }),
      Plot.tip(
        rows,
        Plot.pointer({
          ...at,
          title: ({epoch, loss: value, of}: Epoch) => `Epoch ${epoch}\n${formatNumber(value, 5)} ${of}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

/** The same as a table. */
export function LearningTable({epochs, loss, val_loss, best, starts}: Learning): HTMLElement {
  const begins = new Set(starts);
  const note = (epoch: number) =>
    epoch === best ? ", published" : begins.has(epoch) ? ", a training begins" : "";
  return DataTable(
    epochs.map((epoch, i) => ({epoch, loss: loss[i]!, held: val_loss[i]!})),
    [
      {label: "Epoch", value: ({epoch}) => `${epoch}${note(epoch)}`},
      {label: "Loss, learned from", value: ({loss: value}) => formatNumber(value, 5), numeric: true},
      {label: "Loss, held out", value: ({held}) => formatNumber(held, 5), numeric: true}
    ],
    {caption: "Loss by epoch"}
  );
}
