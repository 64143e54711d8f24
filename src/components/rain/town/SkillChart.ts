import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import {formatNumber} from "../../../lib/format.js";
import type {TownScores, TownSkill} from "../../../lib/report/rain/town/shapes.js";
import {type SkillScale, scoreText, skillScales} from "../../../lib/report/rain/town/skill-text.js";
import {asImage} from "../../Figure.js";
import {plotStyle} from "../../plotStyle.js";

interface Row {
  readonly label: string;
  readonly value: number;
  readonly span: readonly [number, number] | null;
  readonly ours: boolean;
}

const PANEL = 172;

/** Three small dot plots, one for each score: the champion and the simple rules here with their intervals, and the champion's mean over the towns. */
export function SkillChart(
  {candidates, mean}: TownSkill,
  {width = 900, color = "var(--accent)"}: {width?: number; color?: string} = {}
): Element {
  const columns = panelsIn(width);
  const each = Math.floor((width - (columns - 1) * 20) / columns);
  return html`<div class="multiples" style=${`grid-template-columns: repeat(${columns}, minmax(0, 1fr))`}>${skillScales.map(
    (scale) =>
      html`<div class="multiple"><p>${scale.name}</p>${asImage(Panel(scale, candidates, mean, {width: each, color}))}<p class="small">${scale.words}</p></div>`
  )}</div>` as Element;
}

function panelsIn(width: number): number {
  return width < 640 ? 1 : 3;
}

/** The height of the chart at a width, px. */
export function skillHeight(width: number): number {
  return panelsIn(width) === 1 ? 3 * (PANEL + 56) : PANEL + 62;
}

function Panel(
  {metric, name}: SkillScale,
  candidates: readonly TownScores[],
  mean: TownSkill["mean"],
  {width, color}: {width: number; color: string}
): Element {
  const rows: Row[] = candidates.flatMap(({label, kind, scores}) => {
    const {value, span} = scores[metric];
    return value === null ? [] : [{label, value, span, ours: kind === "champion"}];
  });
  const average = mean[metric];
  if (average !== null)
    rows.push({label: `Mean of ${formatNumber(mean.towns)} towns`, value: average, span: null, ours: false});
  const fill = ({ours}: Row) => (ours ? color : "var(--muted)");
  const spans = rows.filter(({span}) => span !== null);
  return Plot.plot({
    ...{width, height: PANEL, style: plotStyle},
    marginLeft: 112,
    marginRight: 14,
    marginTop: 6,
    marginBottom: 26,
    ariaLabel: `${name} here: ${rows.map((row) => `${row.label} ${formatNumber(row.value, 3)}`).join(", ")}`,
    x: {nice: true, inset: 6, label: null, ticks: 4, tickSize: 0},
    y: {type: "band", domain: rows.map(({label}) => label), label: null, tickSize: 0},
    marks: [
      Plot.gridX({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.link(spans, {
        ...{x1: ({span}: Row) => span![0], x2: ({span}: Row) => span![1], y: "label"},
        ...{stroke: fill, strokeWidth: 2, strokeOpacity: 0.6}
      }),
      Plot.dot(rows, {
        x: "value",
        y: "label",
        r: 4.5,
        fill,
        symbol: ({label}: Row) => (label.startsWith("Mean of") ? "diamond" : "circle")
      }),
      Plot.tip(
        rows,
        Plot.pointerY({
          ...{x: "value", y: "label"},
          title: (row: Row) => `${row.label}\n${name} ${scoreText(row)}`,
          ...{fill: "var(--paper)", stroke: "var(--rule)"}
        })
      )
    ]
  });
}
