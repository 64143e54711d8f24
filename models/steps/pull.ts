import {join} from "node:path";
import {stableJson, writeJson} from "../../data-loaders/store/files.js";
import {type TableResult, updateTables} from "../../data-loaders/tables.js";
import {lastResult} from "../pipeline/results.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import {below, files, readProvenance, type StudyProvenance, tableFile} from "./files.js";

/** What `pull` is told. */
export type PullParams = {readonly study: string; readonly tables: readonly string[]};

/**
 * Pull: brings the study's tables up to date, all live or last good or all recorded, and says what they are worth. What
 * depends on the bytes of a table reads one file, what cites its origin another. Why something is not live is said in full
 * here, and kept in readers' words. Where nothing has changed since the last pull for the same day, its provenance stands, with its times: whatever depends on
 * it is up to date then.
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
  const before = await provenanceBefore(`${params.study}/pull`, environment.state);
  const stands = before !== undefined && inSubstance(before) === inSubstance(provenance);
  await writeJson(join(folder, files.provenance), stands ? before : provenance, 1);
  for (const line of lines(realm, today, detail, Object.values(tables))) say(line);
  const rows = Object.values(tables).reduce((sum, {record}) => sum + record.rows, 0);
  return {value: {realm, today, reason}, rows, bytesRead: requests.bytes, pulls: requests};
}

/** What the last pull said of its tables; none where there was none, or where it cannot be read. */
async function provenanceBefore(task: string, state: string): Promise<StudyProvenance | undefined> {
  const last = await lastResult(state, task, {touch: false});
  return last && (await readProvenance(last).catch(() => undefined));
}

/**
 * What figures are made of and worth, as text: the bytes of the tables, their day, their mode and what is said of it. Left out is what differs between two
 * pulls of the same table: when they were made, of which raw bytes, and what the contract found beside the last good table.
 */
function inSubstance({reason, tables}: StudyProvenance): string {
  const about = tables.map(({breaches: _, record: {breaches: __, madeAt, sources, ...record}, ...table}) => ({
    ...{...table, record},
    sources: sources.map(({pulledAt, sha256, ...source}) => source)
  }));
  return stableJson({reason, about});
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
