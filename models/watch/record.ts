import {access} from "node:fs/promises";
import {join} from "node:path";
import type {Environment} from "../../data-loaders/environment.js";
import {readJson, writeAtomic} from "../../data-loaders/store/files.js";
import {cardsSchema} from "../../src/lib/artifacts/cards.js";
import {type Night, type Pipeline, pipelineSchema} from "../../src/lib/artifacts/pipeline.js";
import {ordered} from "../pipeline/graph.js";
import {lastRecord} from "../pipeline/results.js";
import type {Outcome} from "../pipeline/run.js";
import {parseNeed, steps, type Task} from "../pipeline/task.js";
import {artifactJson} from "../publish/json.js";
import {type EditionNight, editionNight} from "./edition-night.js";
import {type Host, readHost} from "./host.js";
import {keepNight, readNights} from "./nights.js";
import {refreshesOf} from "./refreshes.js";

/** Where the record of the last run is published, below `artifacts/`. */
export const pipelineFile = "api/pipeline.json";

/** The workflow that makes editions. */
const workflow = "actions/workflows/nightly.yml";

const shownDays = 30;
const shownRuns = 60;
const longest = 500;

/** A run of the pipeline that has ended. */
export interface EndedRun {
  readonly startedAt: Date;
  readonly seconds: number;
  readonly threads: number;
  readonly outcomes: readonly Outcome[];
}

/**
 * Records a run at its end: a line in the history of nights, and `artifacts/api/pipeline.json` beside the files of the edition that
 * stands. A run that did nothing but ask the publishers, and found nothing new, leaves no trace, so that the site stays as it is; nor does
 * one of single steps that was not to make an edition. Where nothing was ever published there is only the line. For the owner of the store's lock.
 * @param options.say told what of the history could not be read
 */
export async function recordRun(
  tasks: readonly Task[],
  run: EndedRun,
  {state}: Pick<Environment, "state">,
  {say = () => {}, host = readHost()}: {say?: (message: string) => void; host?: Host} = {}
): Promise<void> {
  const file = join(state, "artifacts", pipelineFile);
  const asked = run.outcomes.some(({task, state}) => task.name === "edition" && state !== "taken");
  const worked = run.outcomes.some(
    ({task, state}) => state === "failed" || state === "stopped" || (state === "ran" && !task.always)
  );
  if (!(asked && worked) && (await exists(file))) return;
  const edition = await editionOf(run, state);
  const nights =
    asked && worked
      ? await keepNight(state, nightOf(run, edition, {state, host}), say)
      : await readNights(state);
  if (!(await exists(join(state, "artifacts")))) return;
  const pipeline: Pipeline = {
    ...{startedAt: run.startedAt.toISOString(), seconds: run.seconds, threads: run.threads},
    steps: [...steps],
    tasks: await taskFacts(tasks, run.outcomes, state),
    nights: recent(nights),
    workflow: host.repository === undefined ? null : `${host.repository}/${workflow}`
  };
  await writeAtomic(file, artifactJson("pipeline.json", pipelineSchema, pipeline));
}

/** The runs of the last thirty days that had one, newest first. */
export function recent(nights: readonly Night[]): Night[] {
  const day = ({startedAt}: Night) => startedAt.slice(0, 10);
  const days = [...new Set(nights.map(day))].sort().slice(-shownDays);
  return nights
    .filter((night) => days.includes(day(night)))
    .slice(-shownRuns)
    .reverse();
}

/** What a failure says to readers: its first line, without the places of this machine. */
export function publicReason(reason: string, state: string): string {
  return reason.replaceAll(state, "<store>").trim().split("\n")[0]!.slice(0, longest) || "no message";
}

function nightOf(
  {startedAt, seconds, threads, outcomes}: EndedRun,
  edition: EditionNight,
  {state, host}: {readonly state: string; readonly host: Host}
): Night {
  const count = (wanted: Outcome["state"]) => outcomes.filter(({state}) => state === wanted).length;
  const ran = outcomes.filter(({state}) => state === "ran");
  return {
    ...{startedAt: startedAt.toISOString(), seconds, threads},
    ...edition,
    tasks: {
      ...{ran: ran.length, kept: count("up to date")},
      ...{failed: count("failed"), stopped: count("stopped")}
    },
    bytes: ran.reduce((sum, {bytes}) => sum + bytes, 0),
    peakMemoryMB: outcomes.reduce((most, {peakMemoryMB}) => Math.max(most, peakMemoryMB), 0),
    failures: outcomes
      .filter((outcome) => outcome.state === "failed")
      .map(({task, reason}) => ({task: task.name, reason: publicReason(reason, state)})),
    refreshes: refreshesOf(outcomes),
    log: host.log ?? null
  };
}

/** The edition that a run published; none where it failed, or had none to publish. */
async function editionOf({outcomes}: EndedRun, state: string): Promise<EditionNight> {
  const none: EditionNight = {edition: null, headline: null, status: "failed", studies: []};
  const made = outcomes.some(
    ({task, state}) => task.name === "edition" && (state === "ran" || state === "up to date")
  );
  const cards = made ? await readJson(join(state, "artifacts/api/cards.json"), cardsSchema) : undefined;
  return cards ? editionNight(cards) : none;
}

async function taskFacts(
  tasks: readonly Task[],
  outcomes: readonly Outcome[],
  state: string
): Promise<Pipeline["tasks"]> {
  return Promise.all(
    ordered(tasks).map(async (task) => {
      const outcome = outcomes.find((each) => each.task.name === task.name);
      const record = await lastRecord(state, task.name);
      const about = {
        ...{task: task.name, study: task.study ?? null, step: task.step},
        needs: [...new Set(task.needs.map((need) => parseNeed(need).task))],
        state: outcome?.state ?? ("taken" as const),
        reason: publicReason(outcome?.reason ?? "not asked for", state)
      };
      const undone = outcome?.state === "failed" || outcome?.state === "stopped";
      const {seconds, cpuSeconds, peakMemoryMB, rows, bytes, bytesRead} = undone
        ? outcome
        : (record ?? nothing);
      return {
        ...about,
        startedAt: undone ? null : (record?.startedAt ?? null),
        ...{seconds, cpuSeconds, peakMemoryMB, rows, bytes, bytesRead},
        threadMemoryMB: undone ? null : (record?.threadMemoryMB ?? null)
      };
    })
  );
}

const nothing = {seconds: 0, cpuSeconds: 0, peakMemoryMB: 0, rows: 0, bytes: 0, bytesRead: 0};

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}
