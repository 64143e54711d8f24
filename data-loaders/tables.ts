import {stat} from "node:fs/promises";
import {join} from "node:path";
import type {Breach, Provenance} from "../src/lib/artifacts.js";
import {daysBetween, localDay} from "../src/lib/time/zone.js";
import {now as clockNow, machineTime} from "./clock.js";
import type {Cells} from "./columns.js";
import {rowsOf} from "./columns.js";
import type {Environment} from "./environment.js";
import type {Http} from "./http.js";
import {createHttp} from "./http.js";
import {writeParquet} from "./parquet.js";
import type {Pulled, Pulls} from "./pulls.js";
import {createPulls} from "./pulls.js";
import type {TableRecord} from "./record.js";
import {tableRecordSchema} from "./record.js";
import {readSample, sampleFolder} from "./sample.js";
import {readJson, sha256, sha256OfFile, writeJson} from "./store/files.js";
import type {Made, TableDefinition} from "./table.js";
import {franceCalendar} from "./tables/france-calendar.js";
import {franceLoad} from "./tables/france-load.js";
import {franceWeather} from "./tables/france-weather.js";

/** Every table. A new one is a file in `tables/` and a line here. */
export const tables: readonly TableDefinition[] = [franceLoad, franceWeather, franceCalendar];

/** The definition of a table; throws with the ids that there are. */
export function tableOf(id: string): TableDefinition {
  const found = tables.find((table) => table.id === id);
  if (!found)
    throw new Error(`unknown table "${id}": there are ${tables.map((table) => table.id).join(", ")}`);
  return found;
}

/** A table that is ready to be read. */
export interface TableResult {
  readonly id: string;
  /** Absolute path of the Parquet file. */
  readonly path: string;
  readonly mode: Provenance["mode"];
  /** The last whole local day that it describes. */
  readonly asOf: string;
  readonly record: TableRecord;
  /** What is wrong with it, and, for a last good table, with the pull that it stands in for. */
  readonly breaches: readonly Breach[];
  /** Why it is not live: which pull failed and how, or which breach. */
  readonly reason?: string;
}

/** The tables of one study, all live or last good, or all recorded. */
export interface TablesResult {
  readonly realm: "live" | "recorded";
  /** The day that the edition is for, whose start is the origin. */
  readonly today: string;
  readonly tables: Readonly<Record<string, TableResult>>;
  /** Why the sample is shown, where it is. */
  readonly reason?: string;
  readonly requests: Pulls["counts"];
}

/** What a test may replace. */
export interface TableEffects {
  readonly http: Http;
  readonly now: Date;
  readonly machine: Date;
  /** Folder of the sample. */
  readonly sample: string;
}

/**
 * Brings tables up to date, each by its own pulls, and says what they are worth. In `auto`, if any of them has neither a
 * pull nor a last good table young enough, all come from the sample, so that live and recorded data never mix.
 * @throws in `live` where a table has neither; in every mode where `ALMANAC_TODAY` lies ahead or before the data, or the
 * sample cannot be read.
 */
export async function updateTables(
  ids: readonly string[],
  environment: Environment,
  effects: Partial<TableEffects> = {}
): Promise<TablesResult> {
  const definitions = ids.map(tableOf);
  const now = effects.now ?? clockNow(environment.today);
  const folder = effects.sample ?? sampleFolder;
  const {state, upstream, sources} = environment;
  const pulls = createPulls(effects.http ?? createHttp(), {state, upstream, now});
  if (sources === "sample") return recorded(definitions, environment, folder, pulls, undefined);

  checkToday(definitions, environment.today, effects.machine ?? machineTime());
  const today = environment.today ?? localDay(definitions[0].timeZone, now.getTime());
  const results = await Promise.all(
    definitions.map((definition) =>
      updateOne(definition, {state, pulls, today, now}).catch((error: Error) => ({definition, error}))
    )
  );
  const failed = results.filter((result) => "error" in result);
  if (failed.length === 0) {
    const ready = results.filter((result) => "path" in result);
    return {realm: "live", today, tables: byId(ready), requests: pulls.counts};
  }
  const reason = failed.map(({definition, error}) => `${definition.id}: ${error.message}`).join("; ");
  if (sources === "live") {
    throw new Error(
      `ALMANAC_SOURCES=live, and there is no usable table for ${failed.map(({definition}) => definition.id).join(", ")}. ${reason}. ` +
        "Try again when the publisher answers, or allow the recorded sample with ALMANAC_SOURCES=auto."
    );
  }
  return recorded(definitions, environment, folder, pulls, reason);
}

/** `updateTables` for one table. */
export async function updateTable(
  id: string,
  environment: Environment,
  effects: Partial<TableEffects> = {}
): Promise<TableResult> {
  return (await updateTables([id], environment, effects)).tables[id];
}

function byId(results: readonly TableResult[]): Record<string, TableResult> {
  return Object.fromEntries(results.map((result) => [result.id, result]));
}

/** A clock that stands ahead of the machine's, or before the data, would make an edition of nothing. */
function checkToday(definitions: readonly TableDefinition[], today: string | undefined, machine: Date): void {
  if (today === undefined) return;
  const day = localDay(definitions[0].timeZone, machine.getTime());
  if (today > day) {
    throw new Error(
      `ALMANAC_TODAY=${today} lies in the future: the machine's clock says ${day}. Give a day up to ${day}, or leave it out.`
    );
  }
  const first = definitions
    .map(({from}) => from)
    .sort()
    .at(-1)!;
  if (today <= first) {
    throw new Error(
      `ALMANAC_TODAY=${today} lies before the data, which begin on ${first}. Give a later day, or leave it out.`
    );
  }
}

interface Update {
  readonly state: string;
  readonly pulls: Pulls;
  readonly today: string;
  readonly now: Date;
}

/** One table by its pulls, or its last good version. Throws where there is neither. */
async function updateOne(definition: TableDefinition, update: Update): Promise<TableResult> {
  const path = join(update.state, "live", "tables", `${definition.id}.parquet`);
  let reason: string;
  let breaches: readonly Breach[] = [];
  try {
    const made = await definition.make(update);
    breaches = [...made.breaches, ...definition.check(made.cells, update.today)];
    const errors = breaches.filter(({level}) => level === "error");
    if (errors.length === 0) {
      const record = await writeTable(path, definition, made, breaches, update.today, update.now);
      await update.pulls.accept(made.pulled);
      return {id: definition.id, path, mode: "live", asOf: record.asOf, record, breaches};
    }
    reason = `the pull breaches the contract: ${errors.map(({code, column, message}) => `${code} of ${column}: ${message}`).join("; ")}`;
  } catch (error) {
    reason = (error as Error).message;
  }
  return {...(await lastGood(definition, path, update.today, reason)), breaches, reason};
}

/** The table that an earlier run left, if it is whole and young enough. */
async function lastGood(
  {id, limitDays}: TableDefinition,
  path: string,
  today: string,
  reason: string
): Promise<Omit<TableResult, "breaches">> {
  const record = await readRecord(path);
  if (record === undefined) throw new Error(`${reason}; and there is no last good table`);
  const age = daysBetween(record.asOf, today) - 1;
  if (age > limitDays) {
    throw new Error(
      `${reason}; and the last good table is of ${record.asOf}, ${age} days old, past its limit of ${limitDays} days`
    );
  }
  if (age < 0)
    throw new Error(`${reason}; and the last good table is of ${record.asOf}, later than ${today} may know`);
  return {id, path, mode: "last-good", asOf: record.asOf, record};
}

/** The record of a table if both are there and agree. */
async function readRecord(path: string): Promise<TableRecord | undefined> {
  const record = await readJson(recordPath(path), tableRecordSchema).catch(() => undefined);
  if (record === undefined) return undefined;
  const found = await sha256OfFile(path).catch(() => undefined);
  return found === record.sha256 ? record : undefined;
}

const recordPath = (path: string) => path.replace(/\.parquet$/, ".json");

/** Writes a table and, after it, its record; a crash between the two leaves a table without a matching record, which is unused. */
async function writeTable(
  path: string,
  definition: TableDefinition,
  made: Omit<Made, "pulled">,
  breaches: readonly Breach[],
  today: string,
  now: Date
): Promise<TableRecord> {
  await writeParquet(path, definition.columns, made.cells);
  const record = recordOf(
    definition,
    made,
    breaches,
    today,
    now,
    await sha256OfFile(path),
    (await stat(path)).size
  );
  await writeJson(recordPath(path), record);
  return record;
}

/** The provenance record of a table. */
export function recordOf(
  {id, title, timeZone, columns, contract}: TableDefinition,
  {cells, sources, asOf, days}: Omit<Made, "pulled">,
  breaches: readonly Breach[],
  today: string,
  now: Date,
  hash: string,
  bytes: number
): TableRecord {
  const {from, to} = spanOf(cells);
  return {
    id,
    title,
    timeZone,
    columns: columns.map(({name, type, unit, description}) => ({name, type, unit, description})),
    rows: rowsOf(cells),
    from,
    to,
    today,
    asOf,
    madeAt: now.toISOString(),
    sources: sources.map(({pulled, ...source}) => ({
      ...source,
      pulledAt: newest(pulled) ?? now.toISOString(),
      sha256: sha256(pulled.map(({chunk, record}) => `${chunk.name} ${record.sha256}\n`).join(""))
    })),
    sha256: hash,
    bytes,
    breaches: [...breaches],
    contract: [...contract],
    days: Object.fromEntries(Object.entries(days ?? {}).map(([kind, list]) => [kind, [...list]]))
  };
}

function newest(pulled: readonly Pulled[]): string | undefined {
  return pulled
    .map(({record}) => record.pulledAt)
    .sort()
    .at(-1);
}

function spanOf(cells: Cells): {from: string; to: string} {
  const column = cells.time ?? cells.date;
  const text = (cell: unknown) => (typeof cell === "number" ? new Date(cell).toISOString() : String(cell));
  return {from: text(column[0]), to: text(column[column.length - 1])};
}

/** All tables from the sample, rewritten in the plain form that live tables have. */
async function recorded(
  definitions: readonly TableDefinition[],
  {state}: Environment,
  folder: string,
  pulls: Pulls,
  reason: string | undefined
): Promise<TablesResult> {
  const results: TableResult[] = [];
  for (const definition of definitions) {
    const {cells, record: shipped} = await readSample(folder, definition);
    const {today, asOf, days, madeAt, sources} = shipped;
    const found = definition.check(cells, today);
    const breaches = [
      ...shipped.breaches.filter(
        (one) => !found.some(({code, column}) => code === one.code && column === one.column)
      ),
      ...found
    ];
    const errors = breaches.filter(({level}) => level === "error");
    if (errors.length > 0) {
      throw new Error(
        `sample/${definition.id}.parquet breaches its contract: ${errors[0].code} of ${errors[0].column}: ${errors[0].message}`
      );
    }
    const path = join(state, "recorded", "tables", `${definition.id}.parquet`);
    await writeParquet(path, definition.columns, cells);
    const record: TableRecord = {
      ...recordOf(
        definition,
        {cells, breaches: [], sources: [], asOf, days},
        breaches,
        today,
        new Date(madeAt),
        await sha256OfFile(path),
        (await stat(path)).size
      ),
      sources
    };
    await writeJson(recordPath(path), record);
    results.push({id: definition.id, path, mode: "recorded", asOf, record, breaches, reason});
  }
  const days = new Set(results.map(({record}) => record.today));
  if (days.size !== 1)
    throw new Error(
      `the sample's tables are as of different days: ${[...days].join(", ")}. Make it anew with npm run sample.`
    );
  return {realm: "recorded", today: [...days][0], tables: byId(results), reason, requests: pulls.counts};
}
