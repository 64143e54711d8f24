import {html} from "npm:htl";
import type {GasVerification} from "../../lib/artifacts/gas.js";
import {formatDate, formatMonth, formatNumber} from "../../lib/format.js";
import type {PriceUnit} from "../../lib/report/gas/units.js";
import {coverageSentence, coverageTitle} from "../../lib/report/gas/verification/calibration.js";
import {failingSentence, slicesTitle} from "../../lib/report/gas/verification/failing.js";
import {errorsTitle, standingSentences} from "../../lib/report/gas/verification/standing.js";
import {Figure} from "../Figure.js";
import {ErrorDots} from "./ErrorDots.js";
import {LeadCoverage, LeadCoverageTable} from "./LeadCoverage.js";
import {PitFigure} from "./PitFigure.js";
import {SliceDots} from "./SliceDots.js";
import {EnergyTable, ErrorTable, PinballTable, SeriesTable, SliceScores} from "./StandingTables.js";
import {VerdictTable} from "./VerdictTable.js";

/** How the price's forecasts have done beside the random walk: in words, errors by lead, calibration, where it fails, and every candidate with its tests. */
export function StandingReport(
  verification: GasVerification,
  {source, unit}: {source: string; unit: PriceUnit}
): HTMLElement {
  const {scored, standing, energy, slices} = verification;
  const days = standing.champion.map(({n}) => n);
  const [fewest, most] = [Math.min(...days), Math.max(...days)];
  const counts = fewest === most ? formatNumber(most) : `${formatNumber(fewest)} to ${formatNumber(most)}`;
  const foot = `Scored on ${scored.rows}, ${counts} gas days at each lead, from origins of ${formatDate(scored.from)} to ${formatDate(scored.to)}. ${source}`;
  const downloads = [
    {label: "JSON", href: "./api/gas/verification.json"},
    {label: "Parquet, every forecast", href: "./api/gas/backtest.parquet"}
  ];
  const period = `${formatDate(scored.from)} to ${formatDate(scored.to)}`;
  const bySlice = (group: string, label: string) => {
    const rows = slices[group] ?? [];
    const format = group === "month" ? (slice: string) => formatMonth(slice) : (slice: string) => slice;
    const title = slicesTitle(rows, group);
    return Figure((width, height) => SliceDots(rows, {width, height, unit, format, label: title}), {
      title,
      subtitle: `CRPS over all thirty gas days by ${label.toLowerCase()} of the day that is forecast, ${unit}, ${period}; squares the random walk`,
      height: () => 330,
      ...{source: foot, downloads},
      table: () =>
        SliceScores(verification, group, {unit, label, caption: `Scores by ${label.toLowerCase()}`})
    });
  };
  return html`<div>
    <p>${standingSentences(verification).join(" ")}</p>
    ${Figure(
      (width, height) => ErrorDots(verification, {width, height, unit, label: errorsTitle(verification)}),
      {
        title: errorsTitle(verification),
        subtitle: `Mean error by gas days ahead, ${unit}, ${period}; dots our forecast, squares the random walk, bars the 95 % interval of the mean. “Better” is said only with the Diebold–Mariano test at 5 %`,
        height: (width) => (width < 560 ? 480 : 320),
        ...{source: foot, downloads},
        table: () => ErrorTable(verification, unit)
      }
    )}
    <p>${failingSentence(verification, unit)} ${coverageSentence(standing.champion)}</p>
    <div class="side-by-side">
      ${Figure(
        (width, height) =>
          LeadCoverage(standing.champion, {width, height, label: coverageTitle(standing.champion)}),
        {
          title: coverageTitle(standing.champion),
          subtitle: `Share of gas days on which the price lay within the interval, by gas days ahead, %, ${period}`,
          height: () => 330,
          ...{source: foot, downloads},
          table: () => LeadCoverageTable(standing.champion)
        }
      )}
      ${PitFigure(verification, {source: foot, downloads})}
      ${bySlice("month", "Month")}
      ${bySlice("kind", "Kind of day")}
    </div>
    <h3>Every candidate</h3>
    <p class="small">Ratios to the random walk; below 1 the score is smaller. Beneath stands “better” or “worse” where the Diebold–Mariano test says so at 5 %, else its p-value. The first row is the random walk’s own score, ${verification.unit}.</p>
    ${VerdictTable(verification, "distribution", "CRPS over that of the random walk, whose distribution is its errors of the last 1,000 days, by gas days ahead")}
    ${VerdictTable(verification, "point", "Root mean squared error over that of the random walk, by gas days ahead; the test is of squared errors")}
    <details class="chart-table">
      <summary>Quantiles, all series together and each by itself</summary>
      ${PinballTable(verification, unit)}
      ${energy ? EnergyTable(energy) : ""}
      ${SeriesTable(verification)}
    </details>
    <p class="small">${foot}</p>
  </div>`;
}
