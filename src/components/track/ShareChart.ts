import * as Plot from "npm:@observablehq/plot";
import {formatShare} from "../../lib/format.js";
import type {Share} from "../../lib/report/track/shares.js";
import {plotStyle} from "../plotStyle.js";

/** Measured shares with their 95 % intervals, each beside a tick at what was wanted of it. */
export function ShareChart(
  shares: readonly Share[],
  {width, height, color = "var(--accent)"}: {width: number; height: number; color?: string}
): Element {
  const several = new Set(shares.map(({of}) => of)).size > 1;
  const name = ({name, of}: Share) => (several ? `${name}, ${of}` : name);
  // Intervals that hold the truth most of the time leave the left of the axis empty.
  const least = Math.min(...shares.map(({low, wanted}) => Math.min(low, wanted)));
  const from = Math.min(0.5, Math.floor(4 * least) / 4);
  const ticks = from === 0.5 ? [0.5, 0.6, 0.7, 0.8, 0.9, 1] : [0, 0.25, 0.5, 0.75, 1].slice(4 * from);
  return Plot.plot({
    ...{width, height, style: plotStyle},
    ...{marginLeft: 92, marginRight: 20, marginTop: 24, marginBottom: 26},
    ariaLabel: "Measured shares with their intervals beside what was wanted",
    x: {domain: [from, 1], axis: null},
    y: {type: "band", label: null, domain: shares.map(name), tickSize: 0},
    marks: [
      Plot.gridX(ticks, {stroke: "var(--rule)", strokeOpacity: 1}),
      Plot.axisX(ticks, {
        tickSize: 0,
        label: null,
        tickFormat: (share: number) => formatShare(share)
      }),
      Plot.axisY({tickSize: 0, label: null}),
      Plot.link(shares, {x1: "low", x2: "high", y: name, stroke: color, strokeWidth: 1.5}),
      Plot.tickX(shares, {x: "wanted", y: name, stroke: "var(--ink)", strokeWidth: 2}),
      Plot.dot(shares, {x: "measured", y: name, r: 4, fill: color}),
      Plot.tip(
        shares,
        Plot.pointer({
          ...{x: "measured", y: name},
          title: (share: Share) =>
            `${name(share)}\nmeasured ${formatShare(share.measured)}, wanted ${formatShare(share.wanted)}\n95 % interval ${formatShare(share.low)} to ${formatShare(share.high)}`,
          ...{fill: "var(--paper)", stroke: "var(--rule)"}
        })
      )
    ]
  });
}
