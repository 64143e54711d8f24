import {stat} from "node:fs/promises";
import {z} from "zod";
import {provenanceSchema} from "../src/lib/artifacts/provenance.js";
import type {Breach} from "../src/lib/artifacts/tables.js";
import {breachSchema} from "../src/lib/artifacts/tables.js";
import {rowsOf} from "./columns.js";
import type {Pulled} from "./pulls.js";
import {readJson, sha256, sha256OfFile, writeSealed} from "./store/files.js";
import type {Made, TableDefinition} from "./table.js";

/** The provenance record that stands beside each table, in the store and in `sample/`. */
export const tableRecordSchema = z.object({
  id: z.string(),
  title: z.string(),
  timeZone: z.string(),
  columns: z.array(z.object({name: z.string(), type: z.string(), unit: z.string(), description: z.string()})),
  rows: z.number(),
  /** The earliest and the latest cell of the time or date column. */
  from: z.string(),
  to: z.string(),
  /** The day that the table was made for: its start is the origin. */
  today: z.iso.date(),
  /** The last whole local day before `today` that it describes. */
  asOf: z.iso.date(),
  madeAt: z.iso.datetime(),
  sources: z.array(provenanceSchema.shape.sources.element.extend({citation: z.string()})),
  /** SHA-256 of the Parquet file. */
  sha256: z.string(),
  bytes: z.number(),
  breaches: z.array(breachSchema),
  contract: z.array(
    z.object({
      code: z.string(),
      level: z.enum(["error", "warning", "both"]),
      column: z.string(),
      rule: z.string()
    })
  ),
  /** Remarkable days by kind, such as those that the contract repaired. */
  days: z.record(z.string(), z.array(z.iso.date()))
});
export type TableRecord = z.infer<typeof tableRecordSchema>;

/** The record of a table whose Parquet file is written at `path`. */
export async function recordOf(
  path: string,
  {id, title, timeZone, columns, contract}: TableDefinition,
  {cells, sources, asOf, days}: Omit<Made, "pulled" | "breaches">,
  breaches: readonly Breach[],
  today: string,
  now: Date
): Promise<TableRecord> {
  const key = [...(cells.time ?? cells.date)].sort((a, b) => (a! < b! ? -1 : a! > b! ? 1 : 0));
  const text = (cell: unknown) => (typeof cell === "number" ? new Date(cell).toISOString() : String(cell));
  return {
    id,
    title,
    timeZone,
    columns: columns.map(({name, type, unit, description}) => ({name, type, unit, description})),
    rows: rowsOf(cells),
    from: text(key[0]),
    to: text(key[key.length - 1]),
    today,
    asOf,
    madeAt: now.toISOString(),
    sources: sources.map(({pulled, computed, ...source}) => ({
      ...source,
      pulledAt: newest(pulled) ?? now.toISOString(),
      sha256: sha256(computed ?? pulled.map(({chunk, record}) => `${chunk.name} ${record.sha256}\n`).join(""))
    })),
    sha256: await sha256OfFile(path),
    bytes: (await stat(path)).size,
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

/** Where the record of a table stands. */
export const recordPath = (table: string) => table.replace(/\.parquet$/, ".json");

/** Writes a table's record beside it. */
export async function writeRecord(table: string, record: TableRecord): Promise<void> {
  await writeSealed(recordPath(table), record, 2);
}

/** The record beside a table, whatever the table's bytes; undefined where there is none. @throws {CorruptFile} where it cannot be read. */
export async function readRecordAlone(table: string): Promise<TableRecord | undefined> {
  return readJson(recordPath(table), tableRecordSchema);
}

/**
 * Reads the record beside a table, and checks that the table's bytes are the ones it describes.
 * @returns undefined where either is missing.
 * @throws where they disagree, or the record cannot be read.
 */
export async function readRecord(table: string): Promise<TableRecord | undefined> {
  const record = await readJson(recordPath(table), tableRecordSchema);
  if (record === undefined) return undefined;
  const found = await sha256OfFile(table).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (found === record.sha256) return record;
  throw new Error(
    `${table}: its record describes a file with sha256 ${record.sha256.slice(0, 12)}…, and this one has ${found.slice(0, 12)}…`
  );
}
