import * as Plot from "npm:@observablehq/plot";
import type {GasStanding} from "../../lib/artifacts/gas.js";
import {formatNumber, formatShare} from "../../lib/format.js";
import {halo, plotStyle} from "../plotStyle.js";

interface PitBar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The classes of a histogram of transforms, %. */
export function pitBars({pit}: Pick<GasStanding, "pit">): PitBar[] {
  return pit.map((count, i) => ({
    ...{from: (100 * i) / pit.length, to: (100 * (i + 1)) / pit.length, count}
  }));
}

/** How often the truth fell into each tenth of its distribution, with the line of as many in each. */
export function PitHistogram(
  standing: GasStanding,
  {width, height, label}: {width: number; height: number; label: string}
): Element {
  const bars = pitBars(standing);
  const even = standing.n / bars.length;
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginLeft: 40, marginTop: 26, marginRight: 12, marginBottom: 42},
    x: {domain: [0, 100]},
    y: {domain: [0, Math.max(even * 1.3, ...bars.map(({count}) => count))], nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisY({tickSize: 0, ticks: 4, label: "Gas days", labelArrow: "none"}),
      Plot.axisX({
        ...{tickSize: 0, ticks: 5, tickFormat: (share: number) => `${share} %`},
        ...{label: "Where the price fell in its distribution", labelArrow: "none", labelAnchor: "center"}
      }),
      Plot.rectY(bars, {x1: "from", x2: "to", y: "count", fill: "var(--accent)", fillOpacity: 0.6, inset: 1}),
      Plot.ruleY([even], {stroke: "var(--ink)", strokeDasharray: "3 3"}),
      Plot.text([even], {
        ...halo,
        ...{y: (count: number) => count, text: () => `even: ${formatNumber(even, 1)}`},
        ...{frameAnchor: "right", textAnchor: "end", dy: -9, dx: -2}
      }),
      Plot.tip(
        bars,
        Plot.pointerX({
          ...{x: ({from, to}: PitBar) => (from + to) / 2, y: "count"},
          ...{fill: "var(--paper)", stroke: "var(--rule)"},
          title: ({from, to, count}: PitBar) =>
            `${from} to ${to} %: ${formatNumber(count)} gas days, ${formatShare(count / standing.n, 1)}`
        })
      )
    ]
  });
}
