import {z} from "zod";
import {type Client, done, MlflowTrouble} from "./client.js";
import type {RunEntries} from "./entries.js";
import type {Files} from "./model-folder.js";
import {putFiles} from "./put-files.js";
import type {ServerRun} from "./server-runs.js";

const modelSchema = z.object({info: z.object({model_id: z.string(), artifact_uri: z.string()})});
const createdSchema = z.object({model: modelSchema});
const foundSchema = z.object({models: z.array(modelSchema).default([])});

/** A logged model of a server: the model of a run in the list of models of its experiment. */
export interface LoggedModel {
  readonly id: string;
  readonly artifactUri: string;
}

/** Logged models of one server; older ones have none, and answer the first call with 404. */
export interface LoggedModels {
  /** The logged model of a run, as a killed mirror left it or made now; undefined where the server has none. */
  open(
    experiment: string,
    entries: RunEntries,
    run: ServerRun,
    resumed: boolean
  ): Promise<LoggedModel | undefined>;
  /** Puts its files, names it as the run's output and sets it ready. */
  finish(model: LoggedModel, files: Files, run: ServerRun): Promise<void>;
}

/** The logged models of a server, which is asked once whether it has them. */
export function loggedModels(client: Client): LoggedModels {
  let supported = true;
  const ifSupported = <T>(error: unknown): T | undefined => {
    if (!(error instanceof MlflowTrouble) || (error.status !== 404 && error.status !== 405)) throw error;
    supported = false;
    return undefined;
  };
  return {
    open: async (experiment, {name, params, tags}, run, resumed) => {
      if (!supported) return undefined;
      if (resumed) {
        const search = {experiment_ids: [experiment], filter: `source_run_id = '${run.id}'`, max_results: 10};
        const found = await client
          .send("POST", "logged-models/search", search, foundSchema)
          .catch(ifSupported<never>);
        const info = found?.models[0]?.info;
        if (!found || info) return info && {id: info.model_id, artifactUri: info.artifact_uri};
      }
      const body = {
        experiment_id: experiment,
        name,
        model_type: "almanac",
        source_run_id: run.id,
        params,
        tags
      };
      const made = await client.send("POST", "logged-models", body, createdSchema).catch(ifSupported<never>);
      return made && {id: made.model.info.model_id, artifactUri: made.model.info.artifact_uri};
    },
    finish: async ({id, artifactUri}, files, run) => {
      await putFiles(client, artifactUri, files);
      // The one call that may not be repeated: the server refuses a second output of the same model.
      const outputs = {run_id: run.id, models: [{model_id: id, step: 0}]};
      if (!run.models.includes(id)) await client.send("POST", "runs/outputs", outputs, done);
      const ready = {model_id: id, status: "LOGGED_MODEL_READY"};
      await client.send("PATCH", `logged-models/${id}`, ready, done);
    }
  };
}
