import {html} from "npm:htl";
import {formatCount, formatDate, formatInstant, formatSigned} from "../../lib/format.js";
import {
  type Decision,
  decisionTest,
  inLabels,
  isPromotion,
  lastPromotion,
  lossChange,
  lossHeading
} from "../../lib/report/runs/promotions.js";
import type {StudyMethod} from "../../lib/report/runs/rows.js";
import {localDay} from "../../lib/time/zone.js";
import {DataTable} from "../DataTable.js";
import {Figure} from "../Figure.js";
import {PromotionTimeline, timelineCandidates} from "./PromotionTimeline.js";

/** Who was champion of a study when, and why: a timeline, and every published decision as a table. */
export function PromotionReport(study: StudyMethod): HTMLElement {
  const {decisions, timeZone, title} = study;
  if (decisions.length === 0) return html`<p class="small">${title}: nothing has been decided yet.</p>`;
  const rows = timelineCandidates(decisions).length;
  const label = (name: string) =>
    study.candidates.find((candidate) => candidate.name === name)?.label ?? name;
  return html`<div class=${`study-${study.study}`}>${Figure(
    (width, height) => PromotionTimeline(study, {width, height}),
    {
      title: `${title}: ${standing(study, label)}`,
      subtitle: `Thick lines are reigns; a dot where the place was given, a ring where it was kept, small rings on the challenger’s row; ${formatCount(decisions.length, "decision")} by origin, ${decisions.length > 1 ? "the last " : ""}on ${formatInstant(timeZone, Date.parse(decisions[0]!.origin))}${study.rule.test ? `; the test is the ${study.rule.test}` : ""}`,
      height: () => 46 * Math.max(1, rows) + 58,
      table: () => DecisionsOf(study, label)
    }
  )}</div>`;
}

function standing({decisions, champion, timeZone}: StudyMethod, label: (name: string) => string): string {
  const last = lastPromotion(decisions);
  if (!last) return `${label(champion)} is champion`;
  const since = `since ${formatDate(localDay(timeZone, Date.parse(last.origin)))}`;
  return `${label(champion)} has been champion ${since}${last.replaced ? "" : ", as the first"}`;
}

/** Every published decision, the newest first. */
function DecisionsOf(
  {candidates, decisions, timeZone, title}: StudyMethod,
  label: (name: string) => string
): HTMLElement {
  return DataTable(
    decisions,
    [
      {label: "Origin", value: ({origin}) => formatInstant(timeZone, Date.parse(origin))},
      {
        label: "Champion",
        value: (decision) =>
          isPromotion(decision)
            ? html`<strong>${label(decision.champion)}</strong>`
            : label(decision.champion)
      },
      {label: "Challenger", value: ({challenger}) => (challenger === null ? "–" : label(challenger))},
      {label: "Decided by", value: ({by}) => by},
      {label: "Test", value: decisionTest},
      {label: lossHeading(decisions), value: (decision) => lossChange(decision, label)},
      {label: "Blocks won", value: blocksText},
      {label: "Guards", value: guardsText, long: true},
      {label: "Why", value: ({reason}) => inLabels(reason, candidates), long: true}
    ],
    {caption: `Decisions on the champion of ${title}; promotions are bold`}
  );
}

function blocksText({evidence}: Decision): string {
  if (!evidence) return "–";
  return `${evidence.blocks.filter((gain) => gain >= 0.02).length} of ${evidence.blocks.length}`;
}

function guardsText({evidence}: Decision): string {
  if (!evidence?.guards.length) return "–";
  return evidence.guards.map(({name, worse}) => `${name} ${formatSigned(100 * worse, 1)}\u00a0%`).join(", ");
}
