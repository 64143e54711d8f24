import {now} from "../../data-loaders/clock.js";
import type {Environment} from "../../data-loaders/environment.js";
import type {Refreshed, RefreshOptions} from "../../models/pipeline/refresh.js";
import {failureLines} from "../../models/pipeline/summary.js";
import {refresh} from "../refresh.js";
import type {Asked} from "./asked.js";
import {keepNight, type Night, nightOf} from "./night.js";

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
  const night = {
    night: nightOf(asked, environment.today),
    asked,
    startedAt: instant.toISOString(),
    checked: false
  };
  const {studies, step, force} = asked;
  let done: Pick<Night, "refreshed" | "reasons">;
  try {
    const study = studies.length > 0 ? studies : undefined;
    const {ok, outcomes} = await run({environment, study, from: step, force, signal});
    const reasons = failureLines(outcomes);
    done = {refreshed: ok, reasons: ok || reasons.length > 0 ? reasons : ["the refresh was interrupted"]};
  } catch (error) {
    const {name, message} = error as Error;
    if (unrecorded.includes(name)) throw error;
    done = {refreshed: false, reasons: [message]};
  }
  const record = {...night, ...done};
  await keepNight(environment.state, record);
  return record;
}
