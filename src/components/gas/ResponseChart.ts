import * as Plot from "npm:@observablehq/plot";
import {formatCount, formatSigned, withUnit} from "../../lib/format.js";
import type {PriceMove} from "../../lib/report/gas/moves.js";
import {halo, plotStyle} from "../plotStyle.js";

/** The change of the price since a shock, in %, by gas days after it, with its bands of 80 and 95 % about the line of no change. */
export function ResponseChart(
  moves: readonly PriceMove[],
  {width, height, label}: {width: number; height: number; label: string}
): Element {
  const color = "var(--accent)";
  const percent = (value: number) => withUnit(formatSigned(value, 2), "%");
  const last = moves.slice(-1);
  // The bands are named on the side away from the line of no change.
  const up = last[0].value >= 0;
  const end = {...halo, x: "day", textAnchor: "start", dx: 6, fill: color} as const;
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginLeft: 44, marginRight: 72, marginTop: 24, marginBottom: 40},
    x: {label: null, domain: [0, moves.length - 1]},
    y: {nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisX({
        tickSize: 0,
        ticks: 6,
        label: "Gas days after the shock",
        labelArrow: "none",
        labelAnchor: "left"
      }),
      Plot.axisY({tickSize: 0, ticks: 5, label: "%", labelArrow: "none"}),
      Plot.areaY(moves, {x: "day", y1: "lo95", y2: "hi95", fill: color, fillOpacity: 0.1}),
      Plot.areaY(moves, {x: "day", y1: "lo80", y2: "hi80", fill: color, fillOpacity: 0.2}),
      Plot.ruleY([0], {stroke: "var(--ink)", strokeWidth: 1}),
      Plot.lineY(moves, {x: "day", y: "value", stroke: color, strokeWidth: 2.25}),
      Plot.text(last, {...end, y: up ? "hi95" : "lo95", dy: up ? -5 : 5, text: () => "95 %"}),
      Plot.text(last, {...end, y: up ? "hi80" : "lo80", dy: up ? 5 : -5, text: () => "80 %"}),
      Plot.text(last, {...end, y: () => 0, text: () => "no change", fill: "var(--ink)"}),
      Plot.ruleX(moves, Plot.pointerX({x: "day", stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        moves,
        Plot.pointerX({
          ...{x: "day", y: "value"},
          title: ({day, value, lo80, hi80, lo95, hi95}: PriceMove) =>
            [
              day === 0 ? "The same day" : `After ${formatCount(day, "gas day")}`,
              `Price  ${percent(value)}`,
              `80 %  ${percent(lo80)} to ${percent(hi80)}`,
              `95 %  ${percent(lo95)} to ${percent(hi95)}`
            ].join("\n")
        })
      )
    ]
  });
}
