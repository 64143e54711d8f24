import {now} from "../../data-loaders/clock.js";
import type {Environment} from "../../data-loaders/environment.js";
import type {Refreshed, RefreshOptions} from "../../models/pipeline/refresh.js";
import type {Outcome} from "../../models/pipeline/run.js";
import {failureLines} from "../../models/pipeline/summary.js";
import {refreshesOf} from "../../models/watch/refreshes.js";
import {refresh} from "../refresh.js";
import type {Asked} from "./asked.js";
import {dayLines, foundNothing, keepNight, type Night, nightOf, readNight} from "./night.js";

/** Refreshes what a refresh is told to; `npm run refresh` unless a test replaces it. */
export type RefreshStudies = (options: Partial<RefreshOptions>) => Promise<Refreshed>;

/** What leaves no record: nothing was asked that there is, or the store is not this run's to write. */
const unrecorded: readonly string[] = ["UnknownName", "NewerStore", "StoreBusy"];

/**
 * Refreshes what is asked, and keeps the record of the night in the store, whatever comes of it.
 * @throws {UnknownName} on an unknown study or step, {NewerStore} on a store of a later version, {StoreBusy} while another process writes
 * it; then there is no record.
 */
export async function refreshNight(
  environment: Environment,
  asked: Asked,
  {signal, run = refresh}: {signal?: AbortSignal; run?: RefreshStudies} = {}
): Promise<Night> {
  const instant = now(environment.today);
  const day = nightOf(asked, environment.today);
  const before = await readNight(environment.state, day);
  const night = {
    ...{night: day, asked, startedAt: instant.toISOString(), checked: false},
    earlier: before === undefined ? [] : dayLines(before)
  };
  const {studies, step, force} = asked;
  let done: Pick<Night, "refreshed" | "reasons" | "changed" | "refreshes">;
  try {
    const study = studies.length > 0 ? studies : undefined;
    const {ok, outcomes} = await run({environment, study, from: step, force, signal});
    const reasons = failureLines(outcomes);
    done = {
      refreshed: ok,
      reasons: ok || reasons.length > 0 ? reasons : ["the refresh was interrupted"],
      changed: outcomes.some(madeAnew) || isOwed(asked, before),
      refreshes: refreshesOf(outcomes)
    };
  } catch (error) {
    const {name, message} = error as Error;
    if (unrecorded.includes(name)) throw error;
    done = {refreshed: false, reasons: [message], changed: true, refreshes: []};
  }
  const record = {...night, ...done};
  await keepNight(environment.state, record);
  return record;
}

/** Whether a task of a study made anything anew: what asks the outside runs every time, and the edition is made of the studies. */
function madeAnew({task, state}: Outcome): boolean {
  return state === "ran" && !task.always && task.study !== undefined;
}

/** Whether the last run of the day was of the same schedule and made something that no site shows. */
function isOwed({by}: Asked, before: Night | undefined): boolean {
  return before !== undefined && before.asked.by === by && !before.checked && !foundNothing(before);
}
