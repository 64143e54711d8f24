import {stat} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {readJson, writeJson} from "../../data-loaders/store/files.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import {stepValueSchema} from "../../src/lib/artifacts/runs.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {indexRuns, runIndexPath} from "../runs/list.js";
import {keepRun} from "../runs/runs.js";
import {begunRun} from "../runs/training.js";
import {below, files, need, readDay} from "./files.js";
import {readJudgement} from "./judge.js";
import type {RollParams} from "./roll.js";

/** What `runs` is told: of each training what its task was told. */
export type RunsParams = {readonly study: string; readonly trainings: readonly RollParams[]};

/** What a roll says of its training. */
const trainingSchema = z.object({
  metrics: z.record(z.string(), z.number()).optional(),
  history: z.record(z.string(), z.array(stepValueSchema)).optional()
});

/** The commit of a training that was made before it was kept, as of one outside a repository. */
const unknownCommit = "unknown";

/** Keeps the record of each training that the backtest has scored. */
export async function runs(input: TaskInput<RunsParams>): Promise<TaskOutput> {
  const {params, folder, environment, say} = input;
  const {state} = environment;
  const {study, trainings} = params;
  const {realm} = await readDay(need(input, `${study}/pull`));
  const {candidates} = await readJudgement(need(input, `${study}/judge`));
  const kept = await Promise.all(
    trainings.map(async (training) => {
      const {metrics} = candidates.find(({name}) => name === training.candidate)!;
      return keepRun(state, realm, await runOf(input, training, known(metrics)), say);
    })
  );
  const index = await indexRuns(state, realm, study, say);
  const runIds = Object.fromEntries(kept.map(({run}) => [run.candidate, run.runId]));
  const list: KeptRuns = {runIds, all: index.map(({runId}) => runId)};
  await writeJson(join(folder, files.runs), list, 1);
  const leaves = [...kept.map(({path}) => path), runIndexPath(state, realm, study)];
  return {rows: kept.length, leaves: leaves.map((path) => below(state, path))};
}

/** The record of a training that ended well: what its task was made of, what it gave and what it took. */
async function runOf(
  input: TaskInput<RunsParams>,
  params: RollParams,
  scores: Record<string, number>
): Promise<Run> {
  const {study, candidate, combines} = params;
  const rolled = need(input, `${study}/roll/${candidate}`);
  const {startedAt, seconds, cpuSeconds, threadMemoryMB = null, commit = unknownCommit, code} = rolled.made;
  const {metrics = {}, history = {}} = trainingSchema.parse(rolled.value);
  const experts = Object.fromEntries(combines.map((name) => [name, need(input, `${study}/roll/${name}`)]));
  return {
    ...begunRun({params, read: need(input, `${study}/read`), experts, code, commit}),
    status: "finished",
    ...{startedAt, seconds, cpuSeconds, peakMemoryMB: threadMemoryMB},
    metrics: {...scores, ...metrics},
    history,
    artifacts: await artifactsOf(rolled)
  };
}

/** The files of a result, with their sizes. */
async function artifactsOf({folder, outputs}: Result): Promise<Run["artifacts"]> {
  return Promise.all(
    Object.keys(outputs)
      .sort()
      .map(async (path) => ({path, sha256: outputs[path], bytes: (await stat(join(folder, path))).size}))
  );
}

function known(metrics: Readonly<Record<string, number | null>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  );
}

const keptRunsSchema = z.object({
  /** The run of each candidate now. */
  runIds: z.record(z.string(), z.string()),
  /** All runs that are kept, those that failed too, newest first. */
  all: z.array(z.string())
});
/** The runs of a study, by their ids. */
export type KeptRuns = z.infer<typeof keptRunsSchema>;

/** Which runs are kept. */
export async function readKeptRuns(kept: Result): Promise<KeptRuns> {
  const found = await readJson(join(kept.folder, files.runs), keptRunsSchema);
  if (!found) throw new Error(`${files.runs} was expected in ${kept.folder}, and it is not there.`);
  return found;
}
