import * as Plot from "npm:@observablehq/plot";
import type {GasStanding} from "../../lib/artifacts/gas.js";
import {formatNumber, formatPercent} from "../../lib/format.js";
import {nominals} from "../../lib/report/gas/verification/calibration.js";
import {DataTable} from "../DataTable.js";
import {halo, plotStyle} from "../plotStyle.js";
import {dayName} from "./ErrorDots.js";

interface Held {
  readonly lead: number;
  readonly nominal: number;
  readonly measured: number;
}

/** How often the price lay within each interval by gas days ahead, beside how often it should have, dashed. */
export function LeadCoverage(
  rows: readonly GasStanding[],
  {width, height, label}: {width: number; height: number; label: string}
): Element {
  const points = rows.flatMap((row) =>
    nominals.map(({nominal, key}): Held => ({lead: row.lead, nominal, measured: 100 * row[key]}))
  );
  const wanted = nominals.map(({nominal}) => nominal);
  const at = {x: "lead", y: "measured"};
  const color = "var(--accent)";
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginTop: 26, marginLeft: 38, marginRight: 74, marginBottom: 42},
    x: {domain: [1, rows[rows.length - 1].lead]},
    y: {domain: [Math.min(40, ...points.map(({measured}) => measured)), 100]},
    marks: [
      Plot.axisY({tickSize: 0, ticks: 6, label: "%", labelArrow: "none"}),
      Plot.axisX({
        ...{tickSize: 0, ticks: [1, 5, 10, 20, 30], label: "Gas days ahead"},
        ...{labelArrow: "none", labelAnchor: "center"}
      }),
      Plot.ruleY(wanted, {stroke: "var(--ink)", strokeDasharray: "2 3"}),
      Plot.text(wanted, {
        ...halo,
        ...{y: (d: number) => d, frameAnchor: "right", textAnchor: "start", dx: 8},
        ...{text: (d: number) => `${d} % wanted`, fill: "var(--muted)"}
      }),
      Plot.lineY(points, {...at, z: "nominal", stroke: color, strokeWidth: 1.5}),
      Plot.dot(points, {...at, fill: color, r: 2}),
      Plot.tip(
        points,
        Plot.pointer({
          ...at,
          ...{fill: "var(--paper)", stroke: "var(--rule)"},
          title: ({lead, nominal, measured}: Held) =>
            `${dayName(lead)}\nThe ${nominal} % interval held the price ${formatPercent(measured, 1)} of the time`
        })
      )
    ]
  });
}

/** The same as a table. */
export function LeadCoverageTable(rows: readonly GasStanding[]): HTMLElement {
  return DataTable(
    rows,
    [
      {label: "Gas days ahead", value: ({lead}) => String(lead), numeric: true},
      ...nominals.map(({nominal, key}) => ({
        ...{label: `${nominal} % interval`, numeric: true},
        value: (row: GasStanding) => formatPercent(100 * row[key], 1)
      })),
      {label: "Gas days scored", value: ({n}) => formatNumber(n), numeric: true}
    ],
    {caption: "How often each interval held the price, by gas days ahead"}
  );
}
