import * as Plot from "npm:@observablehq/plot";
import {formatNumber, formatPercent} from "../../../lib/format.js";
import {rocPointText} from "../../../lib/report/rain/verification/groups.js";
import type {Curves, RocPoint} from "../../../lib/report/rain/verification/shapes.js";
import {halo, plotStyle} from "../../plotStyle.js";

/**
 * Which share of the wet days is found at the price of which share of the dry ones called wet, from any threshold on: the first curve in the
 * study's colour with a mark where a yes begins, others grey, each with its area beside it.
 */
export function RocCurve(
  curves: readonly Curves[],
  {width = 460, height = 460, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): Element {
  const at = {x: "falseAlarms", y: "hits"};
  const [ours, ...others] = curves;
  const area = ({label, auc}: Curves) => `${label}${auc === null ? "" : `, AUC ${formatNumber(auc, 3)}`}`;
  // Labels stand where the curves are apart, each a little further on than the one before.
  const label = (curve: Curves, share: number) =>
    curve.roc
      .filter((point) => point.falseAlarms >= share)
      .slice(0, 1)
      .map((point) => ({...point, text: area(curve)}));
  const marked = ours?.at ? [ours.at] : [];
  return Plot.plot({
    width,
    height,
    marginLeft: 44,
    marginRight: 24,
    marginTop: 26,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: "Receiver operating characteristic",
    x: {domain: [0, 1]},
    y: {domain: [0, 1]},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, tickFormat: percent, label: "Wet days found", labelArrow: "none"}),
      Plot.axisX({
        tickSize: 0,
        ticks: 5,
        tickFormat: percent,
        label: "Dry days called wet",
        labelArrow: "none",
        labelAnchor: "center"
      }),
      Plot.link([0], {x1: 0, y1: 0, x2: 1, y2: 1, stroke: "var(--muted)", strokeDasharray: "2 3"}),
      others.map(({roc}, i) =>
        Plot.line(roc, {...at, stroke: "var(--reference)", strokeDasharray: i % 2 ? "5 3" : undefined})
      ),
      Plot.line(ours?.roc ?? [], {...at, stroke: color, strokeWidth: 2}),
      Plot.dot(marked, {...at, r: 5, fill: color}),
      Plot.text(marked, {
        ...halo,
        ...at,
        text: ({threshold}: {threshold: number}) => `wet from ${formatPercent(100 * threshold, 0)}`,
        dx: 12,
        dy: 8,
        textAnchor: "start"
      }),
      others.map((curve, i) =>
        Plot.text(label(curve, 0.3 + 0.26 * i), {
          ...halo,
          ...at,
          text: "text",
          dx: 8,
          dy: 12,
          textAnchor: "start",
          fill: "var(--reference)"
        })
      ),
      Plot.text(ours ? label(ours, 0.2) : [], {
        ...halo,
        ...at,
        text: "text",
        dx: 8,
        dy: 16,
        textAnchor: "start",
        fill: color,
        fontWeight: 600
      }),
      Plot.tip(
        ours?.roc ?? [],
        Plot.pointer({
          ...at,
          title: (point: RocPoint) => `${ours?.label}\n${rocPointText(point)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

function percent(share: number): string {
  return formatPercent(100 * share, 0);
}
