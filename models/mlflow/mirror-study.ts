import pLimit from "p-limit";
import {lastResult} from "../pipeline/results.js";
import type {Registry} from "../registry/registry.js";
import {inspectRegistry} from "../registry/store.js";
import {indexRuns} from "../runs/list.js";
import {type Realm, readRun, runPath} from "../runs/runs.js";
import {readDay} from "../steps/files.js";
import type {Study} from "../study.js";
import {type Client, done} from "./client.js";
import {eachOf} from "./each-of.js";
import {experimentName} from "./entries.js";
import {openExperiment} from "./experiments.js";
import {type FindBytes, keptFiles} from "./kept-files.js";
import type {LoggedModels} from "./logged-models.js";
import {mirrorRegistry} from "./mirror-registry.js";
import {mirrorRun} from "./mirror-run.js";
import {readServerRuns, runKey, type ServerRun} from "./server-runs.js";

/** How much was sent; counted on the way, so that it is known when a mirror is stopped. */
export interface Counts {
  runs: number;
  versions: number;
  decisions: number;
  aliases: number;
}

/** What a study is mirrored with. */
export interface StudyMirror {
  readonly client: Client;
  readonly models: LoggedModels;
  readonly state: string;
  readonly study: Study;
  readonly counts: Counts;
  /** Told of what was left as it is, and why. */
  readonly warn: (message: string) => void;
}

interface Wanted {
  readonly realm: Realm;
  readonly runId: string;
  readonly candidate: string;
}

const realms: readonly Realm[] = ["live", "recorded"];

/**
 * Mirrors the kept runs of a study, of both realms, to its experiment, and the registry of the edition's realm to the
 * registered model of its name. The registry's runs come first, then the registry, then the other runs, the newest first: where
 * the time ends early, what counts most is there.
 * @throws {MlflowTrouble} where the server cannot be used; a run that it refuses is told to `warn`
 */
export async function mirrorStudy(mirror: StudyMirror): Promise<void> {
  const {client, state, study, counts, warn} = mirror;
  const kept = await Promise.all(realms.map((realm) => keptRuns(state, realm, study.id, warn)));
  const wanted = kept.flat();
  if (wanted.length === 0) return;
  const experiment = await openExperiment(client, experimentName(study), {
    "almanac.study": study.id,
    "mlflow.note.content": study.question
  });
  const begun = new Map<string, ServerRun>();
  const whole = new Map<string, ServerRun>();
  for (const [key, [run, ...doubles]] of await readServerRuns(client, experiment)) {
    for (const {id} of doubles) await client.send("POST", "runs/delete", {run_id: id}, done);
    (run.whole ? whole : begun).set(key, run);
  }
  const missing = wanted.filter(({realm, runId}) => !whole.has(runKey(realm, runId)));
  const current = await currentRegistry(state, study.id);
  const registered = new Set(current?.registry.versions.map(({runId}) => runKey(current.realm, runId)));
  const [first, rest] = [true, false].map((are) =>
    missing.filter(({realm, runId}) => registered.has(runKey(realm, runId)) === are)
  );
  const send = sender(mirror, experiment, begun, whole);
  await send(first);
  if (current) await mirrorRegistry({client, study, ...current, runs: whole, counts, warn});
  await send(rest);
}

/** A function that mirrors some runs, a few at a time, and notes those that are whole then. */
function sender(
  {client, models, state, study, counts, warn}: StudyMirror,
  experiment: string,
  begun: ReadonlyMap<string, ServerRun>,
  whole: Map<string, ServerRun>
): (runs: readonly Wanted[]) => Promise<void> {
  const files = new Map<string, FindBytes>();
  const inTurn = pLimit(1);
  return async (runs) => {
    const refusals = await eachOf(runs, async ({realm, runId, candidate}) => {
      const run = await readRun(runPath(state, realm, study.id, runId), warn);
      if (!run) return;
      const bytes = files.get(candidate) ?? keptFiles(state, `${study.id}/roll/${candidate}`);
      files.set(candidate, bytes);
      const key = runKey(realm, runId);
      const mirror = {client, study, realm, experiment, bytes, models, inTurn};
      whole.set(key, await mirrorRun(mirror, run, begun.get(key)));
      ++counts.runs;
    });
    for (const {item, trouble} of refusals)
      warn(`run ${item.runId} of ${item.candidate} (${study.id}) was refused: ${trouble.message}`);
  };
}

async function keptRuns(
  state: string,
  realm: Realm,
  study: string,
  warn: (message: string) => void
): Promise<Wanted[]> {
  const entries = await indexRuns(state, realm, study, warn);
  return entries.map(({runId, candidate}) => ({realm, runId, candidate}));
}

/** The registry of the realm that the edition shows; undefined before its first decision. */
async function currentRegistry(
  state: string,
  study: string
): Promise<{realm: Realm; registry: Registry} | undefined> {
  const pulled = await lastResult(state, `${study}/pull`, {touch: false});
  if (!pulled) return undefined;
  const {realm} = await readDay(pulled);
  const {registry} = await inspectRegistry(state, realm, study);
  return registry && {realm, registry};
}
