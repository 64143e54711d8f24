import {join} from "node:path";
import {writeJson} from "../../data-loaders/store/files.js";
import {type TableResult, updateTables} from "../../data-loaders/tables.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import {below, files, type StudyProvenance, tableFile} from "./files.js";

/** What `pull` is told. */
export type PullParams = {readonly study: string; readonly tables: readonly string[]};

/**
 * Pull: brings the study's tables up to date, all live or last good or all recorded, and says what they are worth. What
 * depends on the bytes of a table reads one file, what cites its origin another. Why something is not live is said in full
 * here, and kept in readers' words.
 */
export async function pull({params, folder, environment, say}: TaskInput<PullParams>): Promise<TaskOutput> {
  const {realm, today, tables, reason, detail, requests} = await updateTables(params.tables, environment, {
    say
  }).catch((error: Error) => {
    if (typeof error.cause === "string") say(error.cause);
    throw error;
  });
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
  for (const line of lines(realm, today, detail, Object.values(tables))) say(line);
  const rows = Object.values(tables).reduce((sum, {record}) => sum + record.rows, 0);
  return {value: {realm, today, reason}, rows, bytesRead: requests.bytes};
}

/** What a person should know: where the data come from and why, and every breach. */
function lines(
  realm: string,
  today: string,
  detail: string | undefined,
  tables: readonly TableResult[]
): string[] {
  return [
    ...(realm === "recorded" ? [`recorded data as of ${today}${detail ? `, because ${detail}` : ""}`] : []),
    ...tables.flatMap(({id, mode, asOf, detail, breaches}) => [
      ...(mode === "last-good" ? [`${id}: last good table, of ${asOf}, because ${detail}`] : []),
      ...breaches.map(({level, code, column, message}) => `${id}: ${level} ${code} of ${column}: ${message}`)
    ])
  ];
}
