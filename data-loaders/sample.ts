import {rm} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Breach} from "../src/lib/artifacts/tables.js";
import {addDays, localDay} from "../src/lib/time/zone.js";
import type {Cells, Column} from "./columns.js";
import {rowsOf} from "./columns.js";
import type {Http} from "./http.js";
import type {Encoding} from "./parquet.js";
import {readParquet, writeParquet} from "./parquet.js";
import {createPulls} from "./pulls.js";
import type {TableRecord} from "./record.js";
import {readRecord, recordOf, writeRecord} from "./record.js";
import {makeFolder, place, temporaryFor} from "./store/files.js";
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
  await makeFolder(folder);
  const records: TableRecord[] = [];
  for (const definition of definitions) {
    const {today = definition.sample.today, recordedTo = definition.sample.recordedTo} = days;
    const made = await definition.make({pulls, today, now, recordedTo});
    const breaches = [...made.breaches, ...definition.check(made.cells, today)];
    refuse(definition.id, breaches);
    await pulls.accept(made.pulled);
    const columns = storedColumns(definition);
    // Written beside, and put in place when it is known to be good: what was there before stays until then.
    const beside = temporaryFor(join(folder, definition.id));
    const path = join(beside, `${definition.id}.parquet`);
    await writeParquet(path, columns, made.cells, encodingOf(columns));
    const sources = made.sources.map((source) => {
      const also = attributions[`${source.publisher}/${source.dataset}`];
      return also === undefined ? source : {...source, citation: `${source.citation}. ${also}`};
    });
    const record = await recordOf(path, definition, {...made, sources}, breaches, today, now);
    await writeRecord(path, record);
    const difference = differenceOf(made.cells, (await readSample(beside, definition)).cells);
    if (difference !== undefined) {
      await rm(beside, {recursive: true});
      throw new Error(
        `${definition.id}: read back, ${difference}: the column needs more decimals in the table's definition`
      );
    }
    for (const type of ["parquet", "json"])
      await place(join(beside, `${definition.id}.${type}`), join(folder, `${definition.id}.${type}`));
    await rm(beside, {recursive: true});
    records.push(record);
  }
  return records;
}

/**
 * Whether the days of a sample make sense, before anything is asked.
 * @throws where one lies in the future or before the data, or the last recorded day before the day that the sample is as of.
 */
export function checkSampleDays(
  definitions: readonly TableDefinition[],
  days: Pick<SampleRequest, "today" | "recordedTo">,
  now: Date
): void {
  for (const {id, timeZone, from, sample} of definitions) {
    const {today = sample.today, recordedTo = sample.recordedTo} = days;
    const day = localDay(timeZone, now.getTime());
    const wrong = (flag: string, given: string, problem: string) =>
      new Error(`${flag} ${given} cannot be used for ${id}: ${problem}. Nothing was asked or changed.`);
    if (today > day) throw wrong("--today", today, `it lies in the future, the machine's clock says ${day}`);
    if (recordedTo > day)
      throw wrong("--to", recordedTo, `it lies in the future, the machine's clock says ${day}`);
    if (today <= from) throw wrong("--today", today, `it lies before the data, which begin on ${from}`);
    if (addDays(recordedTo, 1) < today)
      throw wrong("--to", recordedTo, `it lies before ${today}, the day that the sample is as of`);
  }
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
