import {sha256} from "../../data-loaders/store/files.js";
import {sentence} from "../../src/lib/format.js";
import {plainCard} from "../../src/lib/report/plain-card.js";
import type {EditionInput, PublishedStudy} from "./published.js";

/**
 * The edition's forecasts as an Atom feed (RFC 4287), one entry for each study's newest forecast. Ids stay
 * the same for the same origin; links are relative to the feed where the site's URL is not known.
 */
export function atomFeed({edition, studies, site}: EditionInput): string {
  const base = site?.replace(/\/*$/, "/");
  const updated =
    studies
      .map(({forecast}) => forecast.issuedAt)
      .sort()
      .at(-1) ?? edition;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"${base ? ` xml:base="${escaped(base)}"` : ""}>`,
    "  <title>Almanac</title>",
    "  <subtitle>Forecasts for energy and weather, and how good they were</subtitle>",
    `  <id>${idOf("feed", base ?? "")}</id>`,
    `  <updated>${updated}</updated>`,
    "  <author><name>Almanac</name></author>",
    '  <link rel="self" type="application/atom+xml" href="feed.xml"/>',
    '  <link rel="alternate" type="text/html" href="./"/>',
    ...studies.flatMap(entry),
    "</feed>",
    ""
  ].join("\n");
}

function entry(published: PublishedStudy): string[] {
  const {report, forecast} = published;
  const {study, title, day} = report;
  return [
    "  <entry>",
    `    <title>${escaped(`${title}: forecast from ${day}`)}</title>`,
    `    <id>${idOf(study, forecast.origin)}</id>`,
    `    <updated>${forecast.issuedAt}</updated>`,
    `    <link rel="alternate" type="text/html" href="${escaped(study)}"/>`,
    `    <link rel="enclosure" type="application/json" href="api/${escaped(study)}/forecast.json"/>`,
    `    <summary>${escaped(summaryOf(published))}</summary>`,
    "  </entry>"
  ];
}

/** The highest and the lowest value ahead; of several series, and of probabilities, what the study's card says. */
function summaryOf(published: PublishedStudy): string {
  const {report, forecast} = published;
  const {day, line, unit, target, kind} = report;
  if (kind !== "number" || new Set(forecast.rows.map(({series}) => series)).size > 1) {
    const card = published.card ?? plainCard(published);
    return `${sentence(card.headline)} ${card.sentence} ${line}`;
  }
  const peak = forecast.rows.reduce((most, row) => (row.value > most.value ? row : most));
  const low = forecast.rows.reduce((least, row) => (row.value < least.value ? row : least));
  return (
    `${capital(target)}, ${day} and the days after: highest ${peak.value} ${unit} (80 % interval ${peak.lo80} to ${peak.hi80}) at ${peak.time}, ` +
    `lowest ${low.value} ${unit} at ${low.time}. ${line}`
  );
}

/** A UUID (RFC 9562, version 8) made of names, so that it is the same every time. */
function idOf(...names: readonly string[]): string {
  const hex = sha256(names.join("\n"));
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4];
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Text of XML: markup escaped, characters that XML 1.0 lacks left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
