import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {readColumns} from "../pipeline/columns.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {publishStudy} from "../publish/study.js";
import {readDrift} from "./drift.js";
import {
  definitionOf,
  files,
  issuedAtOf,
  need,
  readDay,
  readProvenance,
  readScheme,
  readTablePaths
} from "./files.js";
import {readJudgement} from "./judge.js";
import {readPromotion} from "./promote.js";
import {readIssuedTrack, readLedgerCsv, readReplayedCsv, readReplayedTrack} from "./score.js";

/** What `publish` is told. */
export type PublishParams = {readonly study: string};

/** Publish: writes all artifacts of a study, as `api/<study>/…` in its folder; the edition puts them in place. */
export async function publish(input: TaskInput<PublishParams>): Promise<TaskOutput> {
  const {params, folder, environment} = input;
  const study = definitionOf(params.study, input);
  const of = (task: string): Result => need(input, `${study.id}/${task}`);
  const {today, realm} = await readDay(of("pull"));
  const {tables, reason} = await readProvenance(of("pull"));
  const {registry, runs} = await readPromotion(of("promote"));
  const models = study.candidates.map(async ({name}) => [name, await readModel(of(`roll/${name}`))]);
  const {rows} = await publishStudy(
    {
      ...{study, today, registry, runs, tables, reason},
      issuedAt: issuedAtOf(of("issue")),
      data: {data: await readColumns(join(of("read").folder, files.data)), ...(await readScheme(of("read")))},
      judgement: await readJudgement(of("judge")),
      ledger: await readLedgerCsv(of("score")),
      issued: await readIssuedTrack(of("score")),
      replayed: await readReplayedTrack(of("score")),
      replayedLedger: await readReplayedCsv(of("score")),
      drift: await readDrift(of("drift")),
      tableFiles: await readTablePaths(of("pull"), study.tables, environment.state),
      files: Object.fromEntries(await Promise.all(models))
    },
    folder
  );
  return {rows, value: {realm, today}};
}

/** The files of a candidate's fitted model, by name; none where it has none. */
async function readModel({folder, outputs}: Result): Promise<Record<string, Uint8Array>> {
  const names = Object.keys(outputs).flatMap((path) => (path.startsWith("model/") ? [path.slice(6)] : []));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, "model", name))]))
  );
}
