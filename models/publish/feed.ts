import type {EditionNight} from "../watch/edition-night.js";
import {decisionEntries, type FeedEntry, forecastEntry, idOf, nightEntries} from "./feed-entries.js";
import type {EditionInput} from "./published.js";
import {xmlText} from "./xml.js";

/** At most so many entries, of editions, decisions and failures together; the forecasts come on top. */
const most = 60;

/**
 * What happened lately as an Atom feed (RFC 4287), newest first: each study's newest forecast, the editions, the decisions on champions, and
 * what could not be made. Each entry's category says which of these it is. Ids stay the same; links are relative to the feed where the
 * site's URL is not known.
 * @param now what this edition is, see `editionNight`
 */
export function atomFeed({edition, studies, site, nights = []}: EditionInput, now: EditionNight): string {
  const base = site?.replace(/\/*$/, "/");
  const happened = newestById([
    ...nights.flatMap(nightEntries),
    ...nightEntries(now),
    ...studies.flatMap(decisionEntries)
  ]);
  const entries = [...studies.map(forecastEntry), ...happened.slice(0, most)].sort(byTime);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"${base ? ` xml:base="${xmlText(base)}"` : ""}>`,
    "  <title>Almanac</title>",
    "  <subtitle>Forecasts for energy and weather, and how good they were</subtitle>",
    `  <id>${idOf("feed", base ?? "")}</id>`,
    `  <updated>${entries[0]?.updated ?? edition}</updated>`,
    "  <author><name>Almanac</name></author>",
    '  <link rel="self" type="application/atom+xml" href="feed.xml"/>',
    '  <link rel="alternate" type="text/html" href="./"/>',
    ...entries.flatMap(lines),
    "</feed>",
    ""
  ].join("\n");
}

function lines({kind, id, title, updated, page, file, summary}: FeedEntry): string[] {
  return [
    "  <entry>",
    `    <title>${xmlText(title)}</title>`,
    `    <id>${id}</id>`,
    `    <updated>${updated}</updated>`,
    `    <category term="${kind}"/>`,
    `    <link rel="alternate" type="text/html" href="${xmlText(page)}"/>`,
    ...(file ? [`    <link rel="enclosure" type="application/json" href="${xmlText(file)}"/>`] : []),
    `    <summary>${xmlText(summary)}</summary>`,
    "  </entry>"
  ];
}

/** Of entries with one id the newest, and all of them in order of time. */
function newestById(entries: readonly FeedEntry[]): FeedEntry[] {
  const byId = new Map<string, FeedEntry>();
  for (const entry of entries) {
    const known = byId.get(entry.id);
    if (!known || Date.parse(known.updated) <= Date.parse(entry.updated)) byId.set(entry.id, entry);
  }
  return [...byId.values()].sort(byTime);
}

function byTime(a: FeedEntry, b: FeedEntry): number {
  return Date.parse(b.updated) - Date.parse(a.updated) || (a.id < b.id ? -1 : 1);
}
