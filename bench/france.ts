import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {updateTables} from "../data-loaders/tables.js";
import {type LoadData, readFrance} from "../models/france/data.js";
import {france} from "../models/france.js";
import type {StudyData, TableFiles} from "../models/study.js";

/** A folder that is gone when the process ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "almanac-bench-"));
  process.once("exit", () => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/** Makes the tables of the study `france` from the sample, in a store of their own. */
export async function makeTables(state: string): Promise<{files: TableFiles; rows: number; today: string}> {
  const {tables, today} = await updateTables(france.tables, {sources: "sample", state});
  const all = Object.values(tables);
  return {
    files: Object.fromEntries(all.map(({id, path}) => [id, path])),
    rows: all.reduce((sum, {record}) => sum + record.rows, 0),
    today
  };
}

let shared: Promise<StudyData<LoadData>> | undefined;

/** The study's data from the sample, read once. */
export function franceData(): Promise<StudyData<LoadData>> {
  shared ??= makeTables(scratch()).then(({files, today}) => readFrance(files, today));
  return shared;
}
