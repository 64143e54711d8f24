import {html} from "npm:htl";
import type {BacktestReport} from "../../lib/artifacts.js";
import {formatDate} from "../../lib/format.js";
import {gasCoverage, gasStanding} from "../../lib/report/gas/headline.js";
import {RatioTable} from "./RatioTable.js";

/** How the price's forecasts have done beside the random walk: in words, and every candidate's ratios of CRPS and root mean squared error. */
export function StandingReport(backtest: BacktestReport, {source}: {source: string}): HTMLElement {
  const {from, to, rows} = backtest.scheme;
  return html`<div>
    <p>${gasStanding(backtest)} ${gasCoverage(backtest)}</p>
    ${RatioTable(backtest, "crps", "CRPS over that of the random walk, whose distribution is its errors of the last 1,000 days, by gas days ahead")}
    ${RatioTable(backtest, "rmse", "Root mean squared error over that of the random walk, by gas days ahead")}
    <p class="small">Below 1 a candidate is better than the random walk. Scored on ${rows}, from origins of ${formatDate(from)} to ${formatDate(to)}. ${source}</p>
  </div>`;
}
