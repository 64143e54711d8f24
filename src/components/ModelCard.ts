import {html} from "npm:htl";
import type {BacktestReport, Forecast, Run} from "../lib/artifacts.js";
import {formatInstant, formatNumber} from "../lib/format.js";
import {champion} from "../lib/report/scores.js";

/** What the issued forecast was made with, as terms and descriptions. */
export function ModelCard(
  {forecast, backtest, runs}: {forecast: Forecast; backtest: BacktestReport; runs: readonly Run[]},
  {zone}: {zone: string}
): HTMLElement {
  const run = runs.find(({runId}) => runId === forecast.model.runId);
  const rows: [string, string | Node][] = [
    ["Model", champion(backtest).label],
    [
      "Forecasts",
      `${forecast.target}, ${forecast.unit}, every hour of the ${forecast.rows.length} after the origin`
    ],
    ["Origin", formatInstant(zone, Date.parse(forecast.origin))],
    ["Chosen because", backtest.rule],
    ["Version", forecast.model.version],
    ["Run", html`<code>${forecast.model.runId}</code>`]
  ];
  if (run) {
    rows.push(
      ["Trained", `${formatInstant(zone, Date.parse(run.startedAt))}, in ${formatNumber(run.seconds, 1)} s`],
      [
        "Parameters",
        Object.entries(run.params)
          .map(([name, value]) => `${name} ${value}`)
          .join(", ") || "none"
      ],
      ["Data", html`<code>${run.lineage.dataHash.slice(0, 16)}</code>`],
      ["Code", html`<code>${run.lineage.commit.slice(0, 12)}</code>, seed ${run.lineage.seed}`]
    );
  }
  return html`<dl class="model-card">${rows.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>`;
}
