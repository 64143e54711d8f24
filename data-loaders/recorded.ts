import {join} from "node:path";
import {writeParquet} from "./parquet.js";
import {recordOf, writeRecord} from "./record.js";
import {readSample, refuse} from "./sample.js";
import type {TableDefinition} from "./table.js";
import type {TableResult} from "./tables.js";

/**
 * A table of the sample, checked by the contract that live tables have, and written in their form to
 * `<state>/recorded/tables/`.
 * @throws where the sample is incomplete, not the one of its record, or breaches the contract.
 */
export async function restoreRecorded(
  definition: TableDefinition,
  folder: string,
  state: string,
  reason: string | undefined
): Promise<TableResult> {
  const {cells, record: shipped} = await readSample(folder, definition);
  const {today, asOf, days, madeAt, sources} = shipped;
  const found = definition.check(cells, today);
  refuse(`sample/${definition.id}.parquet`, found);
  const isRepeated = ({code, column}: {code: string; column: string}) =>
    found.some((other) => other.code === code && other.column === column);
  const breaches = [...shipped.breaches.filter((one) => !isRepeated(one)), ...found];
  const path = join(state, "recorded", "tables", `${definition.id}.parquet`);
  await writeParquet(path, definition.columns, cells);
  const made = {cells, sources: [], asOf, days};
  const record = {...(await recordOf(path, definition, made, breaches, today, new Date(madeAt))), sources};
  await writeRecord(path, record);
  return {id: definition.id, path, mode: "recorded", asOf, record, breaches, reason};
}
