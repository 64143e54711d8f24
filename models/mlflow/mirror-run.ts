import type {LimitFunction} from "p-limit";
import {stableJson} from "../../data-loaders/store/files.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import type {Realm} from "../runs/runs.js";
import type {Study} from "../study.js";
import {type Client, done} from "./client.js";
import {batches, type Dataset, type RunEntries, runEntries} from "./entries.js";
import type {FindBytes} from "./kept-files.js";
import type {LoggedModel, LoggedModels} from "./logged-models.js";
import {type Files, modelFolder} from "./model-folder.js";
import {isPlainPath, putFiles, takesFiles} from "./put-files.js";
import {createdRunSchema, type ServerRun, serverRun} from "./server-runs.js";

/** What a run is mirrored with. */
export interface RunMirror {
  readonly client: Client;
  readonly study: Study;
  readonly realm: Realm;
  /** Id of the experiment. */
  readonly experiment: string;
  /** Finds the bytes of the candidate's files. */
  readonly bytes: FindBytes;
  readonly models: LoggedModels;
  /** Runs one thing at a time: a server fails where two runs name the same new data set at once. */
  readonly inTurn: LimitFunction;
}

/**
 * Mirrors one run, or the rest of what a killed mirror left of it: every step may be repeated on the same run, and its status is
 * set last.
 * @param begun the run as a killed mirror left it
 * @returns the run as the server has it now
 */
export async function mirrorRun(mirror: RunMirror, run: Run, begun?: ServerRun): Promise<ServerRun> {
  const {client, study, realm, experiment, models, inTurn} = mirror;
  const entries = runEntries(study, realm, run);
  const server = begun ?? (await createRun(client, experiment, entries));
  const {files, lacking} = await filesOf(run, server, mirror.bytes);
  const own = below("model/", files);
  const isModel =
    run.status === "finished" &&
    takesFiles(server.artifactUri) &&
    !lacking.some((name) => name.startsWith("model/"));
  const model =
    isModel && Object.keys(own).length > 0
      ? await models.open(experiment, entries, server, begun !== undefined)
      : undefined;
  await log(client, server.id, entries, model);
  await inTurn(() => logData(client, server.id, entries.dataset));
  if (isModel) {
    const folder = await modelFolder(run, own, {runId: server.id});
    await putFiles(client, server.artifactUri, {...files, ...above("model/", folder)});
  } else if (takesFiles(server.artifactUri)) await putFiles(client, server.artifactUri, files);
  if (model) {
    const folder = await modelFolder(run, own, {runId: server.id, modelId: model.id});
    await models.finish(model, {...own, ...folder}, server);
  }
  if (lacking.length > 0) {
    const value = `not mirrored: ${lacking.join(", ")}`.slice(0, 8000);
    await client.send("POST", "runs/set-tag", {run_id: server.id, key: "almanac.artifacts", value}, done);
  }
  const end = {run_id: server.id, status: entries.status, end_time: entries.endTime};
  await client.send("POST", "runs/update", end, done);
  return {...server, whole: true, models: model ? [model.id] : server.models};
}

async function createRun(client: Client, experiment: string, entries: RunEntries): Promise<ServerRun> {
  const {name, startTime, tags} = entries;
  const body = {experiment_id: experiment, run_name: name, start_time: startTime, tags};
  return serverRun((await client.send("POST", "runs/create", body, createdRunSchema)).run);
}

/** Logs parameters and numbers; final numbers belong to the model as well. */
async function log(client: Client, runId: string, entries: RunEntries, model?: LoggedModel): Promise<void> {
  const {params, metrics, dataset} = entries;
  const ofModel = model && {
    model_id: model.id,
    dataset_name: dataset.name,
    dataset_digest: dataset.digest
  };
  const numbers = metrics.map((metric) => (metric.step === 0 ? {...metric, ...ofModel} : metric));
  for (const part of batches(params, numbers))
    await client.send("POST", "runs/log-batch", {run_id: runId, ...part}, done);
}

async function logData(client: Client, runId: string, dataset: Dataset): Promise<void> {
  const tags = [{key: "mlflow.data.context", value: "training"}];
  await client.send("POST", "runs/log-inputs", {run_id: runId, datasets: [{tags, dataset}]}, done);
}

/**
 * The files of a run that can be mirrored, its record as `run.json` among them, and the others' names, each with the reason.
 */
async function filesOf(
  run: Run,
  {artifactUri}: ServerRun,
  bytes: FindBytes
): Promise<{files: Record<string, Uint8Array>; lacking: string[]}> {
  if (!takesFiles(artifactUri))
    return {
      files: {},
      lacking: [`any file, for the server keeps them at ${artifactUri} and does not pass them on`]
    };
  const {alias: _, ...record} = run;
  const files: Record<string, Uint8Array> = {
    "run.json": new TextEncoder().encode(`${stableJson(record, 1)}\n`)
  };
  const lacking: string[] = [];
  for (const {path, sha256} of run.artifacts) {
    const found = await bytes(sha256);
    if (!isPlainPath(path)) lacking.push(`${path} (a name that MLflow refuses)`);
    else if (found) files[path] = found;
    else lacking.push(`${path} (its bytes are kept no more)`);
  }
  return {files, lacking};
}

function below(folder: string, files: Files): Files {
  const inside = Object.entries(files).filter(([path]) => path.startsWith(folder));
  return Object.fromEntries(inside.map(([path, content]) => [path.slice(folder.length), content]));
}

function above(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [folder + path, content]));
}
