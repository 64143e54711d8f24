import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Cells} from "./columns.js";
import {readParquet} from "./parquet.js";
import type {TableRecord} from "./record.js";
import {tableRecordSchema} from "./record.js";
import {readJson, sha256OfFile} from "./store/files.js";
import type {TableDefinition} from "./table.js";

/** Where the sample ships. */
export const sampleFolder = fileURLToPath(new URL("../sample", import.meta.url));

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
  const record = await readJson(path.replace(/\.parquet$/, ".json"), tableRecordSchema);
  if (!record) throw new Error(`the sample has no record of ${definition.id} in ${folder}. ${remedy}.`);
  const found = await sha256OfFile(path).catch(() => "no file");
  if (found !== record.sha256) {
    throw new Error(
      `${path}: expected the file with sha256 ${record.sha256.slice(0, 12)}…, found ${found.slice(0, 12)}. ${remedy}.`
    );
  }
  const stored = definition.columns.filter(({name}) => definition.sample.columns.includes(name));
  const cells = definition.sample.restore(await readParquet(path, stored), record.today);
  return {cells, record};
}
