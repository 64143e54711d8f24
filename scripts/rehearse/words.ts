import type {TablesResult} from "../../data-loaders/tables.js";
import {atomFeed} from "../../models/publish/feed.js";
import {healthOf} from "../../models/publish/health.js";
import {provenanceOf, reasonOf, sourceLine} from "../../models/publish/provenance.js";
import type {PublishedStudy} from "../../models/publish/published.js";

/** What an edition says of its data. */
export interface Words {
  /** The line of the page. */
  readonly line: string;
  /** health.json. */
  readonly health: string;
  /** feed.xml. */
  readonly feed: string;
}

/** What an edition of nothing but one study with these tables says: the words of publication, without its forecast. */
export function wordsOf({tables, today, reason}: TablesResult, instant: Date): Words {
  const states = Object.values(tables).map(({breaches, ...table}) => ({...table, breaches}));
  const provenance = provenanceOf(states);
  const line = sourceLine(provenance, reasonOf(states, reason));
  const issuedAt = instant.toISOString();
  const published = {
    report: {
      ...{study: "rehearsal", title: "Rehearsal", day: today, line, provenance, kind: "number"},
      ...{unit: "", target: "nothing", champion: "none", candidates: [], decisions: []}
    },
    forecast: {origin: issuedAt, issuedAt},
    card: {headline: "Nothing was forecast", sentence: "This is a rehearsal."}
  } as unknown as PublishedStudy;
  return {
    line,
    health: JSON.stringify(healthOf(issuedAt, [published])),
    feed: atomFeed(
      {edition: issuedAt, studies: [published]},
      {edition: issuedAt, headline: line, status: "ok", studies: []}
    )
  };
}
