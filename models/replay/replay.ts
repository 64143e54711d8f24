import {rm} from "node:fs/promises";
import {availableParallelism} from "node:os";
import {dirname, join} from "node:path";
import {stopwatch} from "../../data-loaders/clock.js";
import type {Environment} from "../../data-loaders/environment.js";
import {enterStore} from "../../data-loaders/store/enter.js";
import {checkStore} from "../../data-loaders/store/format.js";
import {replayStore} from "../../data-loaders/store/realms.js";
import {localDay} from "../../src/lib/time/zone.js";
import {inspectLedger, refuseChangedLedgers} from "../ledger/inspect.js";
import {chainPath} from "../ledger/ledger.js";
import {type Bundler, bundler} from "../pipeline/code.js";
import {UnknownName} from "../pipeline/graph.js";
import {type Job, perform} from "../pipeline/perform.js";
import {performInThread} from "../pipeline/thread.js";
import {registryPath} from "../registry/registry.js";
import type {Study} from "../study.js";
import {type Anchor, rollAnchor} from "./anchor.js";
import type {DaysParams} from "./days.js";
import {type Prepared, prepare} from "./prepare.js";
import {checkDays, daysDue, type Range} from "./range.js";
import {type Take, takeTables} from "./tables.js";

/** What to replay and how. */
export interface ReplayOptions extends Range {
  readonly environment: Environment;
  /** All studies that there are. */
  readonly studies: readonly Study[];
  /** Ids of those to replay; all that reach into the range unless given. */
  readonly study?: readonly string[];
  /** Drop what was replayed of them before, and take the tables of today. */
  readonly restart?: boolean;
  readonly write: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Trainings at once. */
  readonly threads?: number;
  readonly bundle?: Bundler;
  /** Takes the tables; a test has others. */
  readonly take?: Take;
  /** False: everything in this thread, which a small study is faster in. */
  readonly heavy?: boolean;
}

/** A study whose days were found possible. */
interface Due {
  readonly study: Study;
  readonly prepared: Prepared;
  readonly days: readonly string[];
  readonly due: readonly string[];
  /** The last day that was issued before. */
  readonly stands?: string;
}

/**
 * Issues each day of a range as it would have been, in a store of its own (`<state>/replay`), and scores what was issued as the truth came in.
 * Everything is checked before anything is changed; what was issued before is not issued again. Same tables and code give the same bytes, however
 * many commands it takes.
 * @returns how many days were issued.
 * @throws {UnknownName} on an unknown study; {NoSuchDay} on a day that is not possible; {NewerStore}, {StoreBusy}, {LedgerChanged}.
 */
export async function replayRange(options: ReplayOptions): Promise<number> {
  const {environment, from, to, restart = false, write, take = takeTables} = options;
  const replay = replayStore(environment.state);
  await checkStore(environment.state);
  await checkStore(replay);
  if (from > to) throw new UnknownName(`The range begins on ${from}, after its end on ${to}.`);
  const chosen = chosenOf(options);
  const started = stopwatch();
  const due: Due[] = [];
  const looked: Prepared[] = [];
  try {
    for (const study of chosen) {
      const prepared = await prepare(study, replay, {environment, take, anew: restart});
      looked.push(prepared);
      if (options.study === undefined && chosen.length > 1 && prepared.taken.lastDay < from) {
        write(`${study.id} is left out: its tables reach ${prepared.taken.lastDay}`);
        continue;
      }
      due.push({study, prepared, ...(await findDue(study, replay, prepared, options))});
    }
    if (due.length === 0)
      throw new UnknownName(`No study reaches into ${from} to ${to}: name one with --study to see why.`);
    const release = await enterStore(replay, {say: write});
    try {
      await refuseChangedLedgers(replay, restart ? [] : due.map(({study}) => study.id));
      if (restart) for (const {study} of due) await forget(replay, study.id);
      const work = due.map((one) => replayStudy(one, replay, due.length, options));
      const ends = await Promise.allSettled(work);
      const failed = ends.find((end) => end.status === "rejected");
      if (failed) throw failed.reason;
    } finally {
      await release();
    }
  } finally {
    for (const {close} of looked) await close();
  }
  const issued = due.reduce((sum, {due: days}) => sum + days.length, 0);
  const before = due.reduce((sum, {due: days, days: all}) => sum + all.length - days.length, 0);
  write(
    `${issued} ${issued === 1 ? "day" : "days"} issued, ${before} issued before, of ${due.map(({study}) => study.id).join(", ")}, in ${Math.round((stopwatch() - started) / 1000)} s`
  );
  return issued;
}

function chosenOf({studies, study}: Pick<ReplayOptions, "studies" | "study">): readonly Study[] {
  if (study === undefined) return studies;
  return study.map((id) => {
    const found = studies.find((one) => one.id === id);
    if (!found)
      throw new UnknownName(`There is no study "${id}". Known: ${studies.map((one) => one.id).join(", ")}.`);
    return found;
  });
}

async function findDue(
  study: Study,
  replay: string,
  {taken, files}: Prepared,
  {from, to, restart = false}: Pick<ReplayOptions, "from" | "to" | "restart">
): Promise<Pick<Due, "days" | "due" | "stands">> {
  const days = await checkDays(study, files, {from, to}, taken.lastDay);
  const {links, due: unlinked} = await inspectLedger(replay, "replayed", study.id);
  const issued = restart ? [] : [...links, ...unlinked];
  const dayOf = (origin: string) => localDay(study.timeZone, Date.parse(origin));
  const last = issued.at(-1);
  return {
    days,
    due: daysDue(study, dayOf, issued, days),
    ...(last ? {stands: dayOf(last.origin)} : {})
  };
}

/** Drops what was replayed of a study. */
async function forget(replay: string, study: string): Promise<void> {
  for (const path of [
    dirname(chainPath(replay, "replayed", study)),
    registryPath(replay, "replayed", study),
    registryPath(replay, "replayed", study).replace(/\.json$/, "")
  ])
    await rm(path, {recursive: true, force: true});
}

/** Issues the days of one study that are due: for each stretch of them that one roll answers for, that roll and then its days. */
async function replayStudy(
  {study, prepared, days, due, stands}: Due,
  replay: string,
  studies: number,
  options: ReplayOptions
): Promise<void> {
  const {environment, write, signal, heavy = true} = options;
  const bundle = options.bundle ?? bundler();
  const {threads = Math.max(1, Math.floor(availableParallelism() / studies))} = options;
  const files = await prepared.keep();
  const issueDays = (some: readonly string[], anchor: Anchor | null) =>
    performDays(study, {study: study.id, days: some, files, anchor}, replay, {...options, bundle});
  for (const day of days.filter((one) => !due.includes(one))) write(`${study.id} ${day}: issued before`);
  // A killed run may not have scored the last day that it issued.
  if (stands !== undefined) await issueDays([stands], null);
  for (const [day, some] of stretches(study, due, prepared.taken.lastDay)) {
    signal?.throwIfAborted();
    const anchor = await rollAnchor(study, day, {
      ...{replay, environment, threads, bundle, heavy},
      ...(signal ? {signal} : {})
    });
    await issueDays(some, anchor);
  }
}

/** The days in order, in runs of those that one roll answers for, each with the day of that roll. */
function stretches(
  {replay}: Study,
  days: readonly string[],
  lastDay: string
): [anchor: string, days: string[]][] {
  const runs: [string, string[]][] = [];
  for (const day of days) {
    const last = replay?.lastLike(day) ?? day;
    const anchor = last < lastDay ? last : lastDay;
    const run = runs.at(-1);
    if (run?.[0] === anchor) run[1].push(day);
    else runs.push([anchor, [day]]);
  }
  return runs;
}

async function performDays(
  study: Study,
  params: DaysParams,
  replay: string,
  {environment, write, signal, bundle = bundler(), heavy = true}: ReplayOptions
): Promise<void> {
  const job: Job = {
    module: (await bundle(new URL("./days.ts", import.meta.url))).url,
    run: "replayDays",
    uses: {study: (await bundle(study.module)).url},
    input: {
      params: params as unknown as Job["input"]["params"],
      needs: {},
      failures: {},
      folder: join(replay, "anchors"),
      environment: {...environment, state: replay}
    }
  };
  if (heavy) await performInThread(job, bundle, write, signal);
  else await perform(job, write);
}
