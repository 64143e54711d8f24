import {formatNumber, formatPercent} from "../../src/lib/format.js";
import {shortTitle} from "../../src/lib/report/runs/rows.js";
import {atLead, champion} from "../../src/lib/report/scores.js";
import {stateOf} from "../../src/lib/report/state.js";
import type {AbsentStudy, PublishedStudy} from "./published.js";
import {xmlText} from "./xml.js";

/** How a badge's right half is coloured; its words say the same. White text on each keeps more than 4.5:1. */
const tones = {good: "#1b6b52", late: "#7a4d00", bad: "#8f1a22", score: "#26438b"} as const;

/**
 * Two badges for each study, for pages elsewhere: `<study>-state.svg` says how fresh its data is, `<study>-score.svg` how
 * good its champion was in the backtest (for numbers the mean percentage error a day ahead, with weather as uncertain as a
 * real forecast where that was scored; for chances F1, or Brier's score where there is no F1). By path below `artifacts/`.
 */
export function badges(
  edition: string,
  studies: readonly PublishedStudy[],
  absent: readonly AbsentStudy[] = []
): Record<string, string> {
  const path = (study: string, what: string) => `api/badges/${study}-${what}.svg`;
  return Object.fromEntries([
    ...studies.flatMap((published) => {
      const {study, title} = published.report;
      const name = shortTitle(title);
      const {label, value} = scoreOf(published);
      return [
        [path(study, "state"), badgeSvg({label: name, ...stateBadge(published, edition)})],
        [path(study, "score"), badgeSvg({label: `${name}: ${label}`, value, tone: "score"})]
      ];
    }),
    ...absent.map(({study, title}) => [
      path(study, "state"),
      badgeSvg({label: shortTitle(title), value: "no forecast", tone: "bad"})
    ])
  ]);
}

function stateBadge({report, failure}: PublishedStudy, edition: string): Pick<Badge, "value" | "tone"> {
  const {mode, label} = stateOf(report.provenance, edition);
  if (failure !== undefined) return {value: `not made anew, ${label}`, tone: "bad"};
  return {value: label, tone: mode === "live" ? "good" : "late"};
}

function scoreOf({report, backtest}: PublishedStudy): {label: string; value: string} {
  const best = champion(backtest);
  if (report.kind === "probability") {
    const {f1, brier} = best.metrics;
    if (f1 != null) return {label: "F1", value: formatNumber(f1, 3)};
    return {label: "Brier score", value: brier == null ? "not scored yet" : formatNumber(brier, 3)};
  }
  const mape = (atLead(best, 1, {degraded: true}) ?? atLead(best, 1))?.mape;
  return {label: "error a day ahead", value: mape == null ? "not scored yet" : formatPercent(mape)};
}

/** What a badge says, and in which tone. */
export interface Badge {
  readonly label: string;
  readonly value: string;
  readonly tone: keyof typeof tones;
}

const height = 20;
const padding = 7;
/** Mean width of a character of the usual sans serif faces at 11 px; `textLength` makes any face keep to it. */
const character = 6.3;

/** A badge of two halves as SVG: no script, no font or file from elsewhere, its words as the accessible name. */
export function badgeSvg({label, value, tone}: Badge): string {
  const widthOf = (text: string) => Math.round([...text].length * character);
  const [left, right] = [widthOf(label) + 2 * padding, widthOf(value) + 2 * padding];
  const words = xmlText(`${label}: ${value}`);
  const text = (said: string, from: number) =>
    `<text x="${from + padding}" y="14" textLength="${widthOf(said)}" lengthAdjust="spacingAndGlyphs">${xmlText(said)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${height}" viewBox="0 0 ${left + right} ${height}" role="img" aria-label="${words}">`,
    `  <title>${words}</title>`,
    `  <rect width="${left}" height="${height}" fill="#3a3f46"/>`,
    `  <rect x="${left}" width="${right}" height="${height}" fill="${tones[tone]}"/>`,
    `  <g fill="#ffffff" font-family="Verdana, 'DejaVu Sans', sans-serif" font-size="11">`,
    `    ${text(label, 0)}`,
    `    ${text(value, left)}`,
    "  </g>",
    "</svg>",
    ""
  ].join("\n");
}
