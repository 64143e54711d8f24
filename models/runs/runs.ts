import {execFile} from "node:child_process";
import {readdir} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {z} from "zod";
import {readJson, sha256, stableJson, writeJson} from "../../data-loaders/store/files.js";
import {type Run, runSchema} from "../../src/lib/artifacts.js";

/** Live and recorded figures never meet in one registry, ledger or list of runs. */
export type Realm = "live" | "recorded";

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

/** Everything that decides what a training gives. */
export interface RunKey {
  readonly study: string;
  readonly candidate: string;
  readonly dataHash: string;
  readonly codeHash: string;
  readonly seed: number;
  readonly params: Run["params"];
}

/**
 * The id of a run: the first 16 hexadecimal digits of the SHA-256 of its key, so an identical training is the
 * same run.
 */
export function runIdOf({study, candidate, dataHash, codeHash, seed, params}: RunKey): string {
  return sha256(stableJson({study, candidate, dataHash, codeHash, seed, params})).slice(0, 16);
}

/** `<state>/<realm>/runs/<study>` */
function runsFolder(state: string, realm: Realm, study: string): string {
  return join(state, realm, "runs", study);
}

/**
 * Keeps the record of a run, once: where one of the same id is kept, that one stays as it is.
 * @returns the record that is kept, and its path.
 */
export async function keepRun(state: string, realm: Realm, run: Run): Promise<{run: Run; path: string}> {
  const path = join(runsFolder(state, realm, run.study), `${run.runId}.json`);
  const kept = await readJson(path, keptRunSchema);
  if (kept) return {run: kept, path};
  const {alias: _, ...record} = runSchema.parse(run);
  await writeJson(path, record, 1);
  return {run: record, path};
}

/** The kept runs of a study, newest first, then by candidate. */
export async function readRuns(state: string, realm: Realm, study: string): Promise<Run[]> {
  const folder = runsFolder(state, realm, study);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const runs = await Promise.all(
    names
      .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
      .map((name) => readJson(join(folder, name), keptRunSchema))
  );
  return runs
    .filter((run) => run !== undefined)
    .sort(
      (a, b) =>
        compare(b.startedAt, a.startedAt) || compare(a.candidate, b.candidate) || compare(a.runId, b.runId)
    );
}

/**
 * The commit that the code stands at, "unknown" where it is not in a git repository (or git is not there).
 */
export async function commitOf(
  root: string = fileURLToPath(new URL("../../", import.meta.url))
): Promise<string> {
  try {
    const {stdout} = await promisify(execFile)("git", ["rev-parse", "HEAD"], {cwd: root});
    return stdout.trim() || "unknown";
  } catch {
    return "unknown";
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
