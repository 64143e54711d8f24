import {rm} from "node:fs/promises";
import type {Breach} from "../src/lib/artifacts/tables.js";
import {writeParquet} from "./parquet.js";
import {recordOf, recordPath, type TableRecord, tableRecordSchema} from "./record.js";
import {CorruptFile, place, readJson, sha256OfFile, writeSealed} from "./store/files.js";
import type {Made, TableDefinition} from "./table.js";

/**
 * A table and its record are two files that must change as one. Both are written beside the old ones first, the record last: from then on
 * the new table counts, and whoever comes next finishes what a killed run left.
 */
const waiting = (path: string) => `${path}.incoming`;

/** Writes a table with its record in place of those before; after a crash there are the old two or the new two. */
export async function keepTable(
  path: string,
  definition: TableDefinition,
  made: Omit<Made, "pulled">,
  breaches: readonly Breach[],
  {today, now}: {readonly today: string; readonly now: Date}
): Promise<TableRecord> {
  await writeParquet(waiting(path), definition.columns, made.cells);
  const record = await recordOf(waiting(path), definition, made, breaches, today, now);
  await writeSealed(waiting(recordPath(path)), record, 2);
  await finishTable(path);
  return record;
}

/** Puts a table and its record in place that wait there as a whole, and deletes what does not. Only for the owner of the store's lock. */
export async function finishTable(path: string): Promise<void> {
  const record = await readJson(waiting(recordPath(path)), tableRecordSchema).catch((error: unknown) => {
    if (error instanceof CorruptFile) return undefined;
    throw error;
  });
  if (record && (await hashIfAny(waiting(path))) === record.sha256) await place(waiting(path), path);
  if (record && (await hashIfAny(path)) === record.sha256)
    await place(waiting(recordPath(path)), recordPath(path));
  for (const left of [waiting(recordPath(path)), waiting(path)]) await rm(left, {force: true});
}

async function hashIfAny(path: string): Promise<string | undefined> {
  return sha256OfFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
