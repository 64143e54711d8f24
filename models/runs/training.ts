import {sha256, stableJson} from "../../data-loaders/store/files.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import type {Result} from "../pipeline/task.js";
import type {RollParams} from "../steps/roll.js";
import {type RunKey, runIdOf} from "./runs.js";

/** What a training was made of. */
export interface Training {
  /** What its task was told. */
  readonly params: RollParams;
  /** The study's data, as its task had it. */
  readonly read: Pick<Result, "outputs">;
  /** Forecasts of the candidates that it combines, by candidate. */
  readonly experts: Readonly<Record<string, Pick<Result, "outputs">>>;
  /** Hash of its code. */
  readonly code: string;
  readonly commit: string;
}

/** The part of a run's record that is known before the training begins. */
export type Begun = Pick<Run, "runId" | "study" | "candidate" | "params" | "tags" | "lineage">;

/**
 * What the record of a training says of its origin. The id covers all that decides the training: the data, the code with the
 * versions of its packages, the params and the seed, and the forecasts that it combines.
 * @param error what it failed with, where it failed
 * @throws when a candidate that it combines has no forecasts.
 */
export function begunRun({params: told, read, experts, code, commit}: Training, error?: string): Begun {
  const {study, candidate, kind, combines, seed, seedOf, params} = told;
  const combined = combines.map((name): [string, string] => {
    const forecasts = experts[name]?.outputs["rolled.columns"];
    if (forecasts === undefined)
      throw new Error(`run of ${study}/${candidate}: it combines "${name}", which has no rolled.columns`);
    return [name, forecasts];
  });
  const dataHash = sha256(stableJson(read.outputs));
  const key: RunKey = {study, candidate, dataHash, codeHash: code, seed, params, experts: combined, error};
  return {
    runId: runIdOf(key),
    study,
    candidate,
    params: {...params},
    tags: {
      kind,
      ...(combines.length > 0 ? {combines: combines.join(", ")} : {}),
      ...(seedOf === undefined ? {} : {seedOf}),
      ...(error === undefined ? {} : {error})
    },
    lineage: {
      commit,
      dataHash,
      codeHash: code,
      seed,
      ...(combined.length > 0 ? {experts: Object.fromEntries(combined)} : {})
    }
  };
}
