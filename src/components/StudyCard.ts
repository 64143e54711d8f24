import {html} from "npm:htl";
import type {CardPicture, Cards} from "../lib/artifacts/cards.js";
import {formatCount, formatDate, formatInstant, sentence} from "../lib/format.js";
import {stateOf} from "../lib/report/state.js";
import {CardBars} from "./CardBars.js";
import {Sparkline} from "./Sparkline.js";
import {StateBadge} from "./StateBadge.js";

type StudyOnFront = Cards["cards"][number];
type CardForecast = NonNullable<StudyOnFront["forecast"]>;

/**
 * One study on the front page: its finding, the state and the day of its data, the next values with how wrong they have been, a picture with its
 * source. Where this edition has no forecast of it, the card says so, and why.
 */
export function StudyCard(
  {study, title, question, page, message, status, forecast}: StudyOnFront,
  {edition}: {edition: string}
): HTMLElement {
  const name = html`<h2><a href=${`.${page}`}>${title}</a></h2>`;
  if (forecast === null)
    return html`<section class=${`study-card study-${study}`}>
      <div class="study-card-head">${name}<span class="state" data-state="degraded">no forecast</span></div>
      <p class="notice"><strong>No forecast today,</strong> because ${because(message)} It will be tried again with the next edition.</p>
      <p class="small">The question: ${question}</p>
    </section>`;
  const {provenance, headline, timeZone, horizon, step, issuedAt, rows} = forecast;
  return html`<section class=${`study-card study-${study}`}>
    <div class="study-card-head">${name}${StateBadge(stateOf(provenance, edition))}</div>
    <div class="study-card-body">
      <div>
        <p class="study-card-sentence"><strong>${sentence(headline)}</strong> ${forecast.sentence}</p>
        <p class="small">${question} ${formatCount(horizon, stepName(step))} ahead, issued ${formatInstant(timeZone, Date.parse(issuedAt))}.${status === "ok" || !message ? "" : ` ${message.replace(/\b\d{4}-\d\d-\d\d\b/g, formatDate)}`}</p>
        <table><caption class="visually-hidden">Next values of ${title}</caption><tbody>${rows.map(({label, value}) => html`<tr><th scope="row">${label}</th><td class="number">${value}</td></tr>`)}</tbody></table>
      </div>
      <div>${pictureOf(forecast)}<p class="source">${forecast.source}</p><p><a href=${`.${page}`}>Read the report</a></p></div>
    </div>
  </section>`;
}

/** The noun of an ISO 8601 step: PT1H → "hour", P1D → "day"; other steps stand for themselves. */
export function stepName(step: string): string {
  const names: Record<string, string> = {PT1H: "hour", PT30M: "half-hour", P1D: "day"};
  return names[step] ?? step;
}

/** A reason behind "because": it starts small unless it starts with a name, and ends with a full stop. */
function because(message: string | undefined): string {
  if (!message) return "it was not made.";
  const text = /^[A-Z][a-z]+ /.test(message) ? message.slice(0, 1).toLowerCase() + message.slice(1) : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Its line or its bars; null where it has neither. */
function pictureOf({picture, bars}: CardForecast): Element | null {
  if (bars)
    return html`<div><p class="small">${bars.label}</p>${CardBars(bars, {width: Math.min(460, innerWidth - 32)})}</div>`;
  return picture ? line(picture) : null;
}

function line({label, observed, ahead}: CardPicture): Element {
  const past = observed.map(({time, value}) => ({x: Date.parse(time), y: value ?? Number.NaN, known: true}));
  const coming = ahead.map(({time, value, lo80, hi80}) => ({
    x: Date.parse(time),
    y: value,
    lo: lo80,
    hi: hi80
  }));
  // The line of the forecast begins at the last observed value.
  const joint = past.slice(-1).map(({x, y}) => ({x, y}));
  return Sparkline([...past, ...joint, ...coming], {width: 460, height: 130, label});
}
