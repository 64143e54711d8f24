import {constants} from "node:fs";
import {copyFile, cp, readFile, rm} from "node:fs/promises";
import {dirname, join, relative} from "node:path";
import {z} from "zod";
import type {Environment} from "../../data-loaders/environment.js";
import {tableRecordSchema} from "../../data-loaders/record.js";
import {restoreRecorded} from "../../data-loaders/recorded.js";
import {sampleFolder} from "../../data-loaders/sample.js";
import {
  makeFolder,
  parseJson,
  place,
  readJson,
  sha256OfFile,
  temporaryFor,
  writeJson
} from "../../data-loaders/store/files.js";
import {tableOf} from "../../data-loaders/tables.js";
import {provenanceSchema} from "../../src/lib/artifacts/provenance.js";
import {breachSchema} from "../../src/lib/artifacts/tables.js";
import type {Study, TableFiles} from "../study.js";

const takenSchema = z.object({
  /** The last day whose origin the tables reach, local to the study. */
  lastDay: z.iso.date(),
  tables: z.array(
    z.object({
      id: z.string(),
      /** Relative to the folder of the study. */
      path: z.string(),
      mode: provenanceSchema.shape.mode,
      asOf: z.iso.date(),
      record: tableRecordSchema,
      breaches: z.array(breachSchema)
    })
  )
});
/** The tables that the days of a study are replayed from: taken once, so that every day has the same. */
export type Taken = z.infer<typeof takenSchema>;
export type TakenTables = Taken["tables"];

/** Puts a study's tables below a folder. */
export type Take = (
  study: Pick<Study, "id" | "tables">,
  environment: Environment,
  folder: string
) => Promise<TakenTables>;

/** `<replay>/tables/<study>`: the taken tables, and `taken.json` that describes them. */
export function takenFolder(replay: string, study: string): string {
  return join(replay, "tables", study);
}

/** What was taken for a study; undefined before its first replay. @throws {CorruptFile} where the record cannot be read. */
export async function readTaken(replay: string, study: string): Promise<Taken | undefined> {
  return readJson(join(takenFolder(replay, study), "taken.json"), takenSchema);
}

/** The absolute paths of taken tables in a folder. */
export function filesOf(folder: string, tables: TakenTables): TableFiles {
  return Object.fromEntries(tables.map(({id, path}) => [id, join(folder, path)]));
}

/**
 * Copies the tables of a study as they stand in the store: those that were made from pulls where all of them are whole, else those of the sample.
 * The store is only read.
 * @throws in `live` where one is missing or damaged, and where the sample cannot be used.
 */
export const takeTables: Take = async ({id: study, tables}, {state, sources}, folder) => {
  const live =
    sources === "sample" ? [undefined] : await Promise.all(tables.map((id) => liveTable(state, id, folder)));
  const whole = live.filter((one) => one !== undefined);
  if (whole.length === tables.length) return whole;
  if (sources === "live")
    throw new Error(
      `${study}: ALMANAC_SOURCES=live, and the store has no whole table ${tables.filter((_, i) => !live[i]).join(", ")}. ` +
        "Run npm run refresh first, or allow the recorded sample with ALMANAC_SOURCES=auto."
    );
  const taken = [];
  for (const id of tables) {
    const {path, asOf, record, breaches} = await restoreRecorded(
      tableOf(id),
      sampleFolder,
      folder,
      undefined
    );
    taken.push({
      ...{id, path: relative(folder, path), mode: "recorded" as const, asOf, record},
      breaches: [...breaches]
    });
  }
  return taken;
};

async function liveTable(
  state: string,
  id: string,
  folder: string
): Promise<TakenTables[number] | undefined> {
  const from = join(state, "live", "tables", `${id}.parquet`);
  const text = await readFile(from.replace(/\.parquet$/, ".json"), "utf8").catch(() => undefined);
  const record = text === undefined ? undefined : parseJson(text, tableRecordSchema).value;
  if (record === undefined) return undefined;
  const path = join("live", `${id}.parquet`);
  await makeFolder(dirname(join(folder, path)));
  try {
    await copyFile(from, join(folder, path), constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  if ((await sha256OfFile(join(folder, path))) !== record.sha256) return undefined;
  return {id, path, mode: "live", asOf: record.asOf, record, breaches: record.breaches};
}

/** Keeps taken tables in the store of the replay, with what they are. Only for the owner of its lock. */
export async function keepTaken(replay: string, study: string, from: string, taken: Taken): Promise<void> {
  const target = takenFolder(replay, study);
  const temporary = temporaryFor(target);
  await makeFolder(dirname(target));
  try {
    await cp(from, temporary, {recursive: true});
    await writeJson(join(temporary, "taken.json"), taken, 1);
    await rm(target, {recursive: true, force: true});
    await place(temporary, target);
  } finally {
    await rm(temporary, {recursive: true, force: true});
  }
}
