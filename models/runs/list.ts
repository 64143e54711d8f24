import {readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import pLimit from "p-limit";
import {z} from "zod";
import {readJson, stableJson, writeJson} from "../../data-loaders/store/files.js";
import {type Run, runSchema} from "../../src/lib/artifacts/runs.js";
import {restoreRun} from "./restore.js";
import {type Realm, readRun, runPath, runsFolder} from "./runs.js";

const entrySchema = z.object({
  runId: z.string(),
  startedAt: z.iso.datetime(),
  candidate: z.string(),
  status: runSchema.shape.status,
  /** Size of the record's file, by which a file that was cut is found without being read. */
  bytes: z.int()
});
/** What the index says of a run. */
export type RunEntry = z.infer<typeof entrySchema>;

const indexSchema = z.object({study: z.string(), runs: z.array(entrySchema)});

const filesAtOnce = 64;

/** `<state>/<realm>/runs/<study>.index.json`: the kept runs of a study, derived from their records. */
export function runIndexPath(state: string, realm: Realm, study: string): string {
  return `${runsFolder(state, realm, study)}.index.json`;
}

/** How runs are listed. */
export interface ListOptions {
  /** Only so many of the newest; all, unless given. */
  readonly newest?: number;
  /** Ids of older runs that are wanted as well. */
  readonly also?: readonly string[];
  /** Told of every record that cannot be read. */
  readonly say?: (message: string) => void;
}

/**
 * The kept runs of a study, newest first, then by candidate. Reads the records that are asked for and of the others no more
 * than their size. A record that cannot be read is moved aside, restored from its copy in the last kept promotions where there is one,
 * which is said, and takes no other with it.
 */
export async function readRuns(
  state: string,
  realm: Realm,
  study: string,
  {newest = Number.POSITIVE_INFINITY, also = [], say = () => {}}: ListOptions = {}
): Promise<Run[]> {
  const index = await indexRuns(state, realm, study, say);
  const wanted = index.filter(({runId}, i) => i < newest || also.includes(runId));
  const runs = await limited(wanted, ({runId}) => readOrRestore(state, realm, study, runId, say));
  if (!runs.includes(undefined)) return runs.filter((run) => run !== undefined);
  return readRuns(state, realm, study, {newest, also, say});
}

/**
 * Brings the index of a study's runs in line with their records, and writes it where it was not: what it says of a record of the
 * same size is taken as it is, the others are read.
 * @returns its entries, newest first, then by candidate and id.
 */
export async function indexRuns(
  state: string,
  realm: Realm,
  study: string,
  say: (message: string) => void = () => {}
): Promise<RunEntry[]> {
  const path = runIndexPath(state, realm, study);
  const sizes = await sizesOf(runsFolder(state, realm, study));
  if (sizes.length === 0) return [];
  const before = await readIndex(path, say);
  const known = new Map(before?.map((entry) => [entry.runId, entry]));
  const entries = await limited(sizes, async ({runId, bytes}): Promise<RunEntry | undefined> => {
    const entry = known.get(runId);
    if (entry?.bytes === bytes) return entry;
    const run = await readOrRestore(state, realm, study, runId, say);
    return run && {runId, startedAt: run.startedAt, candidate: run.candidate, status: run.status, bytes};
  });
  const runs = entries.filter((entry) => entry !== undefined).sort(byAge);
  if (stableJson(runs) !== stableJson(before)) await writeJson(path, {study, runs}, 1);
  return runs;
}

async function readOrRestore(
  state: string,
  realm: Realm,
  study: string,
  runId: string,
  say: (message: string) => void
): Promise<Run | undefined> {
  return (
    (await readRun(runPath(state, realm, study, runId), say)) ?? restoreRun(state, realm, study, runId, say)
  );
}

async function readIndex(path: string, say: (message: string) => void): Promise<RunEntry[] | undefined> {
  try {
    return (await readJson(path, indexSchema))?.runs;
  } catch (error) {
    if (!(error instanceof Error && error.name === "CorruptFile")) throw error;
    say(error.message);
    return undefined;
  }
}

async function sizesOf(folder: string): Promise<{runId: string; bytes: number}[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const ids = names.flatMap((name) => /^([0-9a-f]{16})\.json$/.exec(name)?.[1] ?? []).sort();
  return limited(ids, async (runId) => ({runId, bytes: (await stat(join(folder, `${runId}.json`))).size}));
}

function byAge(a: RunEntry, b: RunEntry): number {
  return compare(b.startedAt, a.startedAt) || compare(a.candidate, b.candidate) || compare(a.runId, b.runId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function limited<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const limit = pLimit(filesAtOnce);
  return Promise.all(items.map((item) => limit(() => work(item))));
}
