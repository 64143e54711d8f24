import {csvParseRows} from "d3";
import type {Source} from "../src/lib/source.js";
import type {BomFiles} from "../src/lib/towns.js";
import {readEnvironment} from "./environment.js";
import type {Chunk, Pulled, Pulls} from "./pulls.js";
import {troubled, troublesOf} from "./trouble.js";

/**
 * Daily weather observations of Australia's Bureau of Meteorology: one file for each place and month.
 * http://www.bom.gov.au/climate/dwo/, notes on the columns: http://www.bom.gov.au/climate/dwo/IDCJDW0000.shtml
 */
const origin = "https://www.bom.gov.au";

export const bomSource: Source = {
  publisher: "bom",
  dataset: "dwo",
  title: "Daily weather observations (Bureau of Meteorology)",
  licence: "© Commonwealth of Australia, Bureau of Meteorology (its terms)",
  citation: "Bureau of Meteorology (Commonwealth of Australia), Daily weather observations",
  url: "http://www.bom.gov.au/climate/dwo/"
};

/** The first month that any copy can have. */
const firstMonth = "2024-08";
/** Whole months before the present one that the Bureau keeps published. */
const published = 13;
/** Milliseconds between requests to the Bureau's own host. */
const spacing = 1000;

/**
 * How we introduce ourselves: the Bureau answers 403 to a User-Agent that does not begin like a browser's. It says what we
 * are, and where to find whoever runs this: see `ALMANAC_CONTACT` in the README.
 */
export function bomUserAgent(contact: string | undefined = readEnvironment().contact): string {
  return `Mozilla/5.0 (compatible; almanac/0.1; open forecasting almanac${contact === undefined ? "" : `; ${contact}`})`;
}

/** The months, as `2024-12`, that are asked for to know the days up to and including `to`. */
export function bomMonths(to: string): string[] {
  const months = [];
  for (let month = firstMonth; month <= to.slice(0, 7); month = monthOf(numberOf(month) + 1))
    months.push(month);
  return months;
}

const numberOf = (month: string) => 12 * Number(month.slice(0, 4)) + Number(month.slice(5, 7)) - 1;
const monthOf = (number: number) =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;

/**
 * The file of a place and month. It may change until the month after it has ended, and be missing: before the month's first
 * day is observed, and once the Bureau no longer publishes it; of such a month only a copy that is kept counts.
 * @param today the local day that the edition is for.
 */
export function bomChunk({product}: BomFiles, month: string, today: string, userAgent: string): Chunk {
  const compact = month.replace("-", "");
  return {
    publisher: "bom",
    dataset: bomSource.dataset,
    name: `${product}.${compact}`,
    origin,
    path: `/climate/dwo/${compact}/text/${product}.${compact}.csv`,
    format: "csv",
    settled: Date.parse(`${monthOf(numberOf(month) + 2)}-01T00:00:00Z`),
    every: 0,
    optional: true,
    keptOnly: numberOf(month) < numberOf(today) - published,
    userAgent,
    charset: "latin1",
    spacing
  };
}

/**
 * Pulls files, those that there are.
 * @throws {TroubledError} where they cannot be had; where our User-Agent is refused, the message says what to do.
 */
export async function pullBom(pulls: Pulls, chunks: readonly Chunk[]): Promise<Pulled[]> {
  try {
    return await pulls.pull(chunks);
  } catch (error) {
    const troubles = troublesOf(error);
    if (!troubles.some((trouble) => trouble.kind === "status" && trouble.status === 403)) throw error;
    throw troubled(
      `${(error as Error).message}. The User-Agent "${chunks[0].userAgent}" was refused: one that begins like a browser's is expected. Name a contact in ALMANAC_CONTACT, and ask the Bureau if it goes on`,
      troubles
    );
  }
}

/** A file as it is written. */
export interface BomFile {
  /** The place that the first line names. */
  readonly place: string;
  /** Product and month that the second line names, such as `IDCJDW2002.202408`. */
  readonly product: string;
  /** Id of the station that the rain is from; undefined where the preamble does not say. */
  readonly site: string | undefined;
  /** Of each row its date, as written, the texts of the columns asked for, and how many cells it has too many or too few. */
  readonly rows: readonly {
    readonly date: string;
    readonly cells: readonly string[];
    readonly excess: number;
  }[];
}

/**
 * Reads a file: latin-1, a preamble of quoted lines, an empty line, a header whose first column has no name, and the days.
 * @param columns the columns that are wanted, named as in the header.
 * @throws where it has no such header, or lacks a column: the message says what came.
 */
export function readBom(bytes: Uint8Array, columns: readonly string[]): BomFile {
  const lines = new TextDecoder("latin1").decode(bytes).split(/\r?\n/);
  const start = lines.findIndex((line) => /^,"?Date"?,/.test(line));
  if (start < 0)
    throw new Error(
      `expected a line that begins with ,"Date", and the file begins with "${lines[0].slice(0, 80)}"`
    );
  const [head, ...rows] = csvParseRows(lines.slice(start).join("\n"));
  const names = head.map((name) => name.trim().replace(/[^\x20-\x7e]+/g, "°"));
  const missing = columns.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new Error(
      `expected the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}, got ${names.slice(1).join(", ")}`
    );
  const at = columns.map((name) => names.indexOf(name));
  const preamble = lines.slice(0, start).map((line) => line.replace(/^"|"$/g, ""));
  return {
    place: /^Daily Weather Observations for (.+) for \w+ \d{4}$/.exec(preamble[0] ?? "")?.[1] ?? "",
    product: /\b(IDCJDW\d{4}\.\d{6})\b/.exec(preamble[1] ?? "")?.[1] ?? "",
    site: siteOf(preamble),
    rows: rows
      .filter((cells) => cells.length > 1)
      .map((cells) => ({
        date: cells[1],
        cells: at.map((i) => cells[i] ?? ""),
        excess: cells.length - names.length
      }))
  };
}

/** The station of the rain: "Temperature, … and rainfall observations are from X {station N}", or of all observations. */
function siteOf(preamble: readonly string[]): string | undefined {
  const line =
    preamble.find((line) => /\brainfall\b.* observations are from .*\{station \d+\}$/i.test(line)) ??
    preamble.find((line) => /^Observations were drawn from .*\{station \d+\}$/.test(line));
  return line && /\{station (\d+)\}$/.exec(line)?.[1].padStart(6, "0");
}
