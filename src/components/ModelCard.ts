import {html} from "npm:htl";
import type {Metrics} from "../lib/artifacts/scores.js";
import type {CardWords} from "../lib/artifacts/study.js";
import {formatNumber, formatPercent, formatShare} from "../lib/format.js";
import {modelCard} from "../lib/report/runs/card.js";
import {type CardInput, type CardText, isChance} from "../lib/report/runs/card-shapes.js";
import {metricLabel, metricText} from "../lib/report/runs/metrics.js";
import {champion, seriesName, solidRows, solidSlices} from "../lib/report/scores.js";
import {webAddress} from "../lib/web-address.js";
import {DataTable} from "./DataTable.js";

/**
 * The model card of a study's champion, in the parts of Mitchell et al. (2019), https://doi.org/10.1145/3287560.3287596: model, use, data
 * and features, scores also by slice, calibration, limits, and what its training took. `words` say what only the study can. Headings are
 * of `level`; the link to the runs is left out on their own page.
 */
export function ModelCard(
  input: CardInput,
  {words = {}, level = 3, runs = "./runs"}: {words?: CardWords; level?: 3 | 4; runs?: string | null} = {}
): HTMLElement {
  const sections = modelCard(input, words).map(
    ({title, rows}) => html`<section>
      ${level === 3 ? html`<h3>${title}</h3>` : html`<h4>${title}</h4>`}
      <dl class="model-card">${rows.map(({term, text}) => html`<div><dt>${term}</dt><dd>${text.map(textNode)}</dd></div>`)}</dl>
    </section>`
  );
  const link =
    runs === null
      ? null
      : html`<p class="small"><a href=${`${runs}?study=${input.study.study}`}>All trainings of this study</a>, to sort and to compare, with the history of its champions.</p>`;
  return html`<div><div class="model-cards"><div>${sections.slice(0, 3)}</div><div>${sections.slice(3)}</div></div>${SliceTables(input)}${link}</div>`;
}

function textNode(text: CardText): string | Node {
  if (typeof text === "string") return text;
  return "code" in text
    ? html`<code>${text.code}</code>`
    : html`<a href=${webAddress(text.href)}>${text.text}</a>`;
}

const GROUPS: Readonly<Record<string, string>> = {
  hour: "By hour of the day",
  month: "By month",
  kind: "By kind of day"
};

/** Scores of probabilities that a table of slices has. */
const CHANCES = ["rate", "f1", "brier", "auc"] as const;

/** Scores by slice, as wide as the whole card: a table for each way to split them, opened by the reader. */
function SliceTables({backtest, study}: CardInput): HTMLElement {
  const best = champion(backtest);
  const groups = Object.keys(best.slices ?? {});
  return html`<div>${groups.map((group) => {
    const title = GROUPS[group] ?? `By ${group}`;
    const caption = `${title}: scores of ${best.label}`;
    if (isChance(study))
      return html`<details class="chart-table"><summary>Scores ${title.toLowerCase()}</summary>${DataTable(
        solidRows(best, group),
        [
          {label: "Slice", value: ({slice}) => (group === "series" ? seriesName(slice) : slice)},
          {label: "Values", value: ({n}) => formatNumber(n), numeric: true},
          ...CHANCES.map((name) => ({
            label: metricLabel(name),
            value: (row: Metrics) => metricText(name, row[name], backtest.unit),
            numeric: true
          }))
        ],
        {caption}
      )}</details>`;
    const share = (value: number | null) => (value === null ? "–" : formatShare(value, 1));
    return html`<details class="chart-table"><summary>Scores ${title.toLowerCase()}</summary>${DataTable(
      solidSlices(best, group),
      [
        {label: "Slice", value: ({slice}) => (group === "series" ? seriesName(slice) : slice)},
        {label: "Values", value: ({n}) => formatNumber(n), numeric: true},
        {label: "MAE", value: ({mae}) => metricText("mae", mae, backtest.unit), numeric: true},
        {label: "MAPE", value: ({mape}) => formatPercent(mape), numeric: true},
        {label: "Bias", value: ({bias}) => metricText("bias", bias, backtest.unit), numeric: true},
        {label: "80 % covers", value: ({coverage80}) => share(coverage80), numeric: true},
        {label: "95 % covers", value: ({coverage95}) => share(coverage95), numeric: true}
      ],
      {caption}
    )}</details>`;
  })}</div>`;
}
