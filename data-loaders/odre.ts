import {dsvFormat} from "d3";
import type {Source} from "../src/lib/source.js";
import {printable} from "./contracts/breach.js";
import type {Chunk, Span} from "./pulls.js";
import {spansOf} from "./pulls.js";

/**
 * RTE's éCO2mix, national and of métropoles, from Open Data Réseaux Énergies: an Opendatasoft portal (Explore API v2.1,
 * exports).
 * https://odre.opendatasoft.com/explore/dataset/eco2mix-national-cons-def/
 * https://odre.opendatasoft.com/explore/dataset/eco2mix-metropoles-tr/
 */
const origin = "https://odre.opendatasoft.com";

/** The columns that are asked for of the national data sets. */
export const nationalColumns = [
  "date",
  "heure",
  "date_heure",
  "nature",
  "consommation",
  "prevision_j1",
  "prevision_j",
  "taux_co2"
] as const;

/** The columns that are asked for of the métropoles. */
export const areaColumns = [
  "code_insee_epci",
  "libelle_metropole",
  "nature",
  "date",
  "heures",
  "date_heure",
  "consommation"
] as const;

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

export const metropolesSource: Source = source("eco2mix-metropoles-tr", "éCO2mix métropoles, real time");

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

/** The chunks of both national data sets for the instants from `from` up to, not including, `to` (ms UTC). */
export function odreChunks(from: number, to: number, now: number): Chunk[] {
  const spans = spansOf(from, to, now, definitive);
  return [odreSources.history, odreSources.realTime].flatMap(({dataset}) =>
    spans.map((span) => chunkOf({dataset, columns: nationalColumns}, span, now))
  );
}

/** The chunks of the area with a code for the instants from `from` up to, not including, `to` (ms UTC). */
export function areaChunks(code: string, from: number, to: number, now: number): Chunk[] {
  const {dataset} = metropolesSource;
  const where = `code_insee_epci = '${code}'`;
  return spansOf(from, to, now, definitive).map((span) =>
    chunkOf({dataset, columns: areaColumns, where, name: `${code}-`}, span, now)
  );
}

const codeColumns = ["code_insee_epci", "libelle_metropole"] as const;

/** One small chunk that tells which areas had rows in a span, to be read by `readCodes`. */
export function codesChunk(span: Span, now: number): Chunk {
  return chunkOf({dataset: metropolesSource.dataset, columns: codeColumns, name: "codes-"}, span, now);
}

/** The areas that have rows in an export, as "242900314 Brest Métropole", each once, sorted by code; the first fifty. */
export function readCodes(bytes: Uint8Array): string[] {
  const names = readOdre(bytes, codeColumns).map((row) =>
    printable(`${row.code_insee_epci} ${row.libelle_metropole}`)
  );
  return [...new Set(names)].sort().slice(0, 50);
}

interface Wish {
  readonly dataset: string;
  readonly columns: readonly string[];
  /** A further condition of ODSQL. */
  readonly where?: string;
  /** Stands before the span's name in the name of the chunk. */
  readonly name?: string;
}

function chunkOf(
  {dataset, columns, where, name: before = ""}: Wish,
  {name, start, end}: Span,
  now: number
): Chunk {
  const span = `date_heure >= date'${new Date(start).toISOString()}' AND date_heure < date'${new Date(end).toISOString()}'`;
  const query = new URLSearchParams({
    select: columns.join(","),
    where: where === undefined ? span : `${where} AND ${span}`,
    order_by: "date_heure",
    timezone: "UTC",
    delimiter: ";"
  });
  return {
    publisher: "odre",
    dataset,
    name: before + name,
    origin,
    path: `/api/explore/v2.1/catalog/datasets/${dataset}/exports/csv?${query}`,
    format: "csv",
    settled: end + definitive * DAY,
    every: now < end + young * DAY ? 0 : 30
  };
}

/** Rows of an éCO2mix export as texts. */
export type OdreRow<Name extends string = string> = Readonly<Record<Name, string>>;

/**
 * Reads the given columns of one export.
 * @throws where a column is missing: the message names it and the columns that came.
 */
export function readOdre<Name extends string>(bytes: Uint8Array, columns: readonly Name[]): OdreRow<Name>[] {
  const [head, ...rows] = dsvFormat(";").parseRows(new TextDecoder("utf-8").decode(bytes));
  const found = head ?? [];
  const missing = columns.filter((name) => !found.includes(name));
  if (missing.length > 0) {
    throw new Error(
      `éCO2mix export: expected the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}, got ${printable(found.slice(0, 20).join(", "), 200) || "none"}`
    );
  }
  const at = columns.map((name) => found.indexOf(name));
  return rows.map(
    (cells) => Object.fromEntries(columns.map((name, i) => [name, cells[at[i]] ?? ""])) as OdreRow<Name>
  );
}

/** Whether an export, which comes in order of time, has an instant twice under the same local time. */
export function hasTwice(rows: readonly OdreRow[]): boolean {
  const same = (i: number) =>
    ["date_heure", "date", "heure", "heures"].every((name) => rows[i]![name] === rows[i - 1]![name]);
  return rows.some((_, i) => i > 0 && same(i));
}

/** Whether between two rows of an export, which comes in order of time, more than some days are missing. */
export function hasHole(rows: readonly OdreRow<"date_heure">[], days: number): boolean {
  const times = rows.map(({date_heure}) => Date.parse(date_heure));
  return times.some((time, i) => i > 0 && time - times[i - 1]! > (days + 1) * DAY);
}
