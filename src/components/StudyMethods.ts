import {html} from "npm:htl";
import type {Methods} from "../lib/artifacts/study.js";
import {formatCount, formatDate, formatNumber, sentence, zoneName} from "../lib/format.js";
import {CandidateList} from "./CandidateList.js";
import {DecisionTable} from "./DecisionTable.js";
import {stepName} from "./StudyCard.js";

const ERRORS = {log: "a ratio", relative: "a share of the forecast", absolute: "a difference"} as const;

function intervalsOf({intervals, distribution}: Methods["studies"][number]): (Node | string)[] {
  if (distribution)
    return [
      html`<strong>Intervals.</strong>`,
      " The quantiles of the distribution that each candidate forecasts."
    ];
  if (!intervals)
    return [
      html`<strong>Bounds.</strong>`,
      " Those of a probability say how well the chance itself is known, and are no interval of the outcome: ",
      html`<a href="#bounds">how they are made</a>`,
      "."
    ];
  const {window, error, rate} = intervals;
  return [
    html`<strong>Intervals.</strong>`,
    ` From the errors of the last ${formatCount(window, "forecast")}, each measured as ${ERRORS[error]}; the level moves in steps of ${rate}.`
  ];
}

/** How one study is done: what is scored, the rule, how its intervals are made, its candidates, and when the champion was chosen. */
export function StudyMethods(study: Methods["studies"][number]): HTMLElement {
  const {title, question, page, scheme, step, timeZone, rule} = study;
  const lead = formatCount(scheme.horizon, stepName(step));
  return html`<section class=${`study-methods study-${study.study}`}>
    <h3>${title}</h3>
    <p>${question} Each model forecasts from midnight ${zoneName(timeZone)} of every day, ${formatNumber(scheme.origins)} times from ${formatDate(scheme.from)} to ${formatDate(scheme.to)}, ${lead} each time. Scores are computed on ${scheme.rows}. <a href=${`.${page}`}>The report</a>, <a href=${`./methods${page}`}>what is particular to it</a>.</p>
    <p><strong>The rule.</strong> ${sentence(rule.words)}${rule.test ? ` Whether a difference is more than chance is told by the ${rule.test}.` : ""}</p>
    <p>${intervalsOf(study)}</p>
    ${DecisionTable(study)}
    ${CandidateList(study)}
  </section>`;
}
