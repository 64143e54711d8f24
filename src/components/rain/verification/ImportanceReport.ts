import {html} from "npm:htl";
import {formatDate, formatNumber} from "../../../lib/format.js";
import type {Importance} from "../../../lib/report/rain/verification/shapes.js";
import {Figure} from "../../Figure.js";
import {DependenceMultiples, DependenceTable, dependenceHeight} from "./DependenceMultiples.js";
import {ImportanceChart, ImportanceTable} from "./ImportanceChart.js";

/** What the boosted trees make of what the towns report: how much each feature matters, and which way it works. */
export function ImportanceReport(report: Importance, {source}: {source: string}): HTMLElement {
  const {sample, features, dependence, label} = report;
  const [first, second] = features;
  const period = `${formatDate(sample.from)} to ${formatDate(sample.to)}`;
  const downloads = [{label: "JSON", href: "./api/rain/importance.json"}];
  const times = second && second.rise > 0 ? first.rise / second.rise : null;
  const shown = Math.min(15, features.length);
  return html`<div class="importance">
    ${Figure((width, height) => ImportanceChart(report, {width, height, most: shown}), {
      title: `The ${first.label} matters most${times === null ? "" : `, ${formatNumber(times, times < 10 ? 1 : 0)} times as much as the next, ${second.label}`}`,
      subtitle: `Rise of the log loss (${formatNumber(sample.logLoss, 3)} on these days) of ${label.toLowerCase()} where a feature is dealt out at random among the days; bars from the least to the most of ${sample.repeats} repeats; the first ${shown} of ${features.length} features`,
      height: () => 24 * shown + 48,
      source: `${formatNumber(sample.rows)} forecasts drawn from ${period}, which the trees did not learn from. ${source}`,
      table: () => ImportanceTable(report, {caption: "Importance of all features"}),
      downloads
    })}
    ${Figure((width) => DependenceMultiples(report, {width}), {
      title: "Which way each works",
      subtitle: `Mean probability of ${label.toLowerCase()} where all days have one value of a feature and keep all others, from its 2nd to its 98th percentile; what it does by itself, beside the national field, which holds much of the same and is a linear score, near 0 dry, near 1 wet; the first on a scale of its own, the others on one`,
      height: (width) => dependenceHeight(width, dependence.length),
      source: `${formatNumber(sample.dependenceRows)} forecasts drawn from ${period}. ${source}`,
      table: () => DependenceTable(report, {caption: "Mean probability by value of a feature"}),
      downloads
    })}
  </div>`;
}
