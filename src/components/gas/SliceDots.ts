import * as Plot from "npm:@observablehq/plot";
import type {GasVerification} from "../../lib/artifacts/gas.js";
import {formatNumber, withUnit} from "../../lib/format.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {halo, plotStyle} from "../plotStyle.js";

interface SliceDot {
  readonly slice: string;
  readonly value: number;
  readonly ours: boolean;
}

/** CRPS by slice: the champion as dots, the random walk as squares. */
export function SliceDots(
  rows: GasVerification["slices"][string],
  {
    width,
    height,
    unit,
    label,
    format
  }: {width: number; height: number; unit: PriceUnit; label: string; format: (slice: string) => string}
): Element {
  const dots = rows.flatMap(({slice, crps, walkCrps}): SliceDot[] => [
    {slice, value: inUnit(walkCrps, unit), ours: false},
    {slice, value: inUnit(crps, unit), ours: true}
  ]);
  const at = {x: "value", y: "slice"};
  const of = (ours: boolean) => dots.filter((dot) => dot.ours === ours);
  const paint = (ours: boolean) => (ours ? "var(--accent)" : "var(--reference)");
  const links = rows.map(({slice, crps, walkCrps}) => ({
    ...{slice, from: inUnit(crps, unit), to: inUnit(walkCrps, unit)}
  }));
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginLeft: rows.length > 6 ? 72 : 116, marginTop: 26, marginRight: 20, marginBottom: 40},
    // Room for the name beside the first square.
    x: {domain: [0, Math.max(...dots.map(({value}) => value * 1.06), 1.5 * dots[0].value)]},
    y: {type: "band", domain: rows.map(({slice}) => slice), label: null, tickSize: 0, tickFormat: format},
    marks: [
      Plot.gridX({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisX({tickSize: 0, ticks: 4, label: `CRPS, ${unit}`, labelArrow: "none", labelAnchor: "center"}),
      Plot.link(links, {x1: "from", x2: "to", y: "slice", stroke: "var(--rule)", strokeWidth: 2}),
      ...[false, true].flatMap((ours) => [
        Plot.dot(of(ours), {
          ...at,
          fill: paint(ours),
          r: ours ? 4.5 : 3.5,
          symbol: ours ? "circle" : "square"
        }),
        Plot.text(of(ours).slice(0, 1), {
          ...halo,
          ...at,
          ...{fill: paint(ours), fontWeight: ours ? 600 : 400},
          ...{textAnchor: ours ? "end" : "start", dx: ours ? -8 : 8},
          text: () => (ours ? "forecast" : "random walk")
        })
      ]),
      Plot.tip(
        dots,
        Plot.pointer({
          ...at,
          ...{fill: "var(--paper)", stroke: "var(--rule)"},
          title: ({slice, value, ours}: SliceDot) =>
            `${format(slice)}, ${ours ? "forecast" : "random walk"}\n${withUnit(formatNumber(value, unit === "p/kWh" ? 3 : 1), unit)}`
        })
      )
    ]
  });
}
