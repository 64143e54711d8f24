import {join} from "node:path";
import {z} from "zod";
import {readJson, sha256, stableJson, writeSealed} from "../../data-loaders/store/files.js";
import type {Realm} from "../../data-loaders/store/realms.js";
import {type Run, runSchema} from "../../src/lib/artifacts/runs.js";

export type {Realm};

/** Everything that decides what a training gives. */
export interface RunKey {
  readonly study: string;
  readonly candidate: string;
  readonly dataHash: string;
  readonly codeHash: string;
  readonly seed: number;
  readonly params: Run["params"];
  /** sha256 of the forecasts that it combines, by candidate in their order; none where it combines none. */
  readonly experts?: readonly (readonly [candidate: string, sha256: string])[];
  /** What it failed with: a failure is a run of its own, so that it does not stand in the way of a later success. */
  readonly error?: string;
}

/**
 * The id of a run: the first 16 hexadecimal digits of the SHA-256 of its key, so an identical training is the
 * same run.
 */
export function runIdOf(key: RunKey): string {
  const {study, candidate, dataHash, codeHash, seed, params, experts = [], error} = key;
  const combined = experts.length > 0 ? {experts} : {};
  return sha256(stableJson({study, candidate, dataHash, codeHash, seed, params, ...combined, error})).slice(
    0,
    16
  );
}

const unmeasured = {status: "finished", cpuSeconds: null, peakMemoryMB: null, history: {}, artifacts: []};

/**
 * A record as it lies in a store. Those that were written before costs, steps and files were kept lack these: what such a
 * record cannot tell is null or empty, and as only trainings that ended well were kept then, its status is "finished".
 */
export const keptRunSchema = z.preprocess(
  (value) =>
    typeof value === "object" && value !== null && !("status" in value) ? {...unmeasured, ...value} : value,
  runSchema
) as unknown as z.ZodType<Run>;

/** The folder of a study's records: `<state>/<realm>/runs/<study>`. */
export function runsFolder(state: string, realm: Realm, study: string): string {
  return join(state, realm, "runs", study);
}

/** `<state>/<realm>/runs/<study>/<runId>.json` */
export function runPath(state: string, realm: Realm, study: string, runId: string): string {
  return join(runsFolder(state, realm, study), `${runId}.json`);
}

/**
 * Keeps the record of a run, once: where one of the same id is kept, that one stays as it is. One that cannot be read is
 * moved aside, which is said, and written anew.
 * @returns the record that is kept, and its path.
 */
export async function keepRun(
  state: string,
  realm: Realm,
  run: Run,
  say: (message: string) => void = () => {}
): Promise<{run: Run; path: string}> {
  const path = runPath(state, realm, run.study, run.runId);
  const kept = await readRun(path, say);
  if (kept) return {run: kept, path};
  const {alias: _, ...record} = runSchema.parse(run);
  await writeSealed(path, record, 1);
  return {run: record, path};
}

/** A kept record; undefined where there is none, or where it cannot be read: it is then moved aside, which is said. */
export async function readRun(path: string, say: (message: string) => void): Promise<Run | undefined> {
  try {
    return await readJson(path, keptRunSchema);
  } catch (error) {
    if (!(error instanceof Error && error.name === "CorruptFile")) throw error;
    say(error.message);
    return undefined;
  }
}
