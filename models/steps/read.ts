import {join} from "node:path";
import {writeColumns} from "../pipeline/columns.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import {definitionOf, files, need, readDay, readTablePaths} from "./files.js";

/** What `read` is told. */
export type ReadParams = {readonly study: string};

/** Features: the study reads its tables as they were known at the origin of its day. */
export async function read(input: TaskInput<ReadParams>): Promise<TaskOutput> {
  const {params, folder, environment} = input;
  const study = definitionOf(params.study, input);
  const pull = need(input, `${study.id}/pull`);
  const {today, realm} = await readDay(pull);
  const paths = await readTablePaths(pull, study.tables, environment.state);
  const {data, ...judging} = await study.read(paths, today);
  const {origins} = judging.scheme;
  if (origins.length === 0) {
    throw new Error(
      `The study "${study.id}" has no origin on ${today}: its tables are too short. See its contract and its pull.`
    );
  }
  await writeColumns(join(folder, files.data), data);
  await writeColumns(join(folder, files.scheme), judging);
  return {
    rows: origins.length,
    value: {today, realm, issue: new Date(origins[origins.length - 1]).toISOString()}
  };
}
