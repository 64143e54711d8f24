import {html} from "npm:htl";
import type {Health, Studies} from "../lib/artifacts.js";
import {formatCount, formatInstant} from "../lib/format.js";
import {stateOf} from "../lib/report/state.js";
import {StateBadge} from "./StateBadge.js";

/** What a card says of a study's forecast: one sentence, a few figures with how wrong it has been, a picture with its source. */
export interface CardContent {
  readonly sentence: string;
  readonly rows: readonly {readonly label: string; readonly value: string}[];
  readonly spark: Node;
  /** From whom, and when. */
  readonly source: string;
}

/**
 * One study on the front page: its question, the state of its data, the finding with the next values. Without a forecast the card says so, and
 * why.
 */
export function StudyCard(
  study: Studies[number],
  {
    health,
    edition,
    zone,
    content
  }: {
    health: Health["studies"][number] | undefined;
    edition: string;
    zone: string;
    content: CardContent | null;
  }
): HTMLElement {
  const head = html`<div class="study-card-head"><h2><a href=${`.${study.page}`}>${study.title}</a></h2>${StateBadge(stateOf(study.provenance, edition))}</div>`;
  if (!content)
    return html`<section class=${`study-card study-${study.study}`}>${head}
      <p class="notice"><strong>No forecast today.</strong> ${health?.message ?? "The study has not published one in this edition."} The <a href=${`.${study.page}`}>report</a> still shows how it has done.</p>
    </section>`;
  return html`<section class=${`study-card study-${study.study}`}>${head}
    <div class="study-card-body">
      <div>
        <p class="study-card-sentence">${content.sentence}</p>
        <p class="small">${study.question} ${formatCount(study.horizon, stepName(study.step))} ahead, issued ${formatInstant(zone, Date.parse(study.issuedAt))}.${health?.status === "ok" || !health?.message ? "" : ` ${health.message}`}</p>
        <table><caption class="visually-hidden">Next values of ${study.title}</caption><tbody>${content.rows.map(({label, value}) => html`<tr><th scope="row">${label}</th><td class="number">${value}</td></tr>`)}</tbody></table>
      </div>
      <div>${content.spark}<p class="source">${content.source}</p><p><a href=${`.${study.page}`}>Read the report</a></p></div>
    </div>
  </section>`;
}

/** The noun of an ISO 8601 step: PT1H → "hour", P1D → "day"; other steps stand for themselves. */
export function stepName(step: string): string {
  const names: Record<string, string> = {PT1H: "hour", PT30M: "half-hour", P1D: "day"};
  return names[step] ?? step;
}
