import * as Plot from "npm:@observablehq/plot";
import {formatNumber} from "../../../lib/format.js";
import type {FeatureRow, Importance} from "../../../lib/report/rain/verification/shapes.js";
import {DataTable} from "../../DataTable.js";
import {plotStyle} from "../../plotStyle.js";

/** How much worse the forecast is where a feature is dealt out at random, the ones that matter most first: a dot, and a bar from the least to the most of the repeats. */
export function ImportanceChart(
  {features}: Pick<Importance, "features">,
  {
    width = 720,
    height = 420,
    color = "var(--accent)",
    most = 15
  }: {width?: number; height?: number; color?: string; most?: number} = {}
): Element {
  const rows = features.slice(0, most);
  const at = {x: "rise", y: "label"};
  const right = Math.max(...rows.map(({high}) => high), 0) * 1.04;
  const marks = width < 480 ? [0, 0.02, 0.1, 0.2, 0.5] : [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5];
  const ticks = marks.filter((x) => x <= right);
  return Plot.plot({
    width,
    height,
    marginLeft: 156,
    marginTop: 8,
    marginRight: 20,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: "Rise of the log loss by feature",
    x: {
      // The first feature is far ahead: on a scale of roots the others can be told apart too.
      type: "sqrt",
      domain: [Math.min(0, ...rows.map(({low}) => low)), right],
      label: "Rise of the log loss, scale of roots",
      labelArrow: "none",
      labelAnchor: "center",
      ticks,
      tickSize: 0
    },
    y: {type: "band", domain: rows.map(({label}) => label), label: null, tickSize: 0},
    marks: [
      Plot.gridX({stroke: "var(--rule)", strokeOpacity: 1, ticks}),
      Plot.ruleX([0], {stroke: "var(--muted)"}),
      Plot.link(rows, {x1: "low", x2: "high", y: "label", stroke: color, strokeWidth: 1.5}),
      Plot.dot(rows, {...at, r: 4.5, fill: color}),
      Plot.tip(
        rows,
        Plot.pointer({
          ...at,
          title: ({label, group, rise, low, high}: FeatureRow) =>
            `${label}\n${group}\n+${formatNumber(rise, 4)} (${formatNumber(low, 4)} to ${formatNumber(high, 4)})`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

/** All features with their rises. */
export function ImportanceTable(
  {features}: Pick<Importance, "features">,
  {caption}: {caption: string}
): HTMLElement {
  return DataTable<FeatureRow>(
    features,
    [
      {label: "Feature", value: ({label, unit}) => (unit === "" ? label : `${label}, ${unit}`)},
      {label: "Tells of", value: ({group}) => group, wideOnly: true},
      {label: "Rise of the log loss", value: ({rise}) => formatNumber(rise, 4), numeric: true},
      {
        label: "least – most",
        value: ({low, high}) => `${formatNumber(low, 4)} – ${formatNumber(high, 4)}`,
        numeric: true
      }
    ],
    {caption}
  );
}
