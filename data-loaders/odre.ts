import {dsvFormat} from "d3";
import type {Chunk, Span} from "./pulls.js";
import {spansOf} from "./pulls.js";
import type {Source} from "./source.js";

/**
 * RTE's éCO2mix, national, from Open Data Réseaux Énergies: an Opendatasoft portal (Explore API v2.1, exports).
 * https://odre.opendatasoft.com/explore/dataset/eco2mix-national-cons-def/
 */
const origin = "https://odre.opendatasoft.com";
const columns = [
  "date",
  "heure",
  "date_heure",
  "nature",
  "consommation",
  "prevision_j1",
  "prevision_j",
  "taux_co2"
];

/**
 * What RTE revises: real-time values become consolidated ones within about a month and definitive ones in the June after
 * the year. So months are asked for in every run while they are younger than 45 days, every 30 days until 18 months after
 * their end, and then never again.
 */
const young = 45;
const definitive = 550;
const DAY = 86_400_000;

export const odreSources: Readonly<Record<"history" | "realTime", Source>> = {
  history: source("eco2mix-national-cons-def", "éCO2mix national, consolidated and definitive"),
  realTime: source("eco2mix-national-tr", "éCO2mix national, real time")
};

function source(dataset: string, title: string): Source {
  return {
    publisher: "odre",
    dataset,
    title: `${title} (RTE)`,
    licence: "Licence Ouverte 2.0 (Etalab)",
    citation: `RTE, ${title}, Open Data Réseaux Énergies (ODRÉ)`,
    url: `${origin}/explore/dataset/${dataset}/`
  };
}

/** The chunks of both data sets for the instants from `from` up to, not including, `to` (ms UTC). */
export function odreChunks(from: number, to: number, now: number): Chunk[] {
  const spans = spansOf(from, to, now, definitive);
  return [odreSources.history, odreSources.realTime].flatMap(({dataset}) =>
    spans.map((span) => chunkOf(dataset, span, now))
  );
}

function chunkOf(dataset: string, {name, start, end}: Span, now: number): Chunk {
  const query = new URLSearchParams({
    select: columns.join(","),
    where: `date_heure >= date'${new Date(start).toISOString()}' AND date_heure < date'${new Date(end).toISOString()}'`,
    order_by: "date_heure",
    timezone: "UTC",
    delimiter: ";"
  });
  return {
    publisher: "odre",
    dataset,
    name,
    origin,
    path: `/api/explore/v2.1/catalog/datasets/${dataset}/exports/csv?${query}`,
    format: "csv",
    settled: end + definitive * DAY,
    every: now < end + young * DAY ? 0 : 30
  };
}

/** Rows of an éCO2mix export as texts. */
export type OdreRow = Readonly<Record<(typeof columns)[number], string>>;

/**
 * Reads the rows of one export.
 * @throws where a column is missing: the message names it and the columns that came.
 */
export function readOdre(bytes: Uint8Array): OdreRow[] {
  const [head, ...rows] = dsvFormat(";").parseRows(new TextDecoder("utf-8").decode(bytes));
  const found = head ?? [];
  const missing = columns.filter((name) => !found.includes(name));
  if (missing.length > 0) {
    throw new Error(
      `éCO2mix export: expected the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}, got ${found.slice(0, 20).join(", ") || "none"}`
    );
  }
  const at = columns.map((name) => found.indexOf(name));
  return rows.map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[at[i]] ?? ""])));
}
