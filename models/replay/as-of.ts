import {copyFile, rm} from "node:fs/promises";
import {join} from "node:path";
import type {Environment} from "../../data-loaders/environment.js";
import {enterStore} from "../../data-loaders/store/enter.js";
import {makeFolder} from "../../data-loaders/store/files.js";
import {checkStore} from "../../data-loaders/store/format.js";
import {replayStore} from "../../data-loaders/store/realms.js";
import {midnight} from "../../src/lib/time/zone.js";
import {writeLinks} from "../ledger/chain.js";
import {inspectLedger} from "../ledger/inspect.js";
import {ledgerPath} from "../ledger/ledger.js";
import type {Bundler} from "../pipeline/code.js";
import {refreshTasks} from "../pipeline/refresh.js";
import type {Task} from "../pipeline/task.js";
import {decisionPath} from "../registry/registry.js";
import {inspectRegistry} from "../registry/store.js";
import type {Study} from "../study.js";
import {tasksOf} from "../tasks.js";
import {judgingOf, lastDayOf} from "./origins.js";
import {type Prepared, possibleDays, prepare} from "./prepare.js";
import {NoSuchDay} from "./range.js";
import {type Take, takeTables} from "./tables.js";

/** Which edition is made again, and how. */
export interface AsOfOptions {
  readonly environment: Environment;
  readonly studies: readonly Study[];
  readonly day: string;
  /** The URL that the site is published under, where it is known. */
  readonly site?: string;
  readonly write: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly bundle?: Bundler;
  readonly take?: Take;
  /** False: everything in this thread. */
  readonly heavy?: boolean;
}

/** The store of the edition of an earlier day: `<state>/replay/as-of`. Its artifacts are those of the site of that day. */
export function asOfStore(state: string): string {
  return join(replayStore(state), "as-of");
}

/**
 * Makes the edition of an earlier day, with all that a site shows, in a store of its own: every candidate is trained on what was known at that
 * day's origin. Where days before it were replayed, the edition has their ledger and their champions up to that day, and nothing later. A study whose
 * tables do not reach the day is absent from it, with the reason.
 * @returns false where something failed.
 * @throws {NoSuchDay} where no study reaches the day, before anything is changed.
 */
export async function makeAsOf(options: AsOfOptions): Promise<boolean> {
  const {environment, studies, day, site, write, signal, bundle, take = takeTables, heavy = true} = options;
  const replay = replayStore(environment.state);
  const state = asOfStore(environment.state);
  await checkStore(environment.state);
  await checkStore(replay);
  const looked: {study: Study; prepared: Prepared; reaches: boolean}[] = [];
  try {
    for (const study of studies) {
      const prepared = await prepare(study, replay, {environment, take, anew: false});
      looked.push({study, prepared, reaches: false});
      looked[looked.length - 1]!.reaches = await reaches(study, prepared, day);
    }
    const absent = looked.filter((one) => !one.reaches);
    if (absent.length === looked.length) {
      const words = await Promise.all(
        looked.map(async ({study, prepared}) => `${study.id}: ${await possibleDays(study, prepared)}`)
      );
      throw new NoSuchDay(`No study has an edition of ${day}. Possible are: ${words.join("; ")}.`);
    }
    for (const {study, prepared} of absent)
      write(
        `${study.id} has no origin on ${day}: its tables reach ${prepared.taken.lastDay}; the site says so`
      );
    const release = await enterStore(replay, {say: write});
    try {
      for (const {prepared} of looked) await prepared.keep();
      for (const {study} of looked) await takeHistory(replay, state, study, day);
      const replaced = {pull: new URL("./pull.ts", import.meta.url)};
      const tasks: Task[] = tasksOf(studies, {today: day, site, replaced}).map((task) =>
        heavy ? task : {...task, heavy: false}
      );
      const {outcomes} = await refreshTasks(tasks, {
        environment: {...environment, state, today: day, mlflow: undefined},
        ...{write, ...(signal ? {signal} : {}), ...(bundle ? {bundle} : {})}
      });
      const missing = absent.map(({study}) => study.id);
      return !outcomes.some(
        ({state: end, task}) =>
          (end === "failed" || end === "stopped") &&
          (task.study === undefined || !missing.includes(task.study))
      );
    } finally {
      await release();
    }
  } finally {
    for (const {prepared} of looked) await prepared.close();
  }
}

async function reaches(study: Study, {taken, files}: Prepared, day: string): Promise<boolean> {
  if (day > taken.lastDay) return false;
  return judgingOf(study, files, day).then(
    (judging) => lastDayOf(study, judging) === day,
    () => false
  );
}

/** Gives the store of an edition what was replayed of a study before its day: the ledger with its chain, and the decisions. */
async function takeHistory(replay: string, state: string, study: Study, day: string): Promise<void> {
  const {id, timeZone} = study;
  const realm = "replayed" as const;
  const origin = midnight(timeZone, day);
  const isBefore = (one: {readonly origin: string}) => Date.parse(one.origin) < origin;
  const {links, deviations} = await inspectLedger(replay, realm, id);
  const before = deviations.length === 0 ? links.filter(isBefore) : [];
  const {registry} = before.length > 0 ? await inspectRegistry(replay, realm, id) : {};
  await rm(join(state, realm, "ledger", id), {recursive: true, force: true});
  await rm(join(state, realm, "registry", id), {recursive: true, force: true});
  await rm(join(state, realm, "registry", `${id}.json`), {force: true});
  if (before.length === 0) return;
  await makeFolder(join(state, realm, "ledger", id, "forecasts"));
  for (const link of before)
    await copyFile(
      ledgerPath(replay, realm, id, "forecasts", link.origin),
      ledgerPath(state, realm, id, "forecasts", link.origin)
    );
  await writeLinks(state, realm, id, before);
  const decisions = registry?.decisions.filter(isBefore) ?? [];
  if (decisions.length > 0) await makeFolder(join(state, realm, "registry", id, "decisions"));
  for (const [i] of decisions.entries())
    await copyFile(decisionPath(replay, realm, id, i + 1), decisionPath(state, realm, id, i + 1));
}
