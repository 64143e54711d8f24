import {join} from "node:path";
import {type Judgement, judge as judgeAll} from "../judge/judge.js";
import {readColumns, writeColumns} from "../pipeline/columns.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {definitionOf, files, need, readRolled, readScheme} from "./files.js";

/** What `judge` is told. */
export type JudgeParams = {readonly study: string; readonly candidates: readonly string[]};

/** Backtest: gives every candidate its intervals and its scores, and names the best by the study's rule. */
export async function judge(input: TaskInput<JudgeParams>): Promise<TaskOutput> {
  const {params, folder} = input;
  const study = definitionOf(params.study, input);
  const data = await readScheme(need(input, `${study.id}/read`));
  const rolled = await Promise.all(
    params.candidates.map((name) => readRolled(need(input, `${study.id}/roll/${name}`)))
  );
  const judgement = judgeAll(study, data, rolled);
  await writeColumns(join(folder, files.judgement), judgement);
  const {candidates, best} = judgement;
  return {rows: candidates.reduce((sum, {metrics}) => sum + metrics.n, 0), value: {best}};
}

/** What the judges said. */
export async function readJudgement(judged: Result): Promise<Judgement> {
  return readColumns(join(judged.folder, files.judgement));
}
