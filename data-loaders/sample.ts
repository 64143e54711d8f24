import {mkdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Breach} from "../src/lib/artifacts.js";
import type {Cells, Column} from "./columns.js";
import {rowsOf} from "./columns.js";
import type {Http} from "./http.js";
import type {Encoding} from "./parquet.js";
import {readParquet, writeParquet} from "./parquet.js";
import {createPulls} from "./pulls.js";
import type {TableRecord} from "./record.js";
import {readRecord, recordOf, writeRecord} from "./record.js";
import type {TableDefinition} from "./table.js";

/** Where the sample ships. */
export const sampleFolder = fileURLToPath(new URL("../sample", import.meta.url));

/**
 * Decimals as scaled integers, which Parquet 2 writes as differences (DELTA_BINARY_PACKED); without dictionaries, which
 * take more room than that.
 */
function encodingOf(columns: readonly Column[]): Encoding {
  const select = columns.map(({name, decimals}) =>
    decimals === undefined ? name : `${name}::DECIMAL(9, ${decimals}) AS ${name}`
  );
  return {
    select: select.join(", "),
    options: "PARQUET_VERSION v2, COMPRESSION_LEVEL 19, DICTIONARY_SIZE_LIMIT 1"
  };
}

const storedColumns = ({columns, sample}: TableDefinition) =>
  columns.filter(({name}) => sample.columns.includes(name));

/** What a sample is made of and where it goes. */
export interface SampleRequest {
  readonly definitions: readonly TableDefinition[];
  /** The day that the sample is as of, instead of the one that each table states. */
  readonly today?: string;
  /** The last day recorded, instead of the one that each table states. */
  readonly recordedTo?: string;
  readonly folder: string;
  /** Folder for the raw pulls. */
  readonly state: string;
  readonly upstream?: string;
  readonly http: Http;
  readonly now: Date;
  /** Who else to name, by `<publisher>/<dataset>`: where a replay carries data of other origin. */
  readonly attributions: Readonly<Record<string, string>>;
}

/**
 * Makes the sample through the same pulls, parsers and contracts as a live table, and reads it back.
 * @returns the record of each table, in which `bytes` is the size of the file that ships.
 * @throws where a pull fails, a contract is breached, or what is read back differs in any cell.
 */
export async function writeSample({
  definitions,
  folder,
  state,
  upstream,
  http,
  now,
  attributions,
  ...days
}: SampleRequest): Promise<TableRecord[]> {
  const pulls = createPulls(http, {state, upstream, now});
  await mkdir(folder, {recursive: true});
  const records: TableRecord[] = [];
  for (const definition of definitions) {
    const {today = definition.sample.today, recordedTo = definition.sample.recordedTo} = days;
    const made = await definition.make({pulls, today, now, recordedTo});
    const breaches = [...made.breaches, ...definition.check(made.cells, today)];
    refuse(definition.id, breaches);
    await pulls.accept(made.pulled);
    const columns = storedColumns(definition);
    const path = join(folder, `${definition.id}.parquet`);
    await writeParquet(path, columns, made.cells, encodingOf(columns));
    const sources = made.sources.map((source) => {
      const also = attributions[`${source.publisher}/${source.dataset}`];
      return also === undefined ? source : {...source, citation: `${source.citation}. ${also}`};
    });
    const record = await recordOf(path, definition, {...made, sources}, breaches, today, now);
    await writeRecord(path, record);
    const difference = differenceOf(made.cells, (await readSample(folder, definition)).cells);
    if (difference !== undefined) {
      await rm(path);
      throw new Error(
        `${path}: read back, ${difference}: the column needs more decimals in the table's definition`
      );
    }
    records.push(record);
  }
  return records;
}

/** Refuses cells that breach their contract. */
export function refuse(id: string, breaches: readonly Breach[]): void {
  const errors = breaches.filter(({level}) => level === "error");
  if (errors.length === 0) return;
  throw new Error(
    `${id} breaches its contract: ${errors.map(({code, column, message, sample}) => `${code} of ${column}: ${message} (${sample.join(", ")})`).join("; ")}`
  );
}

/** The first cell that differs, in words. */
function differenceOf(before: Cells, after: Cells): string | undefined {
  for (const [name, column] of Object.entries(before)) {
    const other = after[name] ?? [];
    for (let i = 0; i < Math.max(rowsOf(before), other.length); ++i) {
      if (column[i] !== other[i]) return `row ${i} of ${name} is ${other[i]} instead of ${column[i]}`;
    }
  }
  return undefined;
}

/**
 * A table of the sample, restored to the cells that a live table has.
 * @throws where a file is missing or its bytes are not those of its record: the message says how to get it back.
 */
export async function readSample(
  folder: string,
  definition: TableDefinition
): Promise<{cells: Cells; record: TableRecord}> {
  const path = join(folder, `${definition.id}.parquet`);
  const remedy = "Get it back with git checkout sample, or make it anew with npm run sample";
  const record = await readRecord(path).catch((error: Error) => {
    throw new Error(`the sample cannot be used: ${error.message}. ${remedy}.`);
  });
  if (!record) throw new Error(`the sample has no ${definition.id} in ${folder}. ${remedy}.`);
  return {
    cells: definition.sample.restore(await readParquet(path, storedColumns(definition)), record.today),
    record
  };
}
