import * as Plot from "npm:@observablehq/plot";
import {formatNumber} from "../lib/format.js";
import type {Learning} from "../lib/report/daily/shapes.js";
import {DataTable} from "./DataTable.js";
import {halo, plotStyle} from "./plotStyle.js";

interface Epoch {
  readonly epoch: number;
  readonly loss: number;
  readonly of: string;
}

const TRAINING = "on what it learned from";
const VALIDATION = "on days held out";

/**
 * The loss of a net after each epoch of its trainings, on the days that it learned from and on those held out; where a training goes on or starts
 * anew stands a rule, and the epoch that was kept of the last one is marked.
 */
export function LearningCurve(
  {epochs, loss, val_loss, best, starts}: Learning,
  {width = 720, height = 300, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): Element {
  const rows = epochs.flatMap((epoch, i): Epoch[] => [
    {epoch, loss: loss[i]!, of: TRAINING},
    {epoch, loss: val_loss[i]!, of: VALIDATION}
  ]);
  const held = rows.filter(({of}) => of === VALIDATION);
  const learned = rows.filter(({of}) => of === TRAINING);
  const kept = held.filter(({epoch}) => epoch === best);
  const at = {x: "epoch", y: "loss"};
  const named = (some: Epoch[]) => some.slice(Math.floor(some.length * 0.25)).slice(0, 1);
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
    y: {type: "log", insetTop: 18},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisY({
        tickSize: 0,
        ticks: 3,
        tickFormat: (value: number) => formatNumber(value, 3),
        label: "Mean squared error, scaled",
        labelArrow: "none"
      }),
      Plot.axisX({tickSize: 0, ticks: width < 480 ? 4 : 8, label: "Epoch", labelArrow: "none"}),
      Plot.ruleX(starts.slice(1), {stroke: "var(--rule)"}),
      Plot.lineY(learned, {...at, stroke: "var(--muted)", strokeWidth: 1.5}),
      Plot.lineY(held, {...at, stroke: color, strokeWidth: 2}),
      Plot.dot(kept, {...at, r: 5, fill: color}),
      Plot.text(kept, {
        ...halo,
        ...at,
        text: ({epoch}: Epoch) => `kept: epoch ${epoch}`,
        dy: -14,
        textAnchor: best > epochs.length * 0.7 ? "end" : "middle",
        fontWeight: 600
      }),
      Plot.text(named(learned), {...halo, ...at, text: "of", dy: 14, fill: "var(--muted)"}),
      Plot.text(named(held), {...halo, ...at, text: "of", dy: -26, fill: color}),
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
    epoch === best ? ", kept" : begins.has(epoch) ? ", a training begins" : "";
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
