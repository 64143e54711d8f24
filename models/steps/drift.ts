import {join} from "node:path";
import {readJson, writeJson} from "../../data-loaders/store/files.js";
import {type Drift, driftSchema} from "../../src/lib/artifacts/drift.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {driftOf} from "../publish/drift.js";
import {provenanceOf} from "../publish/provenance.js";
import {definitionOf, files, issuedAtOf, need, readDay, readProvenance, readTablePaths} from "./files.js";

/** What `drift` is told. */
export type DriftParams = {readonly study: string};

/** Drift: compares the last weeks of the columns that the study watches with the same season of earlier years. */
export async function drift(input: TaskInput<DriftParams>): Promise<TaskOutput> {
  const {params, folder, environment} = input;
  const study = definitionOf(params.study, input);
  const pull = need(input, `${study.id}/pull`);
  const {today} = await readDay(pull);
  const {tables} = await readProvenance(pull);
  const paths = await readTablePaths(pull, study.tables, environment.state);
  const issuedAt = issuedAtOf(need(input, `${study.id}/issue`));
  const report = await driftOf(study, paths, today, provenanceOf(tables), issuedAt);
  if (report) await writeJson(join(folder, files.drift), report, 1);
  return {value: {share: report?.share ?? null}, rows: report?.columns.length ?? 0};
}

/** The drift report; undefined where the study watches no column. */
export async function readDrift(drifted: Result): Promise<Drift | undefined> {
  return readJson(join(drifted.folder, files.drift), driftSchema);
}
