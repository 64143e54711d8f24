import {join} from "node:path";
import {writeJson} from "../../data-loaders/store/files.js";
import {updateTables} from "../../data-loaders/tables.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import {below, files, type StudyProvenance, tableFile} from "./files.js";

/** What `pull` is told. */
export type PullParams = {readonly study: string; readonly tables: readonly string[]};

/**
 * Pull: brings the study's tables up to date, all live or last good or all recorded, and says what they are worth. What
 * depends on the bytes of a table reads one file, what cites its origin another.
 */
export async function pull({params, folder, environment, say}: TaskInput<PullParams>): Promise<TaskOutput> {
  const {realm, today, tables, reason, requests} = await updateTables(params.tables, environment);
  await writeJson(join(folder, files.day), {realm, today});
  for (const [id, {path, record}] of Object.entries(tables)) {
    await writeJson(join(folder, tableFile(id)), {
      path: below(environment.state, path),
      sha256: record.sha256
    });
  }
  const provenance: StudyProvenance = {
    reason,
    tables: Object.values(tables).map(({id, mode, asOf, record, breaches, reason}) => ({
      ...{id, mode, asOf, record, reason},
      breaches: [...breaches]
    }))
  };
  await writeJson(join(folder, files.provenance), provenance, 1);
  for (const line of lines(realm, today, provenance)) say(line);
  const rows = Object.values(tables).reduce((sum, {record}) => sum + record.rows, 0);
  return {value: {realm, today, reason}, rows, bytesRead: requests.bytes};
}

/** What a person should know: where the data come from and why, and every breach. */
function lines(realm: string, today: string, {reason, tables}: StudyProvenance): string[] {
  return [
    ...(realm === "recorded" ? [`recorded data as of ${today}${reason ? `, because ${reason}` : ""}`] : []),
    ...tables.flatMap(({id, mode, asOf, reason, breaches}) => [
      ...(mode === "last-good" ? [`${id}: last good table, of ${asOf}, because ${reason}`] : []),
      ...breaches.map(({level, code, column, message}) => `${id}: ${level} ${code} of ${column}: ${message}`)
    ])
  ];
}
