import {sha256} from "../../data-loaders/store/files.js";
import type {Night} from "../../src/lib/artifacts/pipeline.js";
import {formatDate, sentence} from "../../src/lib/format.js";
import {plainCard} from "../../src/lib/report/plain-card.js";
import {inLabels} from "../../src/lib/report/runs/promotions.js";
import type {EditionNight} from "../watch/edition-night.js";
import type {PublishedStudy} from "./published.js";

/** An entry of the feed; addresses are relative to the feed. */
export interface FeedEntry {
  readonly kind: "forecast" | "edition" | "decision" | "failure";
  readonly id: string;
  readonly title: string;
  /** An instant, ISO 8601. */
  readonly updated: string;
  /** The page that tells more. */
  readonly page: string;
  /** A file that goes with it. */
  readonly file?: string;
  readonly summary: string;
}

/** A study's newest forecast. Its id stays the same for the same origin. */
export function forecastEntry(published: PublishedStudy): FeedEntry {
  const {report, forecast} = published;
  const {study, title, day} = report;
  return {
    kind: "forecast",
    id: idOf(study, forecast.origin),
    title: `${title}: forecast from ${formatDate(day)}`,
    updated: forecast.issuedAt,
    page: study,
    file: `api/${study}/forecast.json`,
    summary: summaryOf(published)
  };
}

/** The decisions on a study's champion that change it or were made by hand; the choice of the first one is none. */
export function decisionEntries({report}: PublishedStudy): FeedEntry[] {
  const {study, title, candidates, decisions} = report;
  return decisions
    .filter(({number, replaced, by}) => by === "hand" || (replaced && number > 1))
    .map(({number, origin, at, by, champion, replaced, reason}) => {
      const label = candidates.find(({name}) => name === champion)?.label ?? champion;
      const what = replaced ? `${label} becomes champion` : `${label} stays champion`;
      return {
        kind: "decision",
        id: idOf(study, "decision", String(number), origin),
        title: `${title}: ${what}${by === "hand" ? ", by hand" : ""}`,
        updated: at ?? origin,
        page: "runs#promotions",
        summary: sentence(inLabels(reason, candidates))
      };
    });
}

/** What a night made, and what of it failed; a day's editions share one id, and so do its failures. */
export function nightEntries(
  night: EditionNight & Partial<Pick<Night, "startedAt" | "failures">>
): FeedEntry[] {
  const {edition, headline, studies, failures = []} = night;
  const instant = edition ?? night.startedAt;
  if (instant === undefined) return [];
  const day = instant.slice(0, 10);
  const entries: FeedEntry[] = [];
  if (edition !== null) {
    const states = studies.map(({title, status, state}) => `${title}: ${state || status}.`);
    entries.push({
      kind: "edition",
      id: idOf("edition", day),
      title: `Edition of ${formatDate(day)}`,
      updated: edition,
      page: "./",
      summary: [headline === null ? "" : sentence(headline), ...states].join(" ").trim()
    });
  }
  const lacking = studies.filter(({status}) => status === "degraded" || status === "absent");
  const reasons =
    edition === null
      ? failures.map(({task, reason}) => `${task}: ${sentence(reason)}`)
      : lacking.map(({title, message}) => `${title}: ${sentence(message ?? "it was not made")}`);
  if (reasons.length > 0) {
    const names = lacking.map(({title}) => title).join(", ");
    entries.push({
      kind: "failure",
      id: idOf("failure", day),
      title:
        edition === null
          ? `No edition on ${formatDate(day)}`
          : `Not made anew on ${formatDate(day)}: ${names}`,
      updated: instant,
      page: "pipeline",
      summary: reasons.join(" ")
    });
  }
  return entries;
}

/** What the study's card says of it, and the state of its data. */
function summaryOf(published: PublishedStudy): string {
  const {headline, sentence: more} = published.card ?? plainCard(published);
  return `${sentence(headline)} ${more} ${published.report.line}`;
}

/** A UUID (RFC 9562, version 8) made of names, so that it is the same every time. */
export function idOf(...names: readonly string[]): string {
  const hex = sha256(names.join("\n"));
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4];
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
